-- Says that days of a journey have been derived: from now on readers see this version.
INSERT INTO journeys_done
SELECT
    {site:UInt32},
    {journey:UInt32},
    derived.1,
    {version:UInt64},
    derived.2,
    {definition:UInt64}
FROM (SELECT arrayJoin({seen:Array(Tuple(Date, UInt64))}) AS derived)
