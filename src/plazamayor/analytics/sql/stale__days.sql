-- Days that received events after they were last refreshed.
SELECT day, seen
FROM
(
    SELECT day, max(at) AS seen
    FROM touched
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
    GROUP BY day
) AS t
LEFT JOIN
(
    SELECT day, argMax(refreshed.seen, version) AS known
    FROM refreshed
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
    GROUP BY day
) AS r USING (day)
WHERE seen > known
ORDER BY day
