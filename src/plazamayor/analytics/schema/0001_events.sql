-- The stream. Sorted so that a day of a site lies together and a visitor's events follow one another:
-- repeated attributes then cost almost nothing, and visits are cut reading in order.
CREATE TABLE events
(
    site UInt32,
    day Date CODEC(Delta, ZSTD(1)),
    visitor UInt64 CODEC(ZSTD(1)),
    time DateTime('UTC') CODEC(Delta, ZSTD(3)),
    kind Enum8('page_view' = 1, 'engagement' = 2, 'outbound' = 3, 'download' = 4, 'form' = 5, 'not_found' = 6, 'search' = 7, 'custom' = 8, 'vital' = 9),
    origin Enum8('tracker' = 1, 'access_log' = 2, 'server' = 3, 'generated' = 4, 'history' = 5),
    host LowCardinality(String) CODEC(ZSTD(3)),
    path LowCardinality(String) CODEC(ZSTD(3)),
    target LowCardinality(String) CODEC(ZSTD(3)),
    seconds UInt16 CODEC(ZSTD(3)),
    scroll UInt8 CODEC(ZSTD(3)),
    value Float32 CODEC(ZSTD(3)),
    referrer LowCardinality(String) CODEC(ZSTD(3)),
    channel LowCardinality(String) CODEC(ZSTD(3)),
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
    properties Map(LowCardinality(String), String) CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (site, day, visitor, time)
-- What the spool lets go of must outlive a power cut: parts are forced to disk when written and when merged.
SETTINGS
    non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1,
    fsync_part_directory = 1,
    min_rows_to_fsync_after_merge = 1;
