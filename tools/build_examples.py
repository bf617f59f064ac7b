"""Make the examples of the API's description: real answers of a small desk.

Run: ``python -m tools.build_examples``.  Reads the bundled sample report, codes it into a desk in a
temporary folder, asks each question, and writes ``src/dragoman/http/examples.json``.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dragoman.desk.ingesting import ingest
from dragoman.http.app import make_app, serving_of
from dragoman.http.examples import FILE
from dragoman.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src" / "dragoman" / "data" / "samples" / "sample.txt"
TEXT = "Turkey condemned Greece on Monday."
LISTS = "assertions events reports dyads timeline places commitments runs".split()


def examples(desk: Path, folder: Path) -> dict[str, Any]:
    """One answer a question, cut to its first row."""
    serving = serving_of(
        desk, folder, settings=Settings(), gate=None, hosts=("127.0.0.1", "localhost")
    )
    found: dict[str, Any] = {}
    with TestClient(make_app(serving), base_url="http://127.0.0.1") as client:
        for name in LISTS:
            page = client.get(f"/api/{name}?limit=1" if name != "timeline" else f"/api/{name}")
            found[name] = {**page.json(), "rows": page.json()["rows"][:1]}
        found["stats"] = client.get("/api/stats").json()
        network = client.get("/api/network?limit=1").json()
        found["network"] = network
        asked = {"text": TEXT, "published": "2020-01-07"}
        found["read"] = client.post("/api/read", json=asked).json()
    serving.snapshots.close()
    return found


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk.duckdb"
        ingest([str(SAMPLE)], desk, published="2018-05-17", workers=1)
        copies = Path(folder) / "copies"
        copies.mkdir()
        made = examples(desk, copies)
    FILE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made)} examples")


if __name__ == "__main__":
    main()
