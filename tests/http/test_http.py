"""The HTTP face: the same answers, told to nobody who should not have them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from starlette.testclient import TestClient
from tests.query.desks import crisis

from dragoman import query
from dragoman.http.app import Serving, make_app, serving_of
from dragoman.http.examples import example_of
from dragoman.http.safety import MOST_BYTES
from dragoman.http.tokens import Gate, new_token, token_file
from dragoman.query import Filters
from dragoman.settings import Settings
from dragoman.store import open_store

HERE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crisis(tmp_path_factory.mktemp("desk") / "desk.duckdb")


def serving(desk: Path, folder: Path, gate: Gate | None = None) -> Serving:
    folder.mkdir(exist_ok=True)
    hosts = ("127.0.0.1", "localhost")
    return serving_of(desk, folder, settings=Settings(), gate=gate, hosts=hosts)


@pytest.fixture(scope="module")
def client(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    made = serving(desk, tmp_path_factory.mktemp("copies"))
    with TestClient(make_app(made), base_url=HERE) as found:
        yield found
    made.snapshots.close()


def rows(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"actor": ["RUS"]},
        {"status": ["negated", "hypothetical"]},
        {"since": ["2015-09-10"], "until": ["2015-09-20"]},
        {"type": ["ASSAULT"], "recipient": ["SYR", "UKR"]},
    ],
)
def test_the_same_filters_give_the_same_rows(
    client: TestClient, desk: Path, asked: dict[str, list[str]]
) -> None:
    address = "&".join(f"{name}={value}" for name, values in asked.items() for value in values)
    for name, ask in (
        ("assertions", query.assertions),
        ("events", query.events),
        ("reports", query.reports),
    ):
        with open_store(desk) as store:
            expected = ask(store, Filters.of(**asked)).rows()
        assert rows(client, f"/api/{name}?{address}") == expected


def test_pages_follow_each_other(client: TestClient) -> None:
    whole = rows(client, "/api/assertions")
    assert len(whole) > 2
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        page = client.get(f"/api/assertions?limit=2{after}").json()
        assert page["total"] == len(whole)
        found += page["rows"]
        if page["next"] is None:
            break
        after = f"&cursor={page['next']}"
    assert found == whole


def test_other_forms_hold_the_same_rows(client: TestClient) -> None:
    ids = [row["id"] for row in rows(client, "/api/assertions")]
    lines = client.get("/api/assertions?format=jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    table = client.get("/api/assertions?format=csv")
    assert [line.split(",")[0] for line in table.text.splitlines()[1:]] == ids
    assert table.headers["content-disposition"] == 'attachment; filename="assertions.csv"'
    arrow = client.get("/api/assertions?format=arrow").content
    assert pa.ipc.open_stream(arrow).read_all()["id"].to_pylist() == ids


@pytest.mark.parametrize("name", ["dyads", "timeline", "places", "commitments", "drops", "runs"])
def test_other_questions_answer(client: TestClient, name: str) -> None:
    assert isinstance(rows(client, f"/api/{name}"), list)
    assert client.get(f"/api/{name}?format=csv").status_code == 200


def test_one_thing_at_a_time(client: TestClient) -> None:
    one = rows(client, "/api/assertions?limit=1")[0]
    found = client.get(f"/api/assertions/{one['id']}").json()
    assert {**found, **one} == found
    assert any(one["id"] in line for line in found["explain"])
    report = client.get(f"/api/reports/{one['report_id']}").json()
    assert one["id"] in [row["id"] for row in report["assertions"]]
    event = rows(client, "/api/events?limit=1")[0]
    whole = client.get(f"/api/events/{event['id']}").json()
    assert len(whole["members"]) == event["assertions"]
    assert client.get("/api/actors/RUS").json()["country"] == "RUS"
    assert set(client.get("/api/network").json()) == {"nodes", "edges"}
    assert client.get("/api/stats").json()["assertions"] == len(rows(client, "/api/assertions"))


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/assertions?type=ASSUALT", 400, "ASSAULT"),
        ("/api/assertions?since=2015-13-01", 400, "since"),
        ("/api/assertions?aktor=RUS", 400, "did you mean actor"),
        ("/api/assertions?limit=1000000", 400, "rows at once"),
        ("/api/assertions?cursor=xx", 400, "cursor"),
        ("/api/assertions?format=xls", 400, "format"),
        ("/api/assertions/nothing-of-that-id", 404, "has this id"),
        ("/api/nothing", 404, "no such address"),
        ("/api/dyads?by=decade", 400, "by"),
    ],
)
def test_mistakes_are_explained(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"where", "what", "remedy"}
    assert words in " ".join(answer.json()["error"].values())


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for address in ("/", "/api/stats", "/api/nothing", "/metrics", "/api/assertions?type=X"):
        headers = client.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/api/stats", headers={"host": "evil.example"}).status_code == 400


def test_the_description_names_every_filter(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    parameters = {one["name"] for one in told["paths"]["/api/assertions"]["get"]["parameters"]}
    assert set(query.FIELDS) | {"format"} == parameters
    for name in ("assertions", "events", "dyads", "stats", "read"):
        method = "post" if name == "read" else "get"
        content = told["paths"][f"/api/{name}"][method]["responses"]["200"]["content"]
        assert content["application/json"]["example"]


def test_too_much_is_not_taken(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    big = client.post("/api/read", content=b"x" * (MOST_BYTES + 1), headers=headers)
    assert big.status_code == 413
    form = client.post("/api/read", data={"text": "x"})
    assert form.status_code == 415


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "is not JSON"),
        (b"[]", "is not an object"),
        (b'{"text": 7}', "is not a string"),
        (b'{"tekst": "x"}', "no such field"),
        (b"{}", "either text or url"),
        (b'{"url": "file:///etc/passwd"}', "not http(s)"),
        (b'{"url": "http://127.0.0.1/"}', "private or reserved"),
        (b'{"url": "http://[::ffff:169.254.169.254]/"}', "private or reserved"),
    ],
)
def test_what_cannot_be_read_is_explained(client: TestClient, body: bytes, words: str) -> None:
    answer = client.post("/api/read", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert words in " ".join(answer.json()["error"].values())


@pytest.mark.model
def test_a_text_is_read(client: TestClient) -> None:
    text = "😀 Turkey condemned Greece on Monday, the foreign ministry said."
    answer = client.post("/api/read", json={"text": text, "published": "2020-01-07"}).json()
    assert answer["report"]["text"] == text
    (found,) = answer["assertions"]
    span = found["evidence"]
    assert (found["event_type"], text[span["start"] : span["end"]]) == ("ACCUSE", span["text"])
    assert found["day"] == "2020-01-06"


def test_counts_for_prometheus(client: TestClient) -> None:
    rows(client, "/api/drops")
    lines = client.get("/metrics").text.splitlines()
    total = client.get("/api/stats").json()["assertions"]
    assert f'dragoman_rows{{table="assertions"}} {total}' in lines
    assert any(line.startswith('dragoman_requests_total{question="drops"}') for line in lines)


def test_the_copy_is_renewed_when_the_desk_changes(tmp_path: Path) -> None:
    desk = crisis(tmp_path / "desk.duckdb")
    made = serving(desk, tmp_path / "copies")
    with TestClient(make_app(made), base_url=HERE) as client:
        before = client.get("/api/stats").json()["drops"]
        # A writer is not shut out by the server, and answers go on meanwhile.
        with open_store(desk, write=True, wait_s=5) as store:
            store.execute("INSERT INTO drops VALUES ('x', '', 'p', 'code', 'r', 'm', NULL)")
            assert client.get("/api/stats").json()["drops"] == before
        until = time.monotonic() + 20
        while client.get("/api/stats").json()["drops"] == before and time.monotonic() < until:
            time.sleep(0.1)
        assert client.get("/api/stats").json()["drops"] == before + 1
    made.snapshots.close()
    assert not (tmp_path / "copies").exists()


def test_a_token_opens_and_nothing_else_does(tmp_path: Path) -> None:
    desk = crisis(tmp_path / "desk.duckdb")
    token = new_token(desk)
    file = token_file(desk)
    assert token not in file.read_text(encoding="ascii")
    assert file.stat().st_mode & 0o077 == 0
    made = serving(desk, tmp_path / "copies", Gate(desk))
    with TestClient(make_app(made), base_url=HERE, follow_redirects=False) as client:
        assert client.get("/api/stats").status_code == 401
        assert client.get("/metrics").status_code == 401
        assert client.get("/").headers["location"] == "/login"
        wrong = client.post("/login", data={"token": token[:-1]})
        assert (wrong.status_code, wrong.cookies.get("dragoman")) == (401, None)
        bearer = {"authorization": f"Bearer {token}"}
        assert client.get("/api/stats", headers=bearer).status_code == 200
        assert client.get("/api/stats", headers={"cookie": "dragoman=x"}).status_code == 401
        right = client.post("/login", data={"token": token})
        assert right.status_code == 303
        said = right.headers["set-cookie"].casefold()
        assert "httponly" in said
        assert "samesite=strict" in said
        assert client.get("/api/stats").status_code == 200
    made.snapshots.close()


@pytest.mark.parametrize(
    "name", ["assertions", "events", "reports", "dyads", "places", "commitments", "runs"]
)
def test_examples_have_the_fields_of_answers(client: TestClient, name: str) -> None:
    example = example_of(name)
    assert example is not None
    real = rows(client, f"/api/{name}")[0]
    assert set(example["rows"][0]) == set(real), f"run python -m tools.build_examples ({name})"
