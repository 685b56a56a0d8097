"""A year of plausible visits, made inside the store's engine: the same seed and the same end give the same events.

`story` says what happened when, `season` how many people come each day and what for, `content` what there is to see,
`tables` turns weights into tables that the engine draws from, `making` joins them with the text of `events.sql`.
"""
