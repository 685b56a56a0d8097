-- Where attempts that left went next, the most frequent first within each step and kind; the rest of a long list is one line without place.
SELECT step, kind, if(place <= {most:UInt16}, went_to, '') AS to, sum(times) AS attempts
FROM
(
    SELECT
        reached AS step,
        toString(went) AS kind,
        toString(attempts.went_to) AS went_to,
        count() AS times,
        row_number() OVER (PARTITION BY step, kind ORDER BY count() DESC, went_to) AS place
    FROM attempts
    WHERE /*read*/ AND outcome = 'left'
    GROUP BY reached, went, went_to
)
GROUP BY step, kind, to
ORDER BY step, attempts DESC, kind, to
