"""What waits to be written: ideas of anybody, templates, the evergreen shelf."""
