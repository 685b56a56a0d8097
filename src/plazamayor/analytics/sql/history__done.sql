-- Says that the figures of some days come from another tool's history, and which version of them to read.
INSERT INTO refreshed
SELECT {site:UInt32}, arrayJoin({days:Array(Date)}), {version:UInt64}, {version:UInt64}, 'history'
