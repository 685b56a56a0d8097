"""The thread that ties what is told to what citizens got done.

Nouns: campaigns with an objective in a sentence, tracked links.
Promises: what is counted together is the link, never the person; the page says how far the thread reaches.
"""
