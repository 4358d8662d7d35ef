"""One file for each family of regularisers; `core/catalog/` names them."""
