"""Administrations, their units and their people, and who may do what.

Nouns: organisation (the tenant), unit, person, membership, invitation, audit entry.
Promises: nobody reaches a row of another administration; whatever changed can be told by whom and when.
"""
