"""Shigu (视谷): the operating system of a cross-district industrial cluster."""

__version__ = "0.1.0"
