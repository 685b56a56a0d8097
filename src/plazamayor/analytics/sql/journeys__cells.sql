-- Attempts by what they share, how far they came and whether they left. `grouped` names, by its bits, the dimensions left out of a row.
-- A site has as many pages of entry as pages: only the most frequent are told apart, the rest are one value, the empty one.
SELECT grouping(/*names*/) AS grouped, [/*values*/] AS values, far AS reached, gone AS left, sum(times) AS attempts
FROM
(
    SELECT /*kept*/, attempts.reached AS far, outcome = 'left' AS gone, count() AS times
    FROM attempts
    WHERE /*read*/
    GROUP BY /*names*/, far, gone
)
GROUP BY GROUPING SETS (/*sets*/)
