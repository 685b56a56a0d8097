-- The condition that selects the visits of some days, at the version each day shows. Fills the place of `where` in the figures.
site = {site:UInt32}
    AND (visits.day BETWEEN {first:Date} - 1 AND {last:Date} OR visits.day BETWEEN {before_first:Date} - 1 AND {before_last:Date})
    AND (visits.day, version) IN
    (
        SELECT day, max(version)
        FROM refreshed
        WHERE site = {site:UInt32}
            AND (day BETWEEN {first:Date} - 1 AND {last:Date} OR day BETWEEN {before_first:Date} - 1 AND {before_last:Date})
        GROUP BY day
    )
