-- Calls of the e-office's server that belong to no visit, by the event they tell of. A call repeated with its key is one.
SELECT toString(target) AS name, toUInt64(uniqExact(properties['call'])) AS calls
FROM events
WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND origin = 'server' AND kind = 'custom' AND visitor = 0
    AND has({names:Array(String)}, target)
GROUP BY target
