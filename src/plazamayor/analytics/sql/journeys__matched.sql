-- Visits in which each of some things was recognised: bit by bit, as `derive__attempts` recognises them.
WITH
    (
        SELECT (arrayPushBack(groupArray(page), ''), arrayPushBack(groupArray(mask), toUInt64(0)))
        FROM
        (
            SELECT
                page,
                arrayReduce('groupBitOr', [/*recognised*/]) AS mask
            FROM
            (
                SELECT DISTINCT toString(arrayJoin(pages)) AS page
                FROM visits
                WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
            )
        )
        WHERE mask != 0
    ) AS pages_found
SELECT sumForEach(arrayMap(bit -> toUInt64(bitTest(mask, bit)), range({count:UInt8}))) AS visits
FROM
(
    SELECT bitOr(
        arrayReduce('groupBitOr', arrayMap(page -> transform(toString(page), pages_found.1, pages_found.2, toUInt64(0)), pages)),
        arrayReduce('groupBitOr', arrayMap(
            (act, target) -> if(act IN ('custom', 'form'), transform(toString(target), {names:Array(String)}, {masks:Array(UInt64)}, toUInt64(0)), toUInt64(0)),
            acts,
            targets
        ))
    ) AS mask
    FROM visits
    WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND (day, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY day
    )
)
