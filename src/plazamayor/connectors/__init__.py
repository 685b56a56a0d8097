"""One folder for each network: what it can do, how it is asked, how it fails.

Each is removable: it sees only `channels.contract` and `core.http`, and `config.connectors` lists those that are in use.
"""
