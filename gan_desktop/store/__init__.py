"""Experiments as files and as short strings."""
