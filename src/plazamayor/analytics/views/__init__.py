"""The pages of measurement, one file a page."""
