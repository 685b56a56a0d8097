-- Where the figures of each day of a site come from, and the version of them that is read.
SELECT day, toString(argMax(origin, version)) AS origin, max(version) AS last
FROM refreshed
WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
GROUP BY day
HAVING origin != 'none'
ORDER BY day
