"""A run as a short Python script that needs torch alone."""

from gan_desktop.training.standalone.script import standalone_script

__all__ = ["standalone_script"]
