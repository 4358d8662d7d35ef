"""Several designs trained in lock-step, seen from the window's side."""
