"""The invented corpus: the same seed gives the same bytes, and the truth says what is in them."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks.corpus.making import draw, make_corpus
from benchmarks.corpus.prose import begin
from benchmarks.corpus.reports import Draft
from benchmarks.corpus.world import load_world

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT"
).split()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    make_corpus(folder, reports=900, seed=11)
    return folder


@pytest.fixture(scope="module")
def truth(corpus: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        found.setdefault(read["kind"], []).append(read)
    return found


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _texts(corpus: Path) -> dict[str, str]:
    """Texts of the JSONL, CSV and plain reports by planted id."""
    texts = {}
    for path in (corpus / "inputs" / "jsonl").iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    for path in (corpus / "inputs" / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as lines:
            texts |= {row["id"]: row["text"] for row in csv.DictReader(lines)}
    for path in (corpus / "inputs" / "text").rglob("*.txt"):
        texts[path.stem] = path.read_text(encoding="utf-8")
    return texts


def test_same_seed_same_bytes_other_seed_other_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        make_corpus(tmp_path / name, reports=60, seed=seed)
    one = _files(tmp_path / "a")
    assert one == _files(tmp_path / "b")
    assert one["truth.jsonl"] != _files(tmp_path / "c")["truth.jsonl"]


def test_as_many_reports_as_asked_for(truth: dict[str, list[dict[str, Any]]]) -> None:
    assert len(truth["report"]) == 900
    told = Counter(line["told"] for line in truth["report"])
    assert min(told["original"], told["copy"], told["rewrite"]) > 100


def test_every_report_is_in_the_file_the_truth_names(
    corpus: Path, truth: dict[str, list[dict[str, Any]]]
) -> None:
    by_form: dict[str, list[dict[str, Any]]] = {}
    for line in truth["report"]:
        assert (corpus / "inputs" / line["file"]).is_file()
        by_form.setdefault(line["form"], []).append(line)
    assert set(by_form) == {"jsonl", "csv", "text", "html", "warc"}
    archives = {line["file"] for line in by_form["warc"]}
    packed = b"".join(gzip.decompress((corpus / "inputs" / name).read_bytes()) for name in archives)
    for line in by_form["warc"]:
        assert f"WARC-Target-URI: {line['url']}\r\n".encode() in packed
    for line in by_form["html"]:
        page = (corpus / "inputs" / line["file"]).read_text(encoding="utf-8")
        assert "cookies" in page
        assert line["url"] in page


def test_archive_members_have_the_lengths_they_say(
    corpus: Path, truth: dict[str, list[dict[str, Any]]]
) -> None:
    name = next(line["file"] for line in truth["report"] if line["form"] == "warc")
    raw = gzip.decompress((corpus / "inputs" / name).read_bytes())
    records = 0
    while raw:
        head, _, rest = raw.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        assert length is not None
        size = int(length.group(1))
        assert rest[size : size + 4] == b"\r\n\r\n"
        raw = rest[size + 4 :]
        records += 1
    assert records > 1


def test_mentions_stand_in_their_reports(
    corpus: Path, truth: dict[str, list[dict[str, Any]]]
) -> None:
    texts = _texts(corpus)
    checked = 0
    for event in truth["event"]:
        for mention in event["mentions"]:
            if mention["report"] in texts:
                assert mention["sentence"] in texts[mention["report"]]
                checked += 1
            for number in mention["numbers"]:
                if number["what"] == "killed":
                    assert number["value"] > 0
    assert checked > 300


def test_links_name_mentions_of_their_event(truth: dict[str, list[dict[str, Any]]]) -> None:
    event_of = {m["id"]: e["id"] for e in truth["event"] for m in e["mentions"]}
    role_of = {m["id"]: m["role"] for e in truth["event"] for m in e["mentions"]}
    killed = {
        m["id"]: {n["value"] for n in m["numbers"] if n["what"] == "killed"}
        for e in truth["event"]
        for m in e["mentions"]
    }
    for line in truth["denial"]:
        assert {event_of[m] for m in (*line["denied_by"], *line["asserted_by"])} == {line["event"]}
        assert {role_of[m] for m in line["denied_by"]} == {"denies"}
    kinds = set()
    for line in truth["contradiction"]:
        kinds.add(line["what"])
        assert {event_of[m] for m in (*line["a"], *line["b"])} == {line["event"]}
        if line["what"] == "killed":
            one = {n for m in line["a"] for n in killed[m]}
            other = {n for m in line["b"] for n in killed[m]}
            assert not one & other
    assert kinds == {"killed", "did"}
    states = {line["state"] for line in truth["commitment"]}
    assert states == {"open", "fulfilled", "withdrawn", "contradicted"}
    for line in truth["commitment"]:
        assert (line["settled_by"] is None) == (line["state"] == "open")


def test_distinct_events_differ_in_parties_or_day_and_place(
    truth: dict[str, list[dict[str, Any]]],
) -> None:
    events = {event["id"]: event for event in truth["event"]}
    for line in truth["distinct"]:
        one, other = (events[name] for name in line["events"])
        assert one["type"] == other["type"]
        if line["why"] == "other parties":
            assert one["day"] == other["day"]
            assert one["actor"]["country"] != other["actor"]["country"]
        else:
            assert (one["actor"], one["recipient"]) == (other["actor"], other["recipient"])
            assert ("day" in line["why"]) == (one["day"] != other["day"])
            assert ("place" in line["why"]) == (one["place"] != other["place"])
    assert len({line["why"] for line in truth["distinct"]}) == 4


def test_copies_keep_sentences_and_rewrites_tell_them_anew() -> None:
    _, drafts = draw(900, 11)
    for draft in drafts:
        assert 2 <= len(draft.sentences) <= 30
        if draft.of is None:
            continue
        before = [sentence.text for sentence in draft.of.sentences]
        after = [sentence.text for sentence in draft.sentences]
        if draft.kind == "copy" and "edited" not in draft.how:
            assert after == before[: len(after)]
        if draft.kind == "rewrite":
            kept = set(before) & set(after)
            assert after[0] != before[0]
            assert len(kept) <= 0.6 * len(before) + 1
            assert {s.fact.event for s in draft.sentences} == {
                s.fact.event for s in draft.of.sentences
            }
            assert len(after) > len(before)


def test_what_has_no_id_of_its_own_has_words_of_its_own() -> None:
    _, drafts = draw(900, 11)
    bodies = Counter(draft.body() for draft in drafts)
    assert max(bodies.values()) > 1
    assert all(bodies[d.body()] == 1 for d in drafts if d.form in {"text", "html"})


def test_series_share_a_frame_and_are_no_copies() -> None:
    _, drafts = draw(900, 11)
    series: dict[str, list[Draft]] = {}
    for draft in drafts:
        series.setdefault(draft.section, []).append(draft)
    del series["news"]
    assert max(len(parts) for parts in series.values()) > 1
    for parts in series.values():
        assert len({draft.origin for draft in parts}) == len(parts)
        shared = set.intersection(*({s.text for s in draft.sentences} for draft in parts))
        assert len(shared) >= 4


def test_forty_sentences_for_each_plover_type_all_different() -> None:
    told: dict[str, list[str]] = {}
    for act in load_world().acts:
        told.setdefault(act.type, []).extend(act.forms["+"])
        assert len(act.forms["-"]) >= 3
        assert len(act.forms["x"]) >= 2
        assert ("expects" in act.flags) == ("?" in act.forms)
    assert sorted(told) == sorted(TYPES)
    for sentences in told.values():
        assert len(sentences) >= 40
        assert len(set(sentences)) == len(sentences)


def test_ways_of_telling_a_fact_keep_its_names_and_numbers() -> None:
    world = load_world()
    for section, groups in world.prose.items():
        for group in groups:
            slots = [
                {name.removesuffix("adj").removesuffix("name") for name in _slots(told)}
                for told in group
            ]
            assert all(names == slots[0] for names in slots), (section, group)


def _slots(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a Austrian army spokesman denied it.", "An Austrian army spokesman denied it."),
        ("12 soldiers died.", "Twelve soldiers died."),
        ("47 soldiers died.", "Forty-seven soldiers died."),
        ("1,200 people marched.", "1,200 people marched."),
        ("It began at 5 a.m..", "It began at 5 a.m."),
    ],
)
def test_sentences_begin_as_print_does(raw: str, shown: str) -> None:
    assert begin(raw) == shown


def test_broken_inputs_are_named_once(truth: dict[str, list[dict[str, Any]]]) -> None:
    places = [line["place"] for line in truth["drop"]]
    assert len(set(places)) == len(places)
    reasons = {line["why"] for line in truth["drop"]}
    assert reasons >= {
        "not UTF-8",
        "empty text",
        "binary",
        "truncated gzip",
        "broken JSON",
        "future date",
        "French",
        "HTML without text",
    }
