-- Own events that carry properties, the properties of one, or the values of one: `level` 1, 2 or 3. An empty name means any.
SELECT
    event,
    detail.1 AS name,
    detail.2 AS value,
    0 AS whole,
    countIf(now) AS times,
    uniqExactIf((day, visitor), now) AS visitors,
    toFloat64(0) AS typical,
    emptyArrayUInt64() AS bands,
    countIf(was) AS before_times,
    uniqExactIf((day, visitor), was) AS before_visitors,
    toFloat64(0) AS before_typical,
    emptyArrayUInt64() AS before_bands,
    countIf(times > 0) OVER () AS known
FROM
(
    SELECT
        target AS event,
        day,
        visitor,
        arrayJoin(multiIf(
            {level:UInt8} = 1, [('', '')],
            {level:UInt8} = 2, arrayMap(x -> (x.1, ''), details),
            details
        )) AS detail,
        day BETWEEN {first:Date} AND {last:Date} AS now,
        day BETWEEN {before_first:Date} AND {before_last:Date} AS was
    FROM (/*told*/)
    WHERE notEmpty(details) AND ({event:String} = '' OR target = {event:String})
)
WHERE {name:String} = '' OR name = {name:String}
GROUP BY event, name, value
ORDER BY times DESC, before_times DESC, event, name, value
LIMIT {offset:UInt32}, {limit:UInt32}
