-- How many visits reached each of some goals, in a period and in the one it is compared with; the last figure counts all visits.
SELECT
    sumForEachIf(arrayPushBack(reached, 1), on_day BETWEEN {first:Date} AND {last:Date}) AS now,
    sumForEachIf(arrayPushBack(reached, 1), on_day BETWEEN {before_first:Date} AND {before_last:Date}) AS before
FROM
(
    SELECT
        day AS on_day,
        arrayMap(
            (kind, value) -> toUInt64(multiIf(
                kind = 'page', has(pages, value),
                kind = 'page_under', arrayExists(page -> startsWith(page, value), pages),
                arrayExists((act, target) -> toString(act) = kind AND target = value, acts, targets)
            )),
            {kinds:Array(String)},
            {values:Array(String)}
        ) AS reached
    FROM visits
    WHERE page_views > 0 AND /*where*/
)
