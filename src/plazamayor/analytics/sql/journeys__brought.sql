-- Attempts of a journey whose visit came by the links of a campaign: started, and validly ended, by channel and piece.
SELECT toString(utm_source) AS source, toString(utm_content) AS content, count() AS started, countIf(outcome IN ('completed', 'negative')) AS ended
FROM attempts
WHERE /*read*/ AND utm_campaign = {campaign:String}
GROUP BY source, content
ORDER BY source, content
