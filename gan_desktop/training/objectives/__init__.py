"""One file per objective; `core/catalog.py` names them."""
