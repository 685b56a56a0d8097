-- The pages under an address in the visits of some days: in how many each was seen, and at what place among them on average.
SELECT page AS value, toUInt64(count()) AS visits, avg(place) AS place
FROM
(
    SELECT arrayDistinct(arrayFilter(each -> startsWith(each, {part:String}), pages)) AS under
    FROM visits
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND (day, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY day
    )
)
ARRAY JOIN under AS page, arrayEnumerate(under) AS place
GROUP BY page
ORDER BY visits DESC, page
LIMIT {limit:UInt32}
