-- The last page view that the tracker saw of a site in the last thirty minutes.
SELECT toString(path) AS path, time, toString(device) AS device, toString(channel) AS channel, toString(language) AS language
FROM events
WHERE site = {site:UInt32} AND day >= toDate({now:DateTime('UTC')}) - 2 AND origin = 'tracker' AND kind = 'page_view'
    AND time > {now:DateTime('UTC')} - INTERVAL 30 MINUTE AND time <= {now:DateTime('UTC')} + INTERVAL 1 MINUTE
ORDER BY time DESC, path
LIMIT 1
