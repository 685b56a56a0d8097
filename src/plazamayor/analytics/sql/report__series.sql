-- Figures of each day of a period, and of the days they are compared with.
SELECT
    on_day AS day,
    sum(f.visits) AS visits,
    sum(f.visitors) AS visitors,
    sum(f.page_views) AS page_views,
    sum(f.bounces) AS bounces,
    sum(f.seconds) AS seconds
FROM (/*figures*/) AS f
WHERE dimension = 'total' AND (on_day BETWEEN {first:Date} AND {last:Date} OR on_day BETWEEN {before_first:Date} AND {before_last:Date})
GROUP BY on_day
ORDER BY on_day
