-- What visits did of a journey in some days. Bits of a mask: the steps from 0, and from 32 the other things noticed
-- (negative end, failure, error, help, search page, contact page, page of telephones).
-- A chain is the places, among what was seen, of the steps reached from one beginning. The longest counts, and of those the first.
INSERT INTO attempts
WITH
    {days:Array(Date)} AS days,
    {steps:UInt8} AS steps,
    bitShiftLeft(toUInt64(1), steps) - 1 AS of_steps,
    (
        SELECT (arrayPushBack(groupArray(page), ''), arrayPushBack(groupArray(mask), toUInt64(0)))
        FROM
        (
            SELECT
                page,
                arrayReduce('groupBitOr', [/*recognised*/]) AS mask
            FROM
            (
                SELECT DISTINCT toString(path) AS page
                FROM events
                WHERE site = {site:UInt32} AND has(days, day) AND kind = 'page_view'
            )
        )
        WHERE mask != 0
    ) AS pages,
    stream AS
    (
        SELECT
            /*case*/ AS of_case,
            if(of_case != '', toDate(0), day) AS on_day,
            if(of_case != '', cityHash64(of_case), visitor) AS unit,
            toUnixTimestamp(time) AS at,
            multiIf(
                kind = 'page_view', transform(path, pages.1, pages.2, toUInt64(0)),
                kind IN ('custom', 'form'), transform(target, {names:Array(String)}, {masks:Array(UInt64)}, toUInt64(0)),
                toUInt64(0)
            ) AS mask,
            kind,
            origin,
            path,
            target,
            channel,
            utm_campaign,
            utm_source,
            utm_content,
            device,
            browser,
            system,
            language,
            country,
            region
        FROM events
        WHERE site = {site:UInt32} AND (has(days, day)/*nearby*/) AND kind < 'click' AND (visitor != 0 OR of_case != '') AND (origin = 'server' OR (day, origin) IN
        (
            SELECT day, min((kind != 'page_view', origin)).2
            FROM events
            WHERE site = {site:UInt32} AND (has(days, day)/*nearby*/) AND kind < 'click'
            GROUP BY day
        ))
    )
SELECT
    {site:UInt32} AS site,
    {journey:UInt32} AS journey,
    if(on_day = toDate(0), toDate(began, {zone:String}), on_day) AS day,
    {version:UInt64} AS version,
    began AS started,
    toHour(began, {zone:String}) AS hour,
    chain.1 AS reached,
    multiIf(reached = steps, 'completed', arrayExists(x -> bitTest(x.3, 32), within), 'negative', arrayExists(x -> bitTest(x.3, 33), within), 'failed', 'left') AS outcome,
    arrayMap(place -> visit[place].1 - visit[chain.2[1]].1, chain.2) AS seconds,
    arrayMap(x -> x.1, arrayFilter(x -> bitAnd(x.2, bitShiftLeft(toUInt64(1), x.1 - 1) - 1) != 0 AND NOT bitTest(x.2, x.1 - 1), along)) AS backs,
    arrayMap(x -> x.1, arrayFilter(x -> bitTest(x.2, 34), along)) AS errors,
    arrayMap(x -> x.1, arrayFilter(x -> bitTest(x.2, 35), along)) AS helps,
    multiIf(
        outcome != 'left', '',
        next.1 = 0, 'gone',
        next.3 = 3, 'outside',
        next.3 = 7 OR bitTest(next.2, 36), 'search',
        bitTest(next.2, 37), 'contact',
        bitTest(next.2, 38), 'phone',
        'page'
    ) AS went,
    multiIf(went IN ('', 'gone'), '', went = 'outside', domain(next.4), next.4) AS went_to,
    device,
    browser,
    system,
    language,
    came[1] AS channel,
    came[2] AS entry,
    country,
    region,
    came[3] AS utm_campaign,
    came[4] AS utm_source,
    came[5] AS utm_content
FROM
(
    SELECT
        *,
        toDateTime(visit[chain.2[1]].1, 'UTC') AS began,
        arrayMap((x, place) -> (x.1, place, x.2), visit, arrayEnumerate(visit)) AS placed,
        arrayFilter(x -> x.3 != 0 AND x.2 > chain.2[1] AND x.1 - visit[chain.2[1]].1 <= {limit:UInt32}, placed) AS within,
        -- what was noticed after the start: the step it was noticed in, and its mask
        arrayMap(x -> (toUInt8(arrayCount(place -> place < x.2, chain.2)), x.3), arrayFilter(x -> NOT has(chain.2, x.2), within)) AS along,
        arrayFirst((x, place) -> place > chain.2[-1] AND bitAnd(x.2, of_steps) = 0 AND x.3 IN (1, 3, 7), visit, arrayEnumerate(visit)) AS next,
        splitByChar('\x1F', arrayFirst(x -> x.3 = 1, visit).5) AS came
    FROM
    (
        SELECT
            on_day,
            visit,
            device,
            browser,
            system,
            language,
            country,
            region,
            arrayFilter(x -> bitAnd(x.2, of_steps) != 0, arrayMap((x, place) -> (place, x.2, x.1), visit, arrayEnumerate(visit))) AS marked,
            arraySlice(arrayFilter(x -> bitTest(x.2, 0), marked), 1, 20) AS begins,
            arrayMap(
                b -> arrayFold(
                    (chain, x) -> if(
                        x.1 > b.1 AND chain.1 < steps AND bitTest(x.2, chain.1) AND x.3 - b.3 <= {limit:UInt32},
                        (toUInt8(chain.1 + 1), arrayPushBack(chain.2, x.1)),
                        chain
                    ),
                    marked,
                    (toUInt8(1), [toUInt32(b.1)])
                ),
                begins
            ) AS chains,
            arraySort(x -> (-toInt16(x.1), x.2[1]), chains)[1] AS chain
        FROM
        (
            SELECT
                on_day,
                arraySort(groupArray((
                    at,
                    mask,
                    toInt8(kind),
                    if(kind = 'page_view', path, target),
                    if(kind = 'page_view', concatWithSeparator('\x1F', channel, path, utm_campaign, utm_source, utm_content), '')
                ))) AS seen,
                arrayMap(x -> x.1, seen) AS times,
                /*cut*/ AS visits,
                anyIf(device, origin != 'server') AS device,
                anyIf(browser, origin != 'server') AS browser,
                anyIf(system, origin != 'server') AS system,
                anyIf(language, kind = 'page_view') AS language,
                anyIf(country, origin != 'server') AS country,
                anyIf(region, origin != 'server') AS region
            FROM stream
            WHERE (on_day, unit) IN (SELECT on_day, unit FROM stream WHERE bitTest(mask, 0))
            GROUP BY on_day, unit
        )
        ARRAY JOIN visits AS visit
    )
    WHERE notEmpty(begins)
)
WHERE has(days, day);
