-- Figures of visits by what describes a whole visit, by day. What a visit saw after midnight counts for the next day.
SELECT
    /*name*/ AS dimension,
    /*value*/ AS value,
    on_day,
    source,
    toUInt64(countIf(whole)) AS visits,
    toUInt64(uniqExactIf(visitor, whole)) AS visitors,
    toUInt64(sum(views)) AS page_views,
    toUInt64(0) AS events,
    toUInt64(countIf(whole AND all_views = 1)) AS bounces,
    toUInt64(sumIf(time, main)) AS seconds
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
