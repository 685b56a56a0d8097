-- How far each page was read: of the visitors of each day who had it in sight, the deepest part that each reached, by quarters.
SELECT
    '' AS event,
    '' AS name,
    if(grouping(path) = 0, path, '') AS value,
    grouping(path) = 1 AS whole,
    countIf(now) AS times,
    toUInt64(0) AS visitors,
    toFloat64(quantileExactWeightedIf(0.5)(deepest, 1, now)) AS typical,
    [
        countIf(now AND deepest <= 25), countIf(now AND deepest > 25 AND deepest <= 50),
        countIf(now AND deepest > 50 AND deepest <= 75), countIf(now AND deepest > 75)
    ] AS bands,
    countIf(was) AS before_times,
    toUInt64(0) AS before_visitors,
    toFloat64(quantileExactWeightedIf(0.5)(deepest, 1, was)) AS before_typical,
    [
        countIf(was AND deepest <= 25), countIf(was AND deepest > 25 AND deepest <= 50),
        countIf(was AND deepest > 50 AND deepest <= 75), countIf(was AND deepest > 75)
    ] AS before_bands,
    countIf(times > 0 AND NOT whole) OVER () AS known
FROM
(
    SELECT
        path,
        max(scroll) AS deepest,
        day BETWEEN {first:Date} AND {last:Date} AS now,
        day BETWEEN {before_first:Date} AND {before_last:Date} AS was
    FROM (/*told*/)
    WHERE scroll > 0
    GROUP BY path, day, visitor
)
GROUP BY GROUPING SETS ((path), ())
QUALIFY whole OR row_number() OVER (PARTITION BY whole ORDER BY times DESC, before_times DESC, value)
    BETWEEN {offset:UInt64} + 1 AND {offset:UInt64} + {limit:UInt64}
ORDER BY whole DESC, times DESC, before_times DESC, value
