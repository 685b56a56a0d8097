-- The figures kept of some days, at the version each day shows. Fills the place of `figures` in the reports.
SELECT dimension, value, rollup.day AS on_day, visits, visitors, page_views, events, bounces, seconds, site
FROM rollup
WHERE site IN {sites:Array(UInt32)} AND dimension IN {dimensions:Array(String)}
    AND (rollup.day BETWEEN {first:Date} AND {last:Date} OR rollup.day BETWEEN {before_first:Date} AND {before_last:Date})
    AND (site, source, version) IN
    (
        SELECT site, day, max(version)
        FROM refreshed
        WHERE site IN {sites:Array(UInt32)}
            AND (day BETWEEN {first:Date} - 1 AND {last:Date} OR day BETWEEN {before_first:Date} - 1 AND {before_last:Date})
        GROUP BY site, day
    )
