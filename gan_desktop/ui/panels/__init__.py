"""The groups of inputs and read-outs beside the canvas."""
