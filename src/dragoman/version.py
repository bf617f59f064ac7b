"""The version, for those below :mod:`dragoman` itself."""

__version__ = "0.1.0"
