-- What became of what the collector received for some sites since a moment, by reason.
SELECT site, toString(reason) AS reason, sum(count) AS count, max(minute) AS last
FROM outcomes
WHERE site IN {sites:Array(UInt32)} AND minute >= {since:DateTime('UTC')}
GROUP BY site, reason
ORDER BY site, count DESC, reason;
