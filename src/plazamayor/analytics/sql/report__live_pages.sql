-- What is being seen now: pages of the last thirty minutes and how many visitors see each; the total has no path.
SELECT if(grouping(path) = 0, path, '') AS page, uniqExact(visitor) AS visitors, countIf(kind = 'page_view') AS page_views, max(time) AS latest
FROM events
WHERE site = {site:UInt32} AND day >= toDate({now:DateTime('UTC')}) - 2 AND origin = 'tracker' AND kind < 'click'
    AND time > {now:DateTime('UTC')} - INTERVAL 30 MINUTE AND time <= {now:DateTime('UTC')}
GROUP BY GROUPING SETS ((path), ())
ORDER BY visitors DESC, page
LIMIT 20
