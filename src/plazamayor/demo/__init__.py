"""The demonstration town, Villaclara del Mar: a generated year of a coastal town's digital square.

Promise: everything it makes is labelled as generated, and it never touches another administration.
"""
