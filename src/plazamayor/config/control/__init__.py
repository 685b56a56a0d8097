"""How a command reaches the process that owns the data: a Unix socket in the data directory.

The owner (the server, or a command that found nobody) listens; other commands send it their arguments, hand over the files
it asks for as descriptors, so that permissions are those of the person who typed the command, and print what it says.
"""
