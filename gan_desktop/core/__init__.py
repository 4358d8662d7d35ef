"""The words of the field as immutable values: no torch, no Qt, no files but the resources."""
