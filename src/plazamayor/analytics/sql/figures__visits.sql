-- Figures of visits by what describes a whole visit, by day. What a visit saw after midnight counts for the next day.
SELECT
    /*name*/ AS dimension,
    /*value*/ AS value,
    on_day,
    source,
    countIf(whole) AS visits,
    uniqExactIf(visitor, whole) AS visitors,
    sum(views) AS page_views,
    0 AS events,
    countIf(whole AND all_views = 1) AS bounces,
    sumIf(time, main) AS seconds
FROM
(
    SELECT
        visits.*,
        visits.day AS source,
        visits.page_views AS all_views,
        visits.seconds AS time,
        part.1 AS on_day,
        part.2 AS main,
        part.3 AS views,
        main AND all_views > 0 AS whole
    FROM visits
    ARRAY JOIN arrayConcat([(visits.day, true, visits.page_views - late)], if(late > 0, [(visits.day + 1, false, late)], [])) AS part
    WHERE /*where*/
)
GROUP BY GROUPING SETS (/*sets*/)
