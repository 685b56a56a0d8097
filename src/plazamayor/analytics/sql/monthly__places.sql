-- Page views of some pages by the country and the device of who saw them, on the day each was seen.
SELECT toString(page) AS page, toString(country) AS country, toString(device) AS device, count() AS page_views
FROM
(
    SELECT page, country, device, day + (place > visits.page_views - late) AS on_day
    FROM visits
    ARRAY JOIN pages AS page, arrayEnumerate(pages) AS place
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} - 1 AND {last:Date} AND (day, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32} AND day BETWEEN {first:Date} - 1 AND {last:Date}
        GROUP BY day
    )
)
WHERE on_day BETWEEN {first:Date} AND {last:Date} AND arrayExists(pattern -> toString(page) LIKE pattern, {patterns:Array(String)})
GROUP BY page, country, device
ORDER BY page, country, device
