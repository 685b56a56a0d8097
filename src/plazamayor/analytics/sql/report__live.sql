-- The last thirty minutes, minute by minute, straight from the stream: page views and those who made them.
SELECT
    toUInt32(intDiv(toUnixTimestamp({now:DateTime('UTC')}) - toUnixTimestamp(time), 60)) AS minutes_ago,
    uniqExact(visitor) AS visitors,
    countIf(kind = 'page_view') AS page_views
FROM events
WHERE site = {site:UInt32} AND day >= toDate({now:DateTime('UTC')}) - 2 AND origin = 'tracker' AND kind < 'click'
    AND time > {now:DateTime('UTC')} - INTERVAL 30 MINUTE AND time <= {now:DateTime('UTC')}
GROUP BY minutes_ago
ORDER BY minutes_ago
