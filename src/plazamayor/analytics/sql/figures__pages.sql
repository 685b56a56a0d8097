-- Figures of pages and of page types, by the day each was seen. A visit counts once for a page, at its first view of it.
SELECT
    /*name*/ AS dimension,
    /*value*/ AS value,
    on_day,
    source,
    toUInt64(/*visits*/) AS visits,
    toUInt64(/*visitors*/) AS visitors,
    toUInt64(count()) AS page_views,
    toUInt64(0) AS events,
    toUInt64(countIf(all_views = 1)) AS bounces,
    toUInt64(sum(time)) AS seconds
FROM
(
    SELECT
        visitor,
        day AS source,
        day + (place > visits.page_views - late) AS on_day,
        visits.page_views AS all_views,
        page,
        page_type,
        time,
        nth_page,
        nth_page_type
    FROM visits
    ARRAY JOIN
        pages AS page,
        page_types AS page_type,
        page_seconds AS time,
        arrayEnumerate(pages) AS place,
        arrayEnumerateUniq(pages) AS nth_page,
        arrayEnumerateUniq(page_types) AS nth_page_type
    WHERE /*where*/
)
GROUP BY GROUPING SETS (/*sets*/)
