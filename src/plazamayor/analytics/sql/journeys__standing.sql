-- The days of a journey that were derived in a period, and the last version of any.
SELECT uniqExact(day) AS derived, max(version) AS version
FROM journeys_done
WHERE site = {site:UInt32} AND journey = {journey:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
