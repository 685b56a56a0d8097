"""What is told: pieces in many formats, written once for every channel, approved by another person, published at their hour.

Nouns: pieces and their versions, media, revisions, comments, approvals, ideas, templates, the register of publications.
Promises: nobody approves what they wrote; an approval is of exactly what leaves; what was published stays in the register.
"""
