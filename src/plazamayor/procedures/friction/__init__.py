"""The friction finder: who leaves where more than the others, by how many people, how sure that is and in how many places it looked.

Nouns: groups (people with a value, or with two), frictions (a group that leaves a step more than the rest). Promise: one friction
is told once, as the group that explains it best; at most one in twenty of those told is chance.
"""
