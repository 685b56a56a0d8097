-- A journey in some days: how attempts ended and, step by step, how many reached it, left there, and what happened in it.
WITH
    range(1, toUInt8({steps:UInt8} + 1)) AS steps,
    arrayMap((now, before) -> now - before, arrayPopFront(seconds), arrayPopBack(seconds)) AS between
SELECT
    count() AS started,
    countIf(outcome = 'completed') AS completed,
    countIf(outcome = 'negative') AS negative,
    countIf(outcome = 'failed') AS failed,
    countIf(outcome = 'left') AS left,
    sumForEach(arrayMap(step -> toUInt64(reached >= step), steps)) AS reached_by_step,
    sumForEach(arrayMap(step -> toUInt64(outcome = 'left' AND reached = step), steps)) AS left_by_step,
    quantileExactInclusiveForEach(0.5)(between) AS median_by_step,
    quantileExactInclusiveForEach(0.9)(between) AS ninth_by_step,
    sumForEach(arrayMap(step -> toUInt64(has(backs, step)), steps)) AS back_by_step,
    sumForEach(arrayMap(step -> toUInt64(has(errors, step)), steps)) AS errors_by_step,
    sumForEach(arrayMap(step -> toUInt64(has(helps, step)), steps)) AS helps_by_step,
    quantileExactInclusiveIf(0.5)(seconds[-1], outcome = 'completed') AS median
FROM attempts
WHERE /*read*/
