-- When each day of a period last received events.
SELECT day, max(at) AS seen
FROM touched
WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
GROUP BY day
ORDER BY day
