-- Attempts at the procedures of a site in some days, each cut into its events: how somebody came in, the steps one after another, errors,
-- help and going back within them, and where they went instead. Drawn, as the rest of the year, from hashes of the seed, the site, the day
-- and a number. A row of the plan is a procedure on a day; what a procedure is lies in arrays, eight places each.
SELECT
    {site:UInt32} AS site,
    day,
    visitor,
    toDateTime(act.4, 'UTC') AS time,
    act.1 AS kind,
    act.6 ? 3 : 4 AS origin,
    {host:String} AS host,
    act.2 AS path,
    act.3 AS target,
    toUInt16(act.5) AS seconds,
    toUInt8(act.1 = 2 ? 40 + cityHash64(chance, act.4) % 61 : 0) AS scroll,
    0 AS value,
    act.7 ? source.2 : '' AS referrer,
    act.1 = 1 ? (act.7 ? source.1 : 'direct') : '' AS channel,
    act.7 ? source.3 : '' AS utm_source,
    act.7 ? source.4 : '' AS utm_medium,
    act.7 ? source.5 : '' AS utm_campaign,
    '' AS utm_term,
    act.7 ? source.6 : '' AS utm_content,
    act.7 ? source.7 : '' AS campaign,
    act.6 ? '' : place.1 AS country,
    act.6 ? '' : place.2 AS region,
    act.6 ? '' : setup.1 AS device,
    act.6 ? '' : setup.2 AS browser,
    act.6 ? '' : toString(toInt32(setup.3) - setup.4 * intDiv(age + 11, 28)) AS browser_version,
    act.6 ? '' : setup.5 AS system,
    act.6 ? '' : place.3 AS language,
    if(act.6, map('call', hex(cityHash64(chance, act.4)), 'generated', '1'), map()) AS properties
