-- How a load time was measured on each page and on all: how many times, its 75th percentile, and how many were good, fair and poor.
-- Measures are whole numbers (thousandths of a second; ten-thousandths of a shift) of at most ten minutes: their count is bounded.
SELECT
    '' AS event,
    '' AS name,
    if(grouping(path) = 0, path, '') AS value,
    grouping(path) = 1 AS whole,
    countIf(now) AS times,
    toUInt64(0) AS visitors,
    toFloat64(quantileExactWeightedIf(0.75)(measure, 1, now)) / {scale:Float64} AS typical,
    [
        countIf(now AND measure <= {good:UInt32}),
        countIf(now AND measure > {good:UInt32} AND measure <= {poor:UInt32}),
        countIf(now AND measure > {poor:UInt32})
    ] AS bands,
    countIf(was) AS before_times,
    toUInt64(0) AS before_visitors,
    toFloat64(quantileExactWeightedIf(0.75)(measure, 1, was)) / {scale:Float64} AS before_typical,
    [
        countIf(was AND measure <= {good:UInt32}),
        countIf(was AND measure > {good:UInt32} AND measure <= {poor:UInt32}),
        countIf(was AND measure > {poor:UInt32})
    ] AS before_bands,
    countIf(times > 0 AND NOT whole) OVER () AS known
FROM
(
    SELECT
        path,
        toUInt32(least(round(value * {scale:Float64}), 600000)) AS measure,
        day BETWEEN {first:Date} AND {last:Date} AS now,
        day BETWEEN {before_first:Date} AND {before_last:Date} AS was
    FROM (/*told*/)
    WHERE target = {metric:String}
)
GROUP BY GROUPING SETS ((path), ())
QUALIFY whole OR row_number() OVER (PARTITION BY whole ORDER BY times DESC, before_times DESC, value)
    BETWEEN {offset:UInt64} + 1 AND {offset:UInt64} + {limit:UInt64}
ORDER BY whole DESC, times DESC, before_times DESC, value
