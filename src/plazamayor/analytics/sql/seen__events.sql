-- The pages' own events in the visits of some days: in how many each was seen, and at what place among them on average.
SELECT name AS value, toUInt64(count()) AS visits, avg(place) AS place
FROM
(
    SELECT arrayDistinct(arrayFilter((each, act) -> act = 'custom' AND positionCaseInsensitiveUTF8(each, {part:String}) > 0, targets, acts)) AS names
    FROM visits
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND (day, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY day
    )
)
ARRAY JOIN names AS name, arrayEnumerate(names) AS place
GROUP BY name
ORDER BY visits DESC, name
LIMIT {limit:UInt32}
