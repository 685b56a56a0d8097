-- How many events of a site are older than a day, and the oldest day there is.
SELECT countIf(day < {before:Date}) AS events, min(day) AS oldest, count() AS held
FROM events
WHERE site = {site:UInt32}
