"""The window that judges a design over several seeds."""
