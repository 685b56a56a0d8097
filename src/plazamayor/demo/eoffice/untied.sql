-- Ends that the e-office's server told without saying of which visit: they count in totals, and in no funnel.
SELECT
    {site:UInt32},
    {untied_days:Array(Date)}[row],
    toUInt64(0),
    toDateTime({untied_starts:Array(UInt32)}[row] + 28800 + cityHash64({seed:UInt64}, {site:UInt32}, row, number, 'at') % 43200, 'UTC'),
    8,
    3,
    {host:String},
    '',
    {untied_names:Array(String)}[row],
    toUInt16(0),
    toUInt8(0),
    0,
    '', '', '', '', '', '', '', '', '', '', '', '', '', '', '',
    map('call', hex(cityHash64({seed:UInt64}, {site:UInt32}, {untied_days:Array(Date)}[row], number)), 'generated', '1')
FROM
(
    SELECT number, arrayFirstIndex(x -> x > number, {untied_reached:Array(UInt32)}) AS row
    FROM numbers({untied_total:UInt64})
)
