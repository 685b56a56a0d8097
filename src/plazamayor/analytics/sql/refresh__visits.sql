-- Cuts the events of some days into visits: a visit ends after 30 idle minutes. One origin a day, the tracker first.
-- What a visit's first page brought travels as one text (a tuple of ten columns costs twice as much to sort).
-- Filtered questions about what is not kept cut visits with this same text: `reports.readings` fills `more` and `told` then.
-- `prefixes` are the page types' addresses, longest first; `ends` the seconds since 1970 at which each day ends.
INSERT INTO visits
WITH
    {days:Array(Date)} AS days,
    {ends:Array(UInt32)} AS ends,
    {prefixes:Array(String)} AS prefixes,
    {types:Array(String)} AS types
SELECT
    {site:UInt32} AS site,
    day,
    {version:UInt64} AS version,
    number AS visitor,
    toDateTime(visit[1].1, 'UTC') AS started,
    arraySum(x -> x.5, visit) AS seconds,
    length(views) AS page_views,
    arrayCount(x -> x.1 >= ends[indexOf(days, day)], views) AS late,
    arrayMax(x -> x.6, visit) AS scroll,
    toHour(started, {zone:String}) AS hour,
    views[1].3 AS entry,
    views[-1].3 AS exit,
    source[1] AS host,
    source[2] AS channel,
    source[3] AS referrer,
    source[4] AS utm_source,
    source[5] AS utm_medium,
    source[6] AS utm_campaign,
    source[7] AS utm_term,
    source[8] AS utm_content,
    source[9] AS campaign,
    country,
    region,
    device,
    browser,
    trim(concat(browser, ' ', browser_version)) AS named_version,
    system,
    source[10] AS language,
    arrayMap(x -> x.3, views) AS pages,
    arrayMap((page, nth) -> if(nth = 1, read.2[indexOf(read.1, page)], 0), pages, arrayEnumerateUniq(pages)) AS page_seconds,
    arrayMap(page -> types[arrayFirstIndex(prefix -> startsWith(page, prefix), prefixes)], pages) AS page_types,
    arrayMap(x -> x.2, done) AS acts,
    arrayMap(x -> if(x.4 = '', x.3, x.4), done) AS targets
    /*told*/
FROM
(
    SELECT
        day,
        number,
        country,
        region,
        device,
        browser,
        browser_version,
        system,
        visit,
        arrayFilter(x -> x.2 = 1, visit) AS views,
        arrayFilter(x -> x.2 > 2 AND x.2 < 9, visit) AS done,
        arrayFilter(x -> x.2 = 2, visit) AS engaged,
        arrayReduce('sumMap', arrayMap(x -> [x.3], engaged), arrayMap(x -> [toUInt64(x.5)], engaged)) AS read,
        splitByChar('\x1F', if(empty(views), visit[1].7, views[1].7)) AS source
    FROM
    (
        SELECT
            day,
            toUInt32(rowNumberInAllBlocks()) AS number,
            arraySort(groupArray((
                toUnixTimestamp(time),
                toInt8(kind),
                path,
                target,
                seconds,
                scroll,
                concatWithSeparator('\x1F', host, channel, referrer, utm_source, utm_medium, utm_campaign, utm_term, utm_content, campaign, language)
                /*more*/
            ))) AS seen,
            arrayMap(x -> x.1, seen) AS times,
            arraySplit((x, fresh) -> fresh, seen, arrayMap((at, before) -> at - before > 1800, times, arrayPushFront(arrayPopBack(times), times[1]))) AS cut,
            any(country) AS country,
            any(region) AS region,
            any(device) AS device,
            any(browser) AS browser,
            any(browser_version) AS browser_version,
            any(system) AS system
        FROM events
        WHERE site = {site:UInt32} AND has(days, day) AND kind < 'click' AND (day, origin) IN
        (
            SELECT day, min((kind != 'page_view', origin)).2
            FROM events
            WHERE site = {site:UInt32} AND has(days, day) AND kind < 'click'
            GROUP BY day
        )
        GROUP BY day, events.visitor
    )
    ARRAY JOIN cut AS visit
);
