-- Keeps the figures of the days just cut into visits.
INSERT INTO rollup (site, version, dimension, value, day, source, visits, visitors, page_views, events, bounces, seconds)
SELECT
    {site:UInt32},
    {version:UInt64},
    dimension,
    value,
    on_day,
    source,
    visits,
    visitors,
    page_views,
    events,
    bounces,
    seconds
FROM (/*figures*/)