FROM
(
    SELECT
        day, age, visitor, chance, source, place, setup,
        arrayJoin(arrayConcat(
            entered ? [(1, entry, '', begun, 0, false, true), (2, entry, '', begun + before, before, false, false)] : [],
            arrayFlatten(arrayMap((k, at, long) -> arrayFilter(x -> x.1 > 0, [
                told[k] = 1 ? (1, marks[k], '', at, 0, false, k = 1 AND NOT entered) : (8, page, marks[k], at, 0, told[k] = 3, false),
                told[k] = 1 ? (2, marks[k], '', at + long, toUInt32(long * 0.8), false, false) : (0, '', '', 0, 0, false, false),
                ((cityHash64(chance, k, 'error') % 10000) / 10000 < {errand_errors:Array(Float32)}[row8 + k] + if(suffers[k] > 0, 0.35, 0)
                    ? 8 : 0, page, {errand_codes:Array(String)}[which] || '.error', at + toUInt32(long * 0.3), 0, told[k] = 3, false),
                ((cityHash64(chance, k, 'help') % 10000) / 10000 < {errand_helps:Array(Float32)}[row8 + k]
                    ? 8 : 0, page, {errand_codes:Array(String)}[which] || '.ayuda', at + toUInt32(long * 0.5), 0, false, false),
                (goes_back[k] ? 1 : 0, k > 1 ? marks[k - 1] : '', '', at + toUInt32(long * 0.6), 0, false, false),
                (goes_back[k] ? 1 : 0, marks[k], '', at + toUInt32(long * 0.75), 0, false, false)
            ]), numbers, moments, lengths)),
            multiIf(
                fate = 1 AND elsewhere = '', [],
                fate = 1, [(startsWith(elsewhere, '/') ? 1 : 3, startsWith(elsewhere, '/') ? elsewhere : page, startsWith(elsewhere, '/') ? '' : elsewhere, ended, 0, false, false)],
                fate = 2, [(1, {errand_ends:Array(String)}[which], '', ended, 0, false, false)],
                fate = 3, [(8, page, {errand_codes:Array(String)}[which] || '.fallo', ended, 0, told[last] = 3, false)],
                []
            )
        )) AS act
    FROM
    (
        SELECT
            *,
            range(1, last + 1) AS numbers,
            arrayMap(k -> toUInt32(least(1500, greatest(5, {errand_seconds:Array(UInt16)}[row8 + k] * pace
                * exp((cityHash64(chance, k, 'a') % 1000 + cityHash64(chance, k, 'b') % 1000 + cityHash64(chance, k, 'c') % 1000) / 1000 - 1.5)
                * if(suffers[k] > 0, 1.6, 1)))), numbers) AS lengths,
            arrayMap((sum, long) -> first_at + sum - long, arrayCumSum(lengths), lengths) AS moments,
            first_at + arraySum(lengths) + 3 AS ended,
            arrayMap(k -> {errand_told:Array(UInt8)}[row8 + k], range(1, steps + 1)) AS told,
            arrayMap(k -> {errand_marks:Array(String)}[row8 + k], range(1, steps + 1)) AS marks,
            arrayMap(k -> k > 1 AND told[k] = 1 AND told[k - 1] = 1 AND (cityHash64(chance, k, 'back') % 10000) / 10000 < {errand_backs:Array(Float32)}[row8 + k], numbers) AS goes_back,
            told[1] = 1 ? marks[1] : entry AS page,
            {errand_elsewhere:Array(String)}[{errand_elsewhere_places:Array(UInt8)}[(row8 + last - 1) * 100 + cityHash64(chance, 'elsewhere') % 100 + 1]] AS elsewhere
        FROM
        (
            SELECT
                *,
                toHour(toDateTime(first_at, 'UTC'), {errand_zone:String}) AS hour,
                [
                    'device=' || setup.1,
                    'browser=' || setup.2,
                    'system=' || setup.5,
                    'language=' || place.3,
                    'country=' || place.1,
                    'region=' || place.2,
                    'channel=' || source.1,
                    'entry=' || if(entered, entry, {errand_marks:Array(String)}[row8 + 1]),
                    'weekday=' || toString(toDayOfWeek(day)),
                    'hour=' || multiIf(hour < 8, '00-08', hour < 14, '08-14', hour < 20, '14-20', '20-24')
                ] AS mine,
                arrayMap(k -> arraySum(arrayMap(
                    (of, step, points, values) -> if(of = which AND step = k AND hasAll(mine, values), points, 0),
                    {cause_of:Array(UInt8)}, {cause_steps:Array(UInt8)}, {cause_points:Array(Float32)}, {cause_values:Array(Array(String))}
                )), range(1, steps + 1)) AS suffers,
                arrayMap(k -> (
                    (cityHash64(chance, k, 'fate') % 1000000) / 1000000 AS drawn,
                    least({most:Float32}, {errand_loses:Array(Float32)}[(plan - 1) * 8 + k] + suffers[k]) AS leaves,
                    leaves + {errand_negative:Array(Float32)}[row8 + k] AS refused,
                    multiIf(drawn < leaves, 1, drawn < refused, 2, drawn < refused + {errand_fails:Array(Float32)}[row8 + k], 3, 0)
                ).4, range(1, steps + 1)) AS fates,
                arrayFirstIndex(fate -> fate > 0, fates) AS stop,
                stop = 0 ? 0 : fates[stop] AS fate,
                stop = 0 ? steps : stop AS last
            FROM
            (
                SELECT
                    *,
                    (which - 1) * 8 AS row8,
                    {errand_steps:Array(UInt8)}[which] AS steps,
                    {origins:Array(Tuple(String, String, String))}[{origin_places:Array(UInt16)}[cityHash64(visitor, 2) % 1000 + 1]] AS place,
                    {setups:Array(Tuple(String, String, UInt16, UInt8, String))}[{setup_places:Array(UInt16)}[(kind_of_device - 1) * 1000 + cityHash64(visitor, 3) % 1000 + 1]] AS setup,
                    {errand_sources:Array(Tuple(String, String, String, String, String, String, String))}[{errand_source_places:Array(UInt16)}[(which - 1) * 1000 + cityHash64(chance, 'source') % 1000 + 1]] AS source,
                    {errand_entries:Array(String)}[{errand_entry_places:Array(UInt16)}[((which - 1) * 2 + (place.3 = 'ca')) * 1000 + cityHash64(chance, 'entry') % 1000 + 1]] AS entry,
                    entry != '' AS entered,
                    {errand_starts:Array(UInt32)}[plan]
                        + 3600 * {hour_places:Array(UInt16)}[{errand_restful:Array(UInt8)}[plan] * 1000 + cityHash64(chance, 7) % 1000 + 1] - 3600
                        + cityHash64(chance, 8) % 3600 AS begun,
                    toUInt32(entered ? 12 + cityHash64(chance, 'before') % 80 : 0) AS before,
                    begun + before AS first_at,
                    if(kind_of_device = 1, 1.15, 1) * exp((cityHash64(visitor, 'p') % 1000 + cityHash64(visitor, 'q') % 1000) / 1000 - 1) AS pace
                FROM
                (
                    SELECT
                        plan,
                        which,
                        {errand_days:Array(Date)}[plan] AS day,
                        {errand_ages:Array(UInt16)}[plan] AS age,
                        cityHash64({seed:UInt64}, {site:UInt32}, day, 'errand', {errand_codes:Array(String)}[which]) AS seed_of_day,
                        number - if(plan > 1, {errand_reached:Array(UInt32)}[plan - 1], 0) AS nth,
                        cityHash64(seed_of_day, nth % greatest(1, toUInt32({errand_counts:Array(UInt32)}[plan] * 0.96))) AS visitor,
                        cityHash64(seed_of_day, nth, 'visit') AS chance,
                        (cityHash64(visitor, 4) % 10000) / 10000 AS hand,
                        {errand_mobile:Array(Float32)}[which] AS mobile,
                        multiIf(hand < mobile, 1, hand < mobile + 0.038, 3, 2) AS kind_of_device
                    FROM
                    (
                        SELECT
                            number,
                            arrayFirstIndex(x -> x > number, {errand_reached:Array(UInt32)}) AS plan,
                            {errand_which:Array(UInt8)}[plan] AS which
                        FROM numbers_mt({errand_total:UInt64})
                    )
                )
            )
        )
    )
)
