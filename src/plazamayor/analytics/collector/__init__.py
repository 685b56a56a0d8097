"""What receives events from citizens' browsers, beside Django and without it.

request -> reading (site, bot, exclusions, cleaning) -> spool (durable) -> answer
spool -> flusher -> store
"""
