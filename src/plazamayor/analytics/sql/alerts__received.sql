-- How many events the collector accepted in each of some stretches of time, given by the second each begins and ends.
SELECT arrayJoin(arrayFilter(n -> minute >= toDateTime({starts:Array(UInt32)}[n], 'UTC') AND minute < toDateTime({ends:Array(UInt32)}[n], 'UTC'),
    range(1, length({starts:Array(UInt32)}) + 1))) AS stretch, sum(count) AS count
FROM outcomes
WHERE site = {site:UInt32} AND reason = 'accepted' AND minute >= toDateTime(arrayMin({starts:Array(UInt32)}), 'UTC')
GROUP BY stretch
