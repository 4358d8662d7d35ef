"""One file for each family of regularisers; `core/catalog.py` names them."""
