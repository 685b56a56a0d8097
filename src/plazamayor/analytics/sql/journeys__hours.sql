-- A journey hour by hour, on the clock of the site.
SELECT
    formatDateTime(begun, '%Y-%m-%d %H', {zone:String}) AS at,
    count() AS started,
    countIf(outcome = 'completed') AS completed,
    countIf(outcome = 'negative') AS negative,
    countIf(outcome = 'failed') AS failed
FROM (SELECT started AS begun, outcome FROM attempts WHERE /*read*/)
GROUP BY at
ORDER BY at
