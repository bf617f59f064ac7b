"""What becomes of the reports that a watch reads: they are coded, loaded and linked."""

from __future__ import annotations

import shutil
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
from dragoman.store import Part, Store, open_store
from dragoman.store.parts import (
    Coded,
    find_parts,
    part_key,
    parts_folder,
    remove_part,
    write_part,
    write_run,
)
from dragoman.store.recipes import hash_of


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
        self._loaded: list[Part] = []
        self._linker: Linker | None = None

    def prepare(self, reports: Sequence[Report]) -> None:
        """Code reports; what earlier ones left on the disk goes."""
        for part in self._loaded:
            remove_part(part)
        self._loaded = []
        self._coded = {report.id: self._one(report) for report in reports}

    def take_in(self, store: Store, reports: Sequence[Report], drops: Sequence[Drop]) -> None:
        """Load reports that were prepared, with drops, inside the caller's transaction.

        Raises:
            StoreError: The disk is full.
        """
        found: list[Coded | Drop] = [self._coded[report.id] for report in reports]
        found += drops
        if not found:
            return
        folder = write_run(parts_folder(self._desk), self._run)
        contents = [(report.id, hash_of(report.text)) for report in reports]
        contents += [(drop.where, drop.reason) for drop in drops]
        part = write_part(folder, part_key(self._run.id, contents), found, run_id=self._run.id)
        store.load_part(part)
        self._loaded.append(part)

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

    def close(self) -> None:
        """Remove what is left on the disk, unless somebody else has parts there."""
        self.prepare(())
        parts = parts_folder(self._desk)
        if parts.exists() and not find_parts(parts):
            shutil.rmtree(parts, ignore_errors=True)

    def _one(self, report: Report) -> Coded | Drop:
        if self._code is None:
            self._code = make_coder(self._settings, assertion_row, sign)
        return self._code(report)
