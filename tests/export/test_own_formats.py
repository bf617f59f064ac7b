"""Our own flat tables, the data package and the network of actors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pandas as pd
import polars as pl
import pytest
from tests.export.made_desk import DESK, exported

from dragoman.errors import UsageError
from dragoman.export import EXPORTS
from dragoman.export.columns import FLAT_FIELDS


def test_the_flat_table_says_everything_with_codes_of_states() -> None:
    """Our own format holds every status, and numbers that peers' tables are joined by."""
    raw, written = exported("csv")
    table = list(csv.DictReader(io.StringIO(raw.decode())))

    assert list(table[0]) == [field.name for field in FLAT_FIELDS]
    assert written.rows == len(table) == len(DESK.made)
    assert (table[0]["actor_cow"], table[0]["recipient_gw"]) == ("365", "652")
    assert table[1]["actor_cow"] == "365|"
    assert (table[0]["event_id"], table[0]["story_id"], table[0]["day"]) == (
        "e-1",
        "s-1",
        "2015-09-18",
    )
    assert pd.read_csv(io.BytesIO(raw)).shape == (len(DESK.made), len(FLAT_FIELDS))


def test_parquet_has_types_and_lists() -> None:
    """Dates are dates and lists are lists, in groups that never all lie in memory."""
    raw, _ = exported("parquet")
    table = pl.read_parquet(raw)

    assert table.schema["day"] == pl.Date
    assert table.schema["actors"] == pl.List(pl.String)
    assert table.schema["latitude"] == pl.Float64
    assert table["actor_cow"].to_list()[1] == ["365", None]
    assert table.columns == [field.name for field in FLAT_FIELDS]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_the_network_is_read_back(name: str) -> None:
    """Both files tell the same graph, hostile names and all."""
    raw, written = exported(name)
    graph = nx.read_graphml(io.BytesIO(raw)) if name == "graphml" else nx.read_gexf(io.BytesIO(raw))

    assert graph.is_directed()
    assert written.rows == graph.number_of_edges() == 4
    assert graph.number_of_nodes() == 5
    edge = graph.edges["act-rus", "act-syr"]
    assert {key: edge[key] for key in ("count", "material_conflict", "verbal_cooperation")} == {
        "count": 2,
        "material_conflict": 2,
        "verbal_cooperation": 0,
    }
    assert edge["score"] == pytest.approx(-9.5)
    assert (edge["first_day"], edge["last_day"]) == ("2015-09-18", "2015-09-18")
    node = graph.nodes["act-rus"]
    assert (node["country"], node["sector"], node["count"]) == ("RUS", "GOV", 2)
    (unknown,) = [key for key in graph if key.startswith("name:")]
    assert graph.nodes[unknown]["label"].startswith("=HYPERLINK")
    assert graph.nodes[unknown]["known"] is False


def test_the_package_describes_its_table(tmp_path: Path) -> None:
    """Every column of the table is in the schema, in order; bytes and hash are the file's."""
    folder = tmp_path / "package"

    EXPORTS["package"].write(DESK, folder, statuses=EXPORTS["package"].statuses)

    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = described["resources"]
    table = (folder / "assertions.csv").read_bytes()
    header = table.decode().split("\n", 1)[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert resource["bytes"] == len(table)
    assert [run["id"] for run in described["runs"]] == ["run-1"]
    assert "licenses" not in described
    assert {"title": "Strelsau Courier"} in described["sources"]


def test_a_package_is_no_stream(tmp_path: Path) -> None:
    """Two files do not fit standard output."""
    with pytest.raises(UsageError, match="folder"):
        EXPORTS["package"].write(DESK, io.BytesIO(), statuses=("actual",))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="another folder"):
        EXPORTS["package"].write(DESK, tmp_path / "file", statuses=("actual",))
    with pytest.raises(UsageError, match="can be written"):
        EXPORTS["csv"].write(DESK, tmp_path / "none" / "x.csv", statuses=("actual",))
