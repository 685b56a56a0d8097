-- Figures of what visitors did besides seeing pages: downloads, outbound links, searches, pages not found, forms, own events.
SELECT
    toString(act) AS dimension,
    target AS value,
    day AS on_day,
    day AS source,
    toUInt64(countIf(visits.page_views > 0 AND nth = 1)) AS visits,
    toUInt64(uniqExact(visitor)) AS visitors,
    toUInt64(0) AS page_views,
    toUInt64(count()) AS events,
    toUInt64(0) AS bounces,
    toUInt64(0) AS seconds
FROM visits
ARRAY JOIN acts AS act, targets AS target, arrayEnumerateUniq(acts, targets) AS nth
WHERE /*where*/
GROUP BY act, target, day
