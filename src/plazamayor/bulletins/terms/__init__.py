"""Terms written in acts: found in their text, and counted with the calendar of whoever reads."""
