-- The same events, of the visits that a condition selects: `cut` is the text that cuts visits, so filters mean what they mean elsewhere.
SELECT
    day,
    visitor,
    toString(act.3) AS path,
    toString(act.4) AS target,
    act.6 AS scroll,
    act.8 AS value,
    act.9 AS details
FROM
(
    SELECT day, visitor, arrayJoin(told) AS act
    FROM (SELECT *, named_version AS browser_version FROM (/*cut*/))
    WHERE notEmpty(told) AND /*where*/
)
