"""What a discriminator can be: one file each, named in `core/catalog/`.

A judge maps (n, 2m) points (m of them a row, for packing) to (n, outputs).
"""
