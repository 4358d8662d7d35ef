"""What a stored run can be made into: one small class for each product.

`products.PRODUCTS` lists them, `exporting.export` makes them. The command line runs this in its own
process, and the window runs the command line (docs/decisions/0016-exports.md).
"""
