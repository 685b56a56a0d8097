-- The sites, of some, with days that received events after they were last refreshed.
SELECT DISTINCT site
FROM
(
    SELECT site, day, max(at) AS seen
    FROM touched
    WHERE site IN {sites:Array(UInt32)} AND day BETWEEN {first:Date} AND {last:Date}
    GROUP BY site, day
) AS t
LEFT JOIN
(
    SELECT site, day, argMax(refreshed.seen, version) AS known
    FROM refreshed
    WHERE site IN {sites:Array(UInt32)} AND day BETWEEN {first:Date} AND {last:Date}
    GROUP BY site, day
) AS r USING (site, day)
WHERE seen > known
ORDER BY site
