"""Measures whether the digital square works for citizens, from its pages and from its server logs.

Nouns: site, event, visit, day, report. Promises: an accepted event is never lost nor counted twice;
nobody can be recognised from one day to the next; every figure says how it was counted.
"""
