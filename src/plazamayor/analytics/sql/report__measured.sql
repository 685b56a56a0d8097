-- The first and the last day of which a site has anything, whether or not its figures have been refreshed.
SELECT min(day) AS first, max(day) AS last, count() AS days
FROM
(
    SELECT day FROM touched WHERE site = {site:UInt32}
    UNION ALL
    SELECT day FROM refreshed WHERE site = {site:UInt32} AND origin != 'none'
)
