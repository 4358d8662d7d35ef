"""The window "Compare designs"."""
