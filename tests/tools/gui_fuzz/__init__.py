"""Random actions on the whole window, in processes of its own, and what they bring to light.

`child` is what runs in such a process: the window, a `Driver` that acts on it, and a `Watch` that
notes what must not happen. `chunk` starts one and judges how it ended; `reduce` looks for fewer
actions that fail in the same way. The actions are in `actions/`, a function each.
"""
