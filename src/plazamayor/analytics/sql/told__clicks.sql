-- Uses of the tracked links of a campaign, day by day, by the channel and the piece they are of.
SELECT day, properties['channel'] AS channel, properties['piece'] AS piece, count() AS clicks
FROM events
WHERE site = {site:UInt32} AND kind = 'click' AND campaign = {campaign:String} AND day BETWEEN {first:Date} AND {last:Date}
GROUP BY day, channel, piece
ORDER BY day, channel, piece
