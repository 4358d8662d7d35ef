"""The layers of the canvas: what draws them, what switches them, what is said of them."""
