-- Where the figures of each day of a site come from.
SELECT day, toString(argMax(origin, version)) AS origin
FROM refreshed
WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
GROUP BY day
HAVING origin != 'none'
ORDER BY day
