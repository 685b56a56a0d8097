-- Carries the figures imported before, but for those replaced now, to the version in which days will be read.
INSERT INTO rollup (site, version, dimension, value, day, source, visits, visitors, page_views, events, bounces, seconds)
SELECT site, {version:UInt64}, dimension, value, day, source, visits, visitors, page_views, events, bounces, seconds
FROM rollup
WHERE site = {site:UInt32} AND has({days:Array(Date)}, source) AND NOT has({replaced:Array(Tuple(Date, String))}, (source, toString(dimension)))
    AND (source, version) IN
    (
        SELECT day, max(version) FROM refreshed WHERE site = {site:UInt32} AND has({days:Array(Date)}, day) GROUP BY day
    )
