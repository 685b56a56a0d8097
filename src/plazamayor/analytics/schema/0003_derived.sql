-- What is derived from the stream, a day of a site at a time. Each refresh writes rows with a version of its own and
-- then says so in `refreshed`: readers look only at a day's last version, so a refresh cut short changes nothing,
-- and refreshing twice counts nothing twice.

-- When a day of a site last received events, in the engine's own clock (nanoseconds).
CREATE TABLE touched
(
    site UInt32,
    day Date,
    at UInt64
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (site, day);

-- The version to read of each day, the `touched.at` it has seen and the origin it shows.
CREATE TABLE refreshed
(
    site UInt32,
    day Date,
    version UInt64,
    seen UInt64,
    origin Enum8('none' = 0, 'tracker' = 1, 'access_log' = 2, 'server' = 3, 'generated' = 4, 'history' = 5)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site, day);

-- One row a visit. `visitor` numbers the visitors of the day: the keyed hash is not repeated here.
-- `late` counts the page views after the midnight that ends `day`. `pages` are in the order they were seen;
-- `page_seconds` holds each page's visible time at its first place. A row without page views gathers what a
-- visitor did outside any visit (a download followed from a mail), and is not a visit.
CREATE TABLE visits
(
    site UInt32,
    day Date CODEC(Delta, ZSTD(1)),
    version UInt64 CODEC(Delta, ZSTD(1)),
    visitor UInt32 CODEC(Delta, ZSTD(1)),
    started DateTime('UTC') CODEC(Delta, ZSTD(3)),
    seconds UInt32 CODEC(T64, ZSTD(1)),
    page_views UInt32 CODEC(T64, ZSTD(1)),
    late UInt32 CODEC(T64, ZSTD(1)),
    scroll UInt8 CODEC(ZSTD(3)),
    hour UInt8 CODEC(ZSTD(3)),
    entry LowCardinality(String) CODEC(ZSTD(3)),
    exit LowCardinality(String) CODEC(ZSTD(3)),
    host LowCardinality(String) CODEC(ZSTD(3)),
    channel LowCardinality(String) CODEC(ZSTD(3)),
    referrer LowCardinality(String) CODEC(ZSTD(3)),
    utm_source LowCardinality(String) CODEC(ZSTD(3)),
    utm_medium LowCardinality(String) CODEC(ZSTD(3)),
    utm_campaign LowCardinality(String) CODEC(ZSTD(3)),
    utm_term LowCardinality(String) CODEC(ZSTD(3)),
    utm_content LowCardinality(String) CODEC(ZSTD(3)),
    campaign LowCardinality(String) CODEC(ZSTD(3)),
    country LowCardinality(String) CODEC(ZSTD(3)),
    region LowCardinality(String) CODEC(ZSTD(3)),
    device LowCardinality(String) CODEC(ZSTD(3)),
    browser LowCardinality(String) CODEC(ZSTD(3)),
    browser_version LowCardinality(String) CODEC(ZSTD(3)),
    system LowCardinality(String) CODEC(ZSTD(3)),
    language LowCardinality(String) CODEC(ZSTD(3)),
    pages Array(LowCardinality(String)) CODEC(ZSTD(3)),
    page_seconds Array(UInt32) CODEC(T64, ZSTD(1)),
    page_types Array(LowCardinality(String)) CODEC(ZSTD(3)),
    acts Array(Enum8('page_view' = 1, 'engagement' = 2, 'outbound' = 3, 'download' = 4, 'form' = 5, 'not_found' = 6, 'search' = 7, 'custom' = 8, 'vital' = 9)) CODEC(ZSTD(3)),
    targets Array(LowCardinality(String)) CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (site, day, visitor, started);

-- Figures of a day by one dimension. `day` is the day they count for; `source` the day of the visits they come from,
-- which is the day before for what a visit saw after midnight.
CREATE TABLE rollup
(
    site UInt32,
    dimension LowCardinality(String),
    day Date CODEC(Delta, ZSTD(1)),
    source Date CODEC(Delta, ZSTD(1)),
    version UInt64 CODEC(Delta, ZSTD(1)),
    value String CODEC(ZSTD(3)),
    visits UInt32 CODEC(T64, ZSTD(1)),
    visitors UInt32 CODEC(T64, ZSTD(1)),
    page_views UInt32 CODEC(T64, ZSTD(1)),
    events UInt32 CODEC(T64, ZSTD(1)),
    bounces UInt32 CODEC(T64, ZSTD(1)),
    seconds UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(source)
ORDER BY (site, dimension, day, value);
