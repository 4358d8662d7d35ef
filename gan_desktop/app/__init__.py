"""The program without windows: what is edited, what trains, what is recorded. QtCore only."""
