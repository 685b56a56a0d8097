-- Journeys of a site in some days, as they were last derived: how their attempts ended and at which step those that left did.
SELECT
    journey,
    count() AS started,
    countIf(outcome = 'completed') AS completed,
    countIf(outcome = 'negative') AS negative,
    countIf(outcome = 'failed') AS failed,
    countIf(outcome = 'left') AS left,
    sumForEach(arrayMap(step -> toUInt64(outcome = 'left' AND reached = step), range(1, 21))) AS left_by_step,
    sumForEach(arrayMap(step -> toUInt64(reached >= step), range(1, 21))) AS reached_by_step
FROM attempts
WHERE site = {site:UInt32}
    AND has({journeys:Array(UInt32)}, journey)
    AND day BETWEEN {first:Date} AND {last:Date}
    AND (journey, day, version) IN
    (
        SELECT journey, day, max(version)
        FROM journeys_done
        WHERE site = {site:UInt32} AND has({journeys:Array(UInt32)}, journey) AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY journey, day
    )
GROUP BY journey
