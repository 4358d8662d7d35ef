"""How the two players move: gradients, update rules, optimisers, schedules.

Nothing here knows what the players are: a `Game` gives their losses, a `Player` holds parameters
and an optimiser. `tests/training/dynamics` plays the Dirac-GAN with the same code.
"""
