-- What is told joins the stream: a use of a tracked link, and a count that a network gives of one delivery.
ALTER TABLE events MODIFY COLUMN kind Enum8('page_view' = 1, 'engagement' = 2, 'outbound' = 3, 'download' = 4, 'form' = 5, 'not_found' = 6, 'search' = 7, 'custom' = 8, 'vital' = 9, 'click' = 10, 'metric' = 11);
ALTER TABLE visits MODIFY COLUMN acts Array(Enum8('page_view' = 1, 'engagement' = 2, 'outbound' = 3, 'download' = 4, 'form' = 5, 'not_found' = 6, 'search' = 7, 'custom' = 8, 'vital' = 9, 'click' = 10, 'metric' = 11)) CODEC(ZSTD(3));
-- Attempts remember the campaign that brought their visit: by which channel, and by which piece.
ALTER TABLE attempts ADD COLUMN IF NOT EXISTS utm_campaign LowCardinality(String) CODEC(ZSTD(3));
ALTER TABLE attempts ADD COLUMN IF NOT EXISTS utm_source LowCardinality(String) CODEC(ZSTD(3));
ALTER TABLE attempts ADD COLUMN IF NOT EXISTS utm_content LowCardinality(String) CODEC(ZSTD(3));
