"""Links that show a view of a site to whoever has them: read-only, narrowed to what they say, with no small number of people."""
