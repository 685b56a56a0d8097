-- The visits that began in some hours of each of some days, from the figures kept by hour.
SELECT on_day AS day, sum(f.visits) AS count
FROM (/*figures*/) AS f
WHERE has({days:Array(Date)}, on_day) AND toUInt8OrZero(value) >= {first_hour:UInt8} AND toUInt8OrZero(value) < {last_hour:UInt8}
GROUP BY on_day
