"""The citizens' side: what an administration shows and explains to whoever visits it.

For now, one page: what is measured of its website and what is not, with the citizen's own way out of it. Promise: no cookie, no
third party, and no figure of fewer than ten people.
"""
