"""What every room leans on: time, text, findings, registries and the parts of the interface.

Nouns: finding, navigation, component. Promise: no word of any domain is spoken here.
"""
