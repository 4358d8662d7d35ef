"""Pictures for papers and talks: the canvas' figure in a clean light style, at any size."""
