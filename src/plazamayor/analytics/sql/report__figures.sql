-- Figures by value of each dimension, in a period and in the one it is compared with.
SELECT
    dimension,
    value,
    sumIf(f.visits, now) AS visits,
    sumIf(f.visitors, now) AS visitors,
    sumIf(f.page_views, now) AS page_views,
    sumIf(f.events, now) AS events,
    sumIf(f.bounces, now) AS bounces,
    sumIf(f.seconds, now) AS seconds,
    sumIf(f.visits, was) AS before_visits,
    sumIf(f.visitors, was) AS before_visitors,
    sumIf(f.page_views, was) AS before_page_views,
    sumIf(f.events, was) AS before_events,
    sumIf(f.bounces, was) AS before_bounces,
    sumIf(f.seconds, was) AS before_seconds,
    countIf(visits + visitors + page_views + events > 0) OVER (PARTITION BY dimension) AS known
FROM
(
    SELECT *, on_day BETWEEN {first:Date} AND {last:Date} AS now, on_day BETWEEN {before_first:Date} AND {before_last:Date} AS was
    FROM (/*figures*/)
    WHERE now OR was
) AS f
GROUP BY dimension, value
ORDER BY dimension, visits DESC, events DESC, page_views DESC, before_visits DESC, value
LIMIT {offset:UInt32}, {limit:UInt32} BY dimension
