-- Addresses and names of events seen in some days, the most visited first, to choose steps from.
SELECT dimension = 'custom' AS event, value AS text, sum(rollup.visits) AS visits
FROM rollup
WHERE site = {site:UInt32} AND dimension IN ('page', 'custom') AND day BETWEEN {first:Date} AND {last:Date} AND startsWith(value, {prefix:String})
    AND (source, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32} AND day BETWEEN subtractDays({first:Date}, 1) AND {last:Date}
        GROUP BY day
    )
GROUP BY event, text
ORDER BY visits DESC, text
LIMIT {most:UInt16}
