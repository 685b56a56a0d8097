"""Journeys: who begins something made of steps, how far they come and where they leave it. Upper rooms say which steps.

Nouns: journeys, marks by which a step is recognised, attempts. Promise: figures equal a count in plain Python.
"""
