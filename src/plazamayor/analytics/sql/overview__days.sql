-- Visits and page views of each day of several sites.
SELECT site, day, sum(rollup.visits) AS visits, sum(rollup.page_views) AS page_views
FROM rollup
WHERE site IN {sites:Array(UInt32)} AND dimension = 'total' AND day BETWEEN {first:Date} AND {last:Date} AND (site, source, version) IN
(
    SELECT site, day, max(version)
    FROM refreshed
    WHERE site IN {sites:Array(UInt32)} AND day BETWEEN {first:Date} - 1 AND {last:Date}
    GROUP BY site, day
)
GROUP BY site, day
ORDER BY site, day
