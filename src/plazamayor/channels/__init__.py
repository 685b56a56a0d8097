"""The accounts by which an administration speaks, and the outbox by which everything leaves: what is told and what is answered.

Nouns: channels (connected accounts), deliveries with their attempts, gates, followers, measures of a delivery.
Promises: the hour is kept by us; nothing leaves twice; an outcome that cannot be known is `uncertain` until the network says.
"""
