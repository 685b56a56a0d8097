-- Visits that came by the links of a campaign, by what the link says of its channel and its piece.
SELECT toString(utm_source) AS source, toString(utm_content) AS content, count() AS visits
FROM visits
WHERE site IN {sites:Array(UInt32)} AND day BETWEEN {first:Date} AND {last:Date} AND page_views > 0 AND utm_campaign = {campaign:String}
    AND (site, day, version) IN
    (
        SELECT site, day, max(version)
        FROM refreshed
        WHERE site IN {sites:Array(UInt32)} AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY site, day
    )
GROUP BY source, content
ORDER BY source, content
