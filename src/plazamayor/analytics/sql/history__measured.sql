-- The days of a period that were measured here: history never stands in their place.
SELECT DISTINCT day FROM events WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND kind < 'click'
