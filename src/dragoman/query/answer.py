"""An answer that is fetched when it is looked at: rows, Arrow, polars, pandas, pages."""

from __future__ import annotations

import base64
import binascii
import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Row = dict[str, Any]
Statement = tuple[str, Sequence[Any]]  # SQL, and the values of $1, $2, …

# Rows held at once while an answer is walked through: some 100 MB.  Each page sorts anew, so small
# ones cost more: a million rows take 20 of these.
PAGE = 50_000
_SHOWN = 8  # rows in a repr
_WIDEST = 28  # characters of a cell in a repr


class Source(Protocol):
    """What questions are asked of: an open store, or a file opened for each of them."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """The rows of a statement."""

    def arrow(self, sql: str, params: Sequence[Any] = ()) -> pa.Table:
        """The same as a table."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How an answer is fetched."""

    name: str  # of what is listed: "assertions"
    # Form ("rows", "flat", or "paged": flat with the key), most rows, key to go on from; pages
    # also take the day from which on enough rows are known to be there.
    select: Callable[..., Statement]
    # ``total``: all that match, whatever the limit; where pages go on by a key, so many for each
    # ``day``, the key's first column.
    count: Statement
    key: tuple[str, ...] = ()  # columns by which pages go on; empty: all comes at once
    shape: Callable[[Row], Row] = dict
    limit: int | None = None
    cursor: str | None = None
    check: Callable[[int], None] | None = None  # of how many rows came; raises UsageError


