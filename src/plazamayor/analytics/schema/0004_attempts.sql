-- What visits did of a journey: its steps in order, how it ended, what was seen along it. Derived a day of a journey at a time,
-- under a version of its own that nobody reads until `journeys_done` says so, as visits are.

-- `seconds` are those from the start to each step reached, the first being 0. `backs`, `errors` and `helps` hold the step
-- (from 1) in which each of those happened. `went` is where somebody who left went next.
CREATE TABLE attempts
(
    site UInt32,
    journey UInt32,
    day Date CODEC(Delta, ZSTD(1)),
    version UInt64 CODEC(Delta, ZSTD(1)),
    started DateTime('UTC') CODEC(Delta, ZSTD(3)),
    hour UInt8 CODEC(ZSTD(3)),
    reached UInt8 CODEC(ZSTD(3)),
    outcome Enum8('left' = 1, 'completed' = 2, 'negative' = 3, 'failed' = 4) CODEC(ZSTD(3)),
    seconds Array(UInt32) CODEC(T64, ZSTD(1)),
    backs Array(UInt8) CODEC(ZSTD(3)),
    errors Array(UInt8) CODEC(ZSTD(3)),
    helps Array(UInt8) CODEC(ZSTD(3)),
    went Enum8('' = 0, 'search' = 1, 'contact' = 2, 'phone' = 3, 'outside' = 4, 'page' = 5, 'gone' = 6) CODEC(ZSTD(3)),
    went_to LowCardinality(String) CODEC(ZSTD(3)),
    device LowCardinality(String) CODEC(ZSTD(3)),
    browser LowCardinality(String) CODEC(ZSTD(3)),
    system LowCardinality(String) CODEC(ZSTD(3)),
    language LowCardinality(String) CODEC(ZSTD(3)),
    channel LowCardinality(String) CODEC(ZSTD(3)),
    entry LowCardinality(String) CODEC(ZSTD(3)),
    country LowCardinality(String) CODEC(ZSTD(3)),
    region LowCardinality(String) CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (site, journey, day, started);

-- The version to read of each day of a journey, the `touched.at` it has seen and the definition it was derived by.
CREATE TABLE journeys_done
(
    site UInt32,
    journey UInt32,
    day Date,
    version UInt64,
    seen UInt64,
    definition UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site, journey, day);
