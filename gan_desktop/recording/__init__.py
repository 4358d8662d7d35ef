"""Recording: a crash-safe spool of the data of a run, and frames to GIF and PNG files."""
