"""Backups: one archive with everything an installation cannot make again, and installations made again from one.

    manifest.json  database.*  secret-key  uploads/…  spool/…  events/TABLE/parts/…  events/TABLE/tokens  checksums.json

Salts are never in it: what a backup holds cannot be tied to anybody by them, and they erase themselves on time.
"""
