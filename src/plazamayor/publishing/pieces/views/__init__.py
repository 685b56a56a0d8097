"""Pages of pieces."""
