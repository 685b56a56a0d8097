-- Says that days have been refreshed: from now on readers see this version.
INSERT INTO refreshed
SELECT
    {site:UInt32},
    days.1,
    {version:UInt64},
    days.2,
    (
        SELECT if(count() = 0, 'none', toString(min((kind != 'page_view', origin)).2))
        FROM events
        WHERE site = {site:UInt32} AND day = days.1 AND kind < 'click'
    )
FROM (SELECT arrayJoin({seen:Array(Tuple(Date, UInt64))}) AS days)
