-- Visits of some days of one site, each cut into its events. Whatever is drawn comes from a hash of the seed, the site, the
-- day and a number, so that the same question always has the same answer, in whatever order the engine answers it.
-- What is likely is in tables of a thousand
-- places, one after another in an array (an array of arrays would be copied row by row); each theme has its own.
WITH
    {seed:UInt64} AS seed,
    {counts:Array(UInt32)} AS counts,
    {reached:Array(UInt32)} AS reached,
    {pages:Array(String)} AS all_pages,
    {head:UInt32} AS head
SELECT
    {site:UInt32} AS site,
    day,
    visitor,
    toDateTime(begun + act.5, 'UTC') AS time,
    act.1 AS kind,
    4 AS origin,
    {host:String} AS host,
    act.2 AS path,
    act.3 AS target,
    toUInt16(act.4) AS seconds,
    toUInt8(act.6) AS scroll,
    0 AS value,
    act.7 ? source.2 : '' AS referrer,
    act.1 = 1 ? (act.7 ? source.1 : 'direct') : '' AS channel,
    act.7 ? source.3 : '' AS utm_source,
    act.7 ? source.4 : '' AS utm_medium,
    act.7 ? source.5 : '' AS utm_campaign,
    '' AS utm_term,
    act.7 ? source.6 : '' AS utm_content,
    act.7 ? source.7 : '' AS campaign,
    place.1 AS country,
    place.2 AS region,
    setup.1 AS device,
    setup.2 AS browser,
    toString(toInt32(setup.3) - setup.4 * intDiv(age + 11, 28)) AS browser_version,
    setup.5 AS system,
    place.3 AS language,
    map() AS properties
