"""The tables that workers fill, as Arrow schemas: column for column those of the SQL files."""

from __future__ import annotations

import pyarrow as pa

_TEXT = pa.string()
_LIST = pa.list_(pa.string())
_DAY = pa.date32()


def _fields(kind: pa.DataType, names: str, *, known: bool = False) -> list[pa.Field]:
    return [pa.field(name, kind, nullable=not known) for name in names.split()]


_SIDES = (
    "actor_ids actor_names actor_codes actor_countries actor_sectors recipient_ids "
    "recipient_names recipient_codes recipient_countries recipient_sectors speaker_ids "
    "speaker_names speaker_codes speaker_countries speaker_stances contexts"
)

TABLES: dict[str, pa.Schema] = {
    "reports": pa.schema(
        [
            *_fields(_TEXT, "id run_id", known=True),
            *_fields(_TEXT, "title url outlet agency author language"),
            *_fields(_DAY, "published"),
            *_fields(pa.timestamp("us", tz="UTC"), "published_at"),
            *_fields(_TEXT, "place source"),
            *_fields(_TEXT, "text blocks rejections", known=True),
            *_fields(pa.int32(), "sentences", known=True),
            *_fields(_TEXT, "content", known=True),
        ]
    ),
    "assertions": pa.schema(
        [
            *_fields(_TEXT, "id report_id run_id", known=True),
            *_fields(_DAY, "published day"),
            *_fields(pa.int32(), "sentence", known=True),
            *_fields(_TEXT, "event_type mode quad"),
            *_fields(pa.float64(), "plover_score"),
            *_fields(_TEXT, "cameo"),
            *_fields(pa.float64(), "goldstein"),
            *_fields(_TEXT, "sense", known=True),
            *_fields(_TEXT, "about_sense about_type about_status"),
            *_fields(_TEXT, "status certainty", known=True),
            *_fields(pa.float64(), "confidence", known=True),
            *_fields(_LIST, _SIDES, known=True),
            *_fields(_DAY, "first_day last_day"),
            *_fields(_TEXT, "place place_country"),
            *_fields(pa.int64(), "geonames_id"),
            *_fields(pa.float64(), "latitude longitude"),
            *_fields(_TEXT, "evidence text", known=True),
            *_fields(_LIST, "path", known=True),
            *_fields(_TEXT, "record", known=True),
        ]
    ),
    # `report_id` is for loading alone; the desk's table does without.
    "vectors": pa.schema(
        [
            *_fields(_TEXT, "report_id assertion_id", known=True),
            *_fields(pa.binary(), "vector", known=True),
        ]
    ),
    "signatures": pa.schema(
        [
            *_fields(_TEXT, "report_id", known=True),
            *_fields(pa.int32(), "version", known=True),
            *_fields(pa.binary(), "body lead", known=True),
            *_fields(pa.int32(), "shingles", known=True),
            *_fields(pa.list_(pa.uint64()), "bands", known=True),
            *_fields(_TEXT, "agency"),
            *_fields(_DAY, "published"),
        ]
    ),
    "mentions_unknown": pa.schema(
        [
            *_fields(_TEXT, "report_id name", known=True),
            *_fields(pa.int32(), "count", known=True),
            *_fields(_TEXT, "country"),
            *_fields(_LIST, "sectors", known=True),
        ]
    ),
    "drops": pa.schema(
        [
            *_fields(_TEXT, "id run_id place stage reason remedy", known=True),
            *_fields(_TEXT, "report_id"),
        ]
    ),
}
