-- The events of a kind in some days, as their origin of each day saw them. Fills the place of `told` in what is not kept by day.
SELECT
    day,
    visitor,
    path,
    target,
    scroll,
    value,
    arrayZip(CAST(mapKeys(properties), 'Array(String)'), mapValues(properties)) AS details
FROM events
WHERE site = {site:UInt32} AND kind = {kind:Int8}
    AND (day BETWEEN {first:Date} AND {last:Date} OR day BETWEEN {before_first:Date} AND {before_last:Date})
    AND (day, toString(origin)) IN
    (
        SELECT day, toString(argMax(origin, version))
        FROM refreshed
        WHERE site = {site:UInt32} AND (day BETWEEN {first:Date} AND {last:Date} OR day BETWEEN {before_first:Date} AND {before_last:Date})
        GROUP BY day
    )