class Answer:
    """Rows that were asked for; nothing is fetched before it is looked at.

    ``rows()``, iteration and ``len`` speak of the page that ``limit`` and ``cursor`` name.
    """

    def __init__(self, source: Source, plan: Plan) -> None:
        """Keep the question."""
        self._source = source
        self._plan = plan

    @property
    def name(self) -> str:
        """What is listed."""
        return self._plan.name

    def rows(self) -> list[Row]:
        """The rows as JSON types, nested where HTTP nests them; days as ISO 8601 text."""
        return self._page[0]

    @property
    def next(self) -> str | None:
        """Cursor of the page after this one; None when this is the last."""
        return self._page[1]

    @functools.cached_property
    def total(self) -> int:
        """How many rows there are without limit and cursor."""
        if self._is_whole:
            return len(self._page[0])
        return sum(row["total"] for row in self._counts)

    @functools.cached_property
    def _counts(self) -> list[Row]:
        return self._source.rows(*self._plan.count)

    def __len__(self) -> int:
        """How many rows this page has."""
        if "_page" in self.__dict__:
            return len(self._page[0])
        plan = self._plan
        if not plan.key or plan.cursor:
            return len(self.rows())
        return self.total if plan.limit is None else min(self.total, plan.limit)

    def __iter__(self) -> Iterator[Row]:
        """The rows one by one; only some thousands are held at a time."""
        if "_page" in self.__dict__ or not self._plan.key:
            yield from self.rows()
            return
        left, after = self._plan.limit, self._after
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            found = self._fetch(size, after)
            yield from map(self._shaped, found)
            if len(found) < size:
                return
            after = self._key_of(found[-1])
            left = None if left is None else left - len(found)

    def to_arrow(self) -> pa.Table:
        """The rows as a flat table: one column a value, lists where there are several parties."""
        sql, params = self._plan.select("flat", self._plan.limit, self._after)
        table = self._source.arrow(sql, params)
        self._check(table.num_rows)
        return table

    def batches(self) -> Iterator[pa.Table]:
        """The flat table in pieces of some thousands of rows; one empty piece for no rows."""
        if not self._plan.key:
            yield self.to_arrow()
            return
        left, after, first = self._plan.limit, self._after, True
        while left is None or left > 0 or first:
            size = PAGE if left is None else min(PAGE, left)
            table = self._source.arrow(*self._plan.select("paged", size, after))
            if table.num_rows or first:
                yield table.drop_columns(list(self._plan.key))
            if table.num_rows < size:
                return
            after = self._key_of(table.slice(table.num_rows - 1).to_pylist()[0])
            left, first = None if left is None else left - table.num_rows, False

    def to_polars(self) -> pl.DataFrame:
        """The flat table for polars.

        Raises:
            UsageError: polars is not installed.
        """
        try:
            import polars as pl  # noqa: PLC0415  an extra
        except ImportError:
            raise _extra("polars") from None
        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_pandas(self) -> pd.DataFrame:
        """The flat table for pandas.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: F401, PLC0415  an extra
        except ImportError:
            raise _extra("pandas") from None
        return self.to_arrow().to_pandas()

    def __repr__(self) -> str:
        """How many, and the first rows."""
        shown = _shorter(self._plan, _SHOWN)
        try:
            sql, params = shown.select("flat", shown.limit, self._after)
            rows = self._source.rows(sql, params)
        except UsageError as error:
            return f"<{self.name}: {error}>"
        if not rows:
            return f"<no {self.name}>"
        lines = [f"<{self.total:,} {self.name}>"]
        for row in rows[:_SHOWN]:
            cells = (f"{key}={_brief(value)}" for key, value in row.items() if value not in _EMPTY)
            lines.append("  " + " ".join(list(cells)[:8]))
        if self.total > _SHOWN:
            lines.append("  …")
        return "\n".join(lines)

    @property
    def _is_whole(self) -> bool:
        """The page was fetched, and nothing comes before or after it."""
        limit = self._plan.limit
        if "_page" not in self.__dict__ or self._plan.cursor:
            return False
        return self.next is None if self._plan.key else limit is None or len(self) < limit

    @functools.cached_property
    def _page(self) -> tuple[list[Row], str | None]:
        limit = self._plan.limit
        if limit is None or not self._plan.key:
            found = self._fetch(limit, self._after)
        else:
            day = self._last_day(limit + 1)
            found = self._fetch(limit + 1, self._after, day) if day else []
        more = bool(self._plan.key) and limit is not None and len(found) > limit
        found = found[:limit] if more else found
        after = encode_cursor(self.name, self._key_of(found[-1])) if more else None
        return [self._shaped(row) for row in found], after

    @functools.cached_property
    def _after(self) -> list[Any] | None:
        if self._plan.cursor is None:
            return None
        if not self._plan.key:
            raise UsageError("cursor", f"{self.name} come all at once", "leave the cursor out")
        return decode_cursor(self.name, self._plan.cursor, len(self._plan.key))

    def _last_day(self, wanted: int) -> date | None:
        """The newest day such that so many rows lie from it on; None: no row is left.

        Only some days' rows must then be sorted, which on a large desk halves the time.
        """
        after = date.fromisoformat(self._after[0]) if self._after else date.max
        last = None
        for row in sorted(self._counts, key=lambda one: one["day"], reverse=True):
            if row["day"] > after:
                continue
            last = row["day"]
            # Of the cursor's own day nobody knows how many came before.
            wanted -= row["total"] if last < after else 0
            if wanted <= 0:
                break
        return last

    def _fetch(self, limit: int | None, after: Sequence[Any] | None, *day: date) -> list[Row]:
        sql, params = self._plan.select("rows", limit, after, *day)
        found = self._source.rows(sql, params)
        self._check(len(found))
        return found

    def _check(self, rows: int) -> None:
        if self._plan.check:
            self._plan.check(rows)

    def _key_of(self, row: Mapping[str, Any]) -> list[Any]:
        return [plain(row[name]) for name in self._plan.key]

    def _shaped(self, row: Row) -> Row:
        return {key: plain(value) for key, value in self._plan.shape(row).items()}


_EMPTY: tuple[Any, ...] = (None, [], "")


def encode_cursor(name: str, key: Sequence[Any]) -> str:
    """The place after a row, as text for an address."""
    packed = json.dumps([name[0], *key], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode_cursor(name: str, cursor: str, parts: int) -> list[Any]:
    """The key in a cursor.

    Raises:
        UsageError: It was not given by an answer to this question.
    """
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found: list[Any] = json.loads(packed)
        kind, *key = found
        date.fromisoformat(key[0])
        own = kind == name[0] and len(key) == parts
    except (ValueError, TypeError, IndexError, binascii.Error):
        own, key = False, []
    if not own:
        raise UsageError(
            "cursor", f"no answer about {name} gave {cursor!r}", "take it from the last page"
        )
    return key


def plain(value: Any) -> Any:
    """A value as JSON knows it; days and times as ISO 8601 text."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value


def _shorter(plan: Plan, limit: int) -> Plan:
    return replace(plan, limit=min(limit, plan.limit or limit))


def _brief(value: Any) -> str:
    text = "|".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _extra(package: str) -> UsageError:
    return UsageError(package, "not installed", "pip install 'dragoman[frames]', or use to_arrow()")
