-- What each day of a journey had seen when it was last derived, and by which definition.
SELECT day, argMax(journeys_done.seen, version) AS seen, argMax(journeys_done.definition, version) AS definition
FROM journeys_done
WHERE site = {site:UInt32} AND journey = {journey:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
GROUP BY day
