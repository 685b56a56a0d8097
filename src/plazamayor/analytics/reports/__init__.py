"""What staff ask of the stream: a frozen `Query` goes down a pipeline - parse, refresh what is stale, choose the text, rows.

`query` says what is asked, `filters` is the closed set of conditions, `answers` gives the figures, `stats` the public document.
"""
