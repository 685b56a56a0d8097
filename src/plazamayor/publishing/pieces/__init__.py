"""Pieces: written, saved, told apart, scheduled."""
