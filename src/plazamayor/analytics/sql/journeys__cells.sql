-- Attempts by what they share: reached each step, and left there. `grouped` names, by their bits, the dimensions left out of a row.
WITH range(1, toUInt8({steps:UInt8} + 1)) AS steps
SELECT
    grouping(/*names*/) AS grouped,
    [/*names*/] AS values,
    sumForEach(arrayMap(step -> toUInt64(reached >= step), steps)) AS reached_by_step,
    sumForEach(arrayMap(step -> toUInt64(outcome = 'left' AND reached = step), steps)) AS left_by_step
FROM
(
    SELECT
        reached,
        outcome,
        toString(device) AS of_device,
        toString(browser) AS of_browser,
        toString(system) AS of_system,
        toString(language) AS of_language,
        toString(channel) AS of_channel,
        /*hour*/ AS of_hour,
        toString(toDayOfWeek(day)) AS of_weekday,
        toString(entry) AS of_entry,
        toString(country) AS of_country,
        toString(region) AS of_region
    FROM attempts
    WHERE /*read*/
)
GROUP BY GROUPING SETS (/*sets*/)
