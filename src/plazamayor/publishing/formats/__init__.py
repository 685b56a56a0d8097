"""What each format asks besides words, and what is drawn of it."""
