"""Turns server logs, and other tools' exports, into the same stream that the tracker writes to.

Nouns: source (a file, however compressed), format, line, hit (what a line says), batch, import. Promises: read = imported + filtered +
rejected; the same content never counts twice; addresses and agents leave this process only as keyed hashes.
"""
