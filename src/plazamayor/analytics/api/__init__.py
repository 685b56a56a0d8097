"""The door for other programs: figures to read and events to send, by a token that an administration gives and takes back."""
