-- What the visits that began in some hours of each of some days came to: visits, page views, addresses not found, and how many
-- reached each of some goals.
SELECT
    on_day AS day,
    countIf(seen > 0) AS visits,
    sum(seen) AS page_views,
    sum(lost) AS not_found,
    sumForEachIf(reached, seen > 0) AS goals
FROM
(
    SELECT
        day AS on_day,
        visits.page_views AS seen,
        countEqual(acts, 'not_found') AS lost,
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
    WHERE has({days:Array(Date)}, visits.day) AND hour >= {first_hour:UInt8} AND hour < {last_hour:UInt8} AND /*where*/
)
GROUP BY day
