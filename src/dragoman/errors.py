"""Every error raised on purpose.

A message says where, what, and what to do::

    DragomanError
    ├── UsageError            a wrong option, setting, date or name: the caller's to mend
    │   └── SettingError      a settings file or environment variable that cannot be used
    ├── InputError            a report or record that cannot be used; becomes a Drop
    ├── DataFileError         a lexicon, ontology or gazetteer file that cannot be used
    ├── ModelError            the analyser's weights, or a parser that does not fit
    ├── StoreError            a desk that is damaged, missing or of another version
    │   ├── DeskTakenError        another process has the desk
    │   └── DeskOutOfDateError    a desk that lacks tables of this version
    ├── ClusterError          machines that cannot be reached or started
    └── GoldMissingError      an evaluation set that is not there
"""

from __future__ import annotations


class DragomanError(Exception):
    """Something that went wrong, where, and what to do about it.

    All arguments are strings and are kept in ``args``, so that the error survives pickling and can
    cross to another process.
    """

    def __init__(self, where: str, what: str, remedy: str) -> None:
        """Keep the three parts of the message."""
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        """Where: what; what to do."""
        return f"{self.where}: {self.what}; {self.remedy}"


class UsageError(DragomanError):
    """A wrong option, date or name."""


class SettingError(UsageError):
    """A settings file or environment variable that cannot be used."""


class InputError(DragomanError):
    """A report or record that cannot be used."""


class DataFileError(DragomanError):
    """A lexicon, ontology or gazetteer file that cannot be used; raised at load, never later."""


class ModelError(DragomanError):
    """The analyser's weights, or a parser whose output does not fit."""


class StoreError(DragomanError):
    """A desk that is damaged, missing or of another version."""


class DeskTakenError(StoreError):
    """Another process has the desk, and has not let go of it in time."""


class DeskOutOfDateError(StoreError):
    """A desk that lacks tables of this version; writing to it adds them."""


class ClusterError(DragomanError):
    """Machines that cannot be reached or started."""


class GoldMissingError(DragomanError):
    """An evaluation set that is not there."""
