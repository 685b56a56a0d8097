-- What became of what the collector received, per minute, site and reason, so that nothing is dropped without a word.
-- Site 0 is what no site could be found for. Kept three months: it explains, it is not a statistic.
CREATE TABLE outcomes
(
    site UInt32,
    minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
    reason LowCardinality(String),
    count UInt64
)
ENGINE = SummingMergeTree(count)
PARTITION BY toYYYYMM(minute)
ORDER BY (site, minute, reason)
TTL minute + INTERVAL 3 MONTH
SETTINGS non_replicated_deduplication_window = 1000;
