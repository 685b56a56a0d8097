-- The last count that networks gave of some deliveries, by its name.
SELECT properties['delivery'] AS delivery, argMax(properties['channel'], time) AS channel, toString(target) AS name, toFloat64(argMax(value, time)) AS value
FROM events
WHERE site = {site:UInt32} AND kind = 'metric' AND has({deliveries:Array(String)}, properties['delivery'])
GROUP BY delivery, name
ORDER BY delivery, name
