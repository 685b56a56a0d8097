-- A journey day by day.
SELECT
    toString(day) AS at,
    count() AS started,
    countIf(outcome = 'completed') AS completed,
    countIf(outcome = 'negative') AS negative,
    countIf(outcome = 'failed') AS failed
FROM attempts
WHERE /*read*/
GROUP BY day
ORDER BY day
