"""What becomes of the reports that a watch reads: they are coded, loaded and linked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.batch.recipe import run_of
from dragoman.batch.work import CodeOne, make_coder
from dragoman.corpus import Linker
from dragoman.export.rows import assertion_row
from dragoman.lexicons.linking import load_linking
from dragoman.linking.signatures import sign
from dragoman.records import Drop, Report
from dragoman.settings import Settings
from dragoman.store import Coded, Store, open_store


class Taker:
    """Codes in this process, one report at a time; tables and weights load with the first."""

    def __init__(self, desk: Path, settings: Settings) -> None:
        """Keep what is needed.

        Args:
            desk: The desk's file.
            settings: For coding.
        """
        self._desk = desk
        self._settings = settings
        self._run = run_of(settings)
        self._code: CodeOne | None = None
        self._coded: dict[str, Coded | Drop] = {}
        self._linker: Linker | None = None

    def prepare(self, reports: Sequence[Report]) -> None:
        """Code reports, while the desk is open to others."""
        self._coded = {report.id: self._one(report) for report in reports}

    def take_in(self, store: Store, reports: Sequence[Report], drops: Sequence[Drop]) -> None:
        """Load reports that were prepared, with drops, inside the caller's transaction.

        Raises:
            StoreError: The disk is full.
        """
        found: list[Coded | Drop] = [self._coded[report.id] for report in reports]
        if found or drops:
            store.load_coded([*found, *drops], self._run)

    def link(self) -> None:
        """Find stories and events among what is new.

        Raises:
            StoreError: The desk cannot be written.
        """
        if self._linker is None:
            self._linker = Linker(load_linking())
        with open_store(self._desk, write=True) as store:
            while self._linker.step(store):
                pass

    def _one(self, report: Report) -> Coded | Drop:
        if self._code is None:
            self._code = make_coder(self._settings, assertion_row, sign)
        return self._code(report)