FROM
(
    SELECT
        day,
        visitor,
        age,
        begun,
        source,
        place,
        setup,
        arrayJoin(arrayFlatten([
            arrayMap((k, page, at) -> (1, page, '', 0, at, 0, k = 1), numbers, seen, moments),
            arrayFilter(x -> x.4 > 0, arrayMap((k, page, at, long) -> (2, page, '', long, at + long, 15 + toUInt8(cityHash64(chance, k, 3) % 86), false), numbers, seen, moments, lengths)),
            arrayFilter(x -> x.1 > 0, arrayMap((k, page, at, long) -> (
                (cityHash64(chance, k, 4) % 1000) AS what,
                multiIf(what < 48, 4, what < 102, 3, what < 128, 7, what < 137, 6, what < 145, 5, what < 151, 8, 0) AS done,
                (cityHash64(chance, k, 5) % 1000) + 1 AS which,
                (
                    done,
                    done = 6 ? {lost:Array(String)}[{lost_places:Array(UInt16)}[which]] : page,
                    multiIf(
                        done = 4, {downloads:Array(String)}[{download_places:Array(UInt16)}[which]],
                        done = 3, {elsewhere:Array(String)}[{elsewhere_places:Array(UInt16)}[which]],
                        done = 7 AND theme = 3, {storm_searches:Array(String)}[{storm_search_places:Array(UInt16)}[which]],
                        done = 7, {searches:Array(String)}[{search_places:Array(UInt16)}[which]],
                        done = 5, {forms:Array(String)}[{form_places:Array(UInt16)}[which]],
                        done = 8, {actions:Array(String)}[{action_places:Array(UInt16)}[which]],
                        ''),
                    0,
                    at + intDiv(long, 2),
                    0,
                    false
                )).4, numbers, seen, moments, lengths))
        ])) AS act
    FROM
    (
        SELECT
            day,
            visitor,
            age,
            theme,
            chance,
            source,
            place,
            setup,
            begun,
            range(1, views + 1) AS numbers,
            arrayMap(k -> (
                cityHash64(chance, k, 1) AS turn,
                multiIf(
                    k = 1, {landings:Array(UInt16)}[(theme - 1) * 1000 + turn % 1000 + 1],
                    turn % 100 < 27, {next:Array(UInt16)}[first_page],
                    {browsed:Array(UInt16)}[(theme - 1) * 1000 + intDiv(turn, 128) % 1000 + 1]) AS chosen,
                all_pages[if(chosen = 0, toUInt32(head + 1 + (length(all_pages) - head) * pow((intDiv(turn, 4096) % 65536) / 65536, 2.4)), chosen)]
            ).3, numbers) AS seen,
            arrayMap(k -> toUInt32(cityHash64(chance, k, 6) % 100 < 7 ? 0 : least(1200, 2 - pace * log((cityHash64(chance, k, 2) % 100000 + 1) / 100001))), numbers) AS lengths,
            arrayMap((sum, long) -> sum - long - 3, arrayCumSum(x -> x + 3, lengths), lengths) AS moments
        FROM
        (
            SELECT
                {days:Array(Date)}[index] AS day,
                {ages:Array(UInt16)}[index] AS age,
                seed_of_day,
                visitor,
                theme,
                chance,
                mobile,
                multiIf(
                    theme = 5, {sources:Array(Tuple(String, String, String, String, String, String, String))}[{posted:Array(UInt16)}[(index - 1) * 40 + intDiv(chance, 8) % 40 + 1]],
                    theme = 6 AND chance % 10 < 9, {sources:Array(Tuple(String, String, String, String, String, String, String))}[{letters:Array(UInt16)}[index]],
                    {sources:Array(Tuple(String, String, String, String, String, String, String))}[{source_places:Array(UInt16)}[(theme - 1) * 1000 + intDiv(chance, 8) % 1000 + 1]]) AS source,
                {origins:Array(Tuple(String, String, String))}[{origin_places:Array(UInt16)}[if(theme = 2, 1000, 0) + cityHash64(visitor, 2) % 1000 + 1]] AS place,
                {setups:Array(Tuple(String, String, UInt16, UInt8, String))}[{setup_places:Array(UInt16)}[(kind_of_device - 1) * 1000 + cityHash64(visitor, 3) % 1000 + 1]] AS setup,
                {starts:Array(UInt32)}[index]
                    + 3600 * {hour_places:Array(UInt16)}[if(theme = 3, 2000, {hours:Array(UInt8)}[index] * 1000 - 1000) + cityHash64(chance, 7) % 1000 + 1] - 3600
                    + cityHash64(chance, 8) % 3600 AS begun,
                {landings:Array(UInt16)}[(theme - 1) * 1000 + cityHash64(chance, 1, 1) % 1000 + 1] AS first_page,
                if(kind_of_device = 1, 36, 46) * {pace:Float32} AS pace,
                if((cityHash64(chance, 9) % 1000) / 1000 < {bounce:Array(Float32)}[kind_of_device] + if(theme = 3, 0.06, 0),
                    1, toUInt8(least(30, 2 + floor(log((cityHash64(chance, 10) % 100000 + 1) / 100001) / log(0.66))))) AS views
            FROM
            (
                SELECT
                    index,
                    cityHash64(seed, {site:UInt32}, {days:Array(Date)}[index]) AS seed_of_day,
                    number - if(index > 1, reached[index - 1], 0) AS nth,
                    cityHash64(seed_of_day, nth % greatest(1, toUInt32(counts[index] * 0.872))) AS visitor,
                    cityHash64(seed_of_day, nth, 'visit') AS chance,
                    {themes:Array(UInt8)}[(index - 1) * 1000 + cityHash64(visitor, 1) % 1000 + 1] AS theme,
                    {mobile:Array(Float32)}[index] + {mobile_more:Array(Float32)}[theme] AS mobile,
                    (cityHash64(visitor, 4) % 10000) / 10000 AS hand,
                    multiIf(hand < mobile, 1, hand < mobile + 0.038, 3, 2) AS kind_of_device
                FROM
                (
                    SELECT number, arrayFirstIndex(x -> x > number, reached) AS index
                    FROM numbers_mt({total:UInt64})
                )
            )
        )
    )
)
