-- A journey in some days, in counts: how far attempts came and how they ended, the seconds from each step to the next (and of all, as
-- step 0, for those completed), and how many saw each thing in each step. Percentiles are worked out from the counts: exact, and small.
SELECT 'ended' AS what, reached AS step, toUInt32(outcome) AS value, count() AS attempts
FROM attempts
WHERE /*read*/
GROUP BY step, value
UNION ALL
SELECT 'took' AS what, toUInt8(step) AS step, took AS value, count() AS attempts
FROM attempts
ARRAY JOIN
    arrayConcat(arrayMap((now, before) -> toUInt32(now - before), arrayPopFront(seconds), arrayPopBack(seconds)), if(outcome = 'completed', [seconds[-1]], [])) AS took,
    arrayConcat(arrayEnumerate(arrayPopBack(seconds)), if(outcome = 'completed', [0], [])) AS step
WHERE /*read*/
GROUP BY step, value
UNION ALL
SELECT noticed.1 AS what, noticed.2 AS step, toUInt32(0) AS value, count() AS attempts
FROM attempts
ARRAY JOIN arrayConcat(
    arrayMap(step -> ('back', step), arrayDistinct(backs)),
    arrayMap(step -> ('error', step), arrayDistinct(errors)),
    arrayMap(step -> ('help', step), arrayDistinct(helps))
) AS noticed
WHERE /*read*/ AND (notEmpty(backs) OR notEmpty(errors) OR notEmpty(helps))
GROUP BY what, step
