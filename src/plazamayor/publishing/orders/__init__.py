"""Orders to remove what was published: found, kept as evidence, withdrawn everywhere, within the term that the order gives.

Electoral boards order removals, most often within twenty-four hours. What was published stays in the register with its withdrawal.
"""
