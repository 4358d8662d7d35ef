"""Runs whose verdict is known from how they were made: what `judge` is calibrated and tested on."""
