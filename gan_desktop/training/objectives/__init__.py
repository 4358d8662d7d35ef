"""One file per objective; `core/catalog/` names them."""
