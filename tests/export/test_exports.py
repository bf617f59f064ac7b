"""Every export: the columns of its peer, a rectangle, the same bytes twice, nothing run as code."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from tests.export.made_desk import DESK, EMPTY, HOSTILE, PLAIN, MadeDesk, exported

from dragoman.export import EXPORTS
from dragoman.export.as_gdelt import event_number, fraction_date
from dragoman.export.as_plover import EVENT_FIELDS
from dragoman.export.numbers import number_of

# As published; written out here so that a slip in the code cannot hide.
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|"
    "District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|"
    "Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|"
    "District|Province|Country|Latitude|Longitude"
).split("|")
GDELT = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode "
    "Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code "
    "Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode "
    "Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code "
    "Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode "
    "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone "
    "Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code "
    "Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type "
    "Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code "
    "Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
    "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long "
    "ActionGeo_FeatureID DATEADDED SOURCEURL"
).split()
MENTIONS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier "
    "SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence "
    "MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"
).split()
HEADERS = {"polecat": POLECAT, "icews": ICEWS, "gdelt": GDELT, "gdelt-mentions": MENTIONS}
WITHOUT_HEADER = {"gdelt", "gdelt-mentions"}
STREAMED = sorted(set(EXPORTS) - {"package"})


def rows(name: str, desk: MadeDesk = DESK, **options: object) -> list[dict[str, str]]:
    """Rows of a tab-separated export, cut at every tab."""
    raw, _ = exported(name, desk, **options)  # type: ignore[arg-type]
    lines = [line.split("\t") for line in raw.decode().split("\n")[:-1]]
    header = HEADERS[name] if name in WITHOUT_HEADER else lines.pop(0)
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_columns_are_the_published_ones_in_order(name: str) -> None:
    """Scripts written for the peers address columns by name and by position."""
    raw, written = exported(name)
    lines = [line.split("\t") for line in raw.decode().split("\n")]

    assert lines.pop() == [""]
    if name not in WITHOUT_HEADER:
        assert lines.pop(0) == HEADERS[name]
    assert len(HEADERS[name]) == {"polecat": 40, "icews": 20, "gdelt": 61}.get(name, 16)
    assert {len(line) for line in lines} == {len(HEADERS[name])}
    assert len(lines) == written.rows > 0


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_readers_with_and_without_quotes_see_the_same(name: str) -> None:
    """A stray quotation mark would swallow lines in pandas and R."""
    raw, _ = exported(name)
    options = {"sep": "\t", "dtype": str, "keep_default_na": False, "header": None}

    quoted = pd.read_csv(io.BytesIO(raw), **options)
    plain = pd.read_csv(io.BytesIO(raw), quoting=csv.QUOTE_NONE, **options)

    pd.testing.assert_frame_equal(quoted, plain)
    assert pl.read_csv(raw, separator="\t", has_header=False).shape == quoted.shape


@pytest.mark.parametrize("name", STREAMED)
def test_the_same_desk_gives_the_same_bytes(name: str) -> None:
    """An export is cited by its hash; a clock or a counter in it would change that."""
    assert exported(name)[0] == exported(name)[0]


@pytest.mark.parametrize("name", STREAMED)
def test_an_empty_desk_is_written_and_a_path_appears_whole(name: str, tmp_path: Path) -> None:
    """No reports is an answer too; and no temporary file stays behind."""
    out = tmp_path / f"out{EXPORTS[name].suffix}"

    written = EXPORTS[name].write(EMPTY, out, statuses=EXPORTS[name].statuses)

    assert written.rows == 0
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_bytes() == exported(name, EMPTY)[0]


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    """A half file is worse than yesterday's."""
    out = tmp_path / "events.tab"
    out.write_text("yesterday", encoding="utf-8")
    broken = MadeDesk((PLAIN, replace(PLAIN, id="2", cameo="not a code")))

    with pytest.raises(ValueError, match="invalid literal"):
        EXPORTS["gdelt"].write(broken, out, statuses=("actual",))

    assert out.read_text(encoding="utf-8") == "yesterday"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", STREAMED)
def test_hostile_words_break_nothing(name: str) -> None:
    """Names come from the news: no control character, no half surrogate, no formula."""
    raw, _ = exported(name, MadeDesk((DESK.made[5],)), text=True)
    if name == "parquet":
        (row,) = pl.read_parquet(raw).to_dicts()
        text = "\n".join(str(value) for value in row.values())
    else:
        text = raw.decode("utf-8")

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\u2028]", text)
    if name == "csv":
        cells = next(csv.DictReader(io.StringIO(text)))
        assert all(not cell.startswith(("=", "+", "@")) for cell in cells.values())
        assert cells["text"].startswith("'=HYPERLINK")
    if name in HEADERS:
        cells = rows(name, MadeDesk((DESK.made[5],)))[0]
        assert all(not cell.startswith(("=", "+", "@")) for cell in cells.values())


@pytest.mark.parametrize("name", ["plover", "polecat", "icews", "gdelt", "gdelt-mentions"])
def test_only_what_is_told_as_actual_goes_out_unless_asked(name: str) -> None:
    """These formats cannot say "denied": a denial in them would read as the deed."""
    desk = MadeDesk((PLAIN, replace(PLAIN, id="3", status="negated")))

    _, written = exported(name, desk)
    _, widened = exported(name, desk, statuses=("actual", "negated"))

    assert (written.rows, widened.rows) == (1, 2)
    assert sum(written.left_out.values()) == 1
    assert not widened.left_out


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_sentences_stay_at_home_unless_asked(name: str, tmp_path: Path) -> None:
    """The reports' text belongs to their publishers."""
    sentence = "A sentence nobody else wrote."
    desk = MadeDesk((replace(PLAIN, text=sentence),))
    export = EXPORTS[name]

    def holds(*, text: bool) -> bool:
        out = tmp_path / f"{name}-{text}"
        export.write(desk, out, statuses=export.statuses, text=text)
        if name == "parquet":
            return sentence in pl.read_parquet(out)["text"].to_list()
        path = out / "assertions.csv" if out.is_dir() else out
        return sentence in path.read_text(encoding="utf-8")

    assert not holds(text=False)
    assert holds(text=True) == (name in {"plover", "csv", "parquet", "package"})


def test_every_pair_of_an_event_is_a_row_of_its_own() -> None:
    """Two actors and two recipients are four dyads to those who count dyads."""
    desk = MadeDesk((DESK.made[1],))

    pairs = [(row["Actor Name"], row["Recipient Name"]) for row in rows("polecat", desk)]

    assert pairs == [
        ("Russia", "Syria"),
        ("Russia", "Hamas"),
        ("United Nations", "Syria"),
        ("United Nations", "Hamas"),
    ]
    for name in ("polecat", "icews"):
        assert len({row["Event ID"] for row in rows(name, desk)}) == 4
    numbers = [row["GLOBALEVENTID"] for row in rows("gdelt", desk)]
    assert numbers == [row["GLOBALEVENTID"] for row in rows("gdelt-mentions", desk)]
    assert len(set(numbers)) == 4


def test_nobody_acts_upon_himself_while_another_is_there() -> None:
    """Who meet are actors and recipients alike; a dyad of one is no dyad."""
    both = ("act-rus", "act-syr")
    desk = MadeDesk((replace(PLAIN, actors=both, recipients=both),))

    pairs = [(row["Source Name"], row["Target Name"]) for row in rows("icews", desk)]

    assert pairs == [("Russia", "Syria"), ("Syria", "Russia")]


def test_polecat_cells() -> None:
    """Scores of PLOVER, ISO countries, COW letters, and no guess where we know nothing."""
    (row,) = rows("polecat", MadeDesk((PLAIN,)))

    assert {name: row[name] for name in POLECAT if row[name]} == {
        "Event ID": "e-1-0",
        "Event Date": "2015-09-18",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Intensity": "-9.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military;territory",
        "Actor Name": "Russia",
        "Actor Country": "RUS",
        "Actor COW": "RUS",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV;LEG",
        "Actor Name Raw": "the act-rus",
        "Recipient Name": "Syria",
        "Recipient Country": "SYR",
        "Recipient COW": "SYR",
        "Primary Recipient Sector": "GOV",
        "Recipient Sectors": "GOV",
        "Recipient Name Raw": "the act-syr",
        "Placename": "Latakia",
        "City": "Latakia",
        "Province": "Latakia Governorate",
        "Country": "SYR",
        "Latitude": "35.5",
        "Longitude": "-0.25",
        "GeoNames ID": "173576",
        "Raw Placename": "Latakia",
        "Source": "Strelsau Courier",
        "Publication Date": "2015-09-18",
        "Language": "en",
        "Version": "dragoman 0.1.0",
    }


def test_icews_cells() -> None:
    """Numbers that R holds exactly, the label of the code as text, countries by name."""
    (row,) = rows("icews", MadeDesk((replace(PLAIN, cameo="04", goldstein=1.0, sentence=2),)))

    assert 0 < int(row["Event ID"]) < 2**53
    assert int(row["Event ID"]) == number_of("e-1-0", 53)
    assert (row["CAMEO Code"], row["Event Text"]) == ("040", "Consult")
    assert (row["Intensity"], row["Sentence Number"]) == ("1.0", "3")
    assert (row["Source Country"], row["Source Sectors"]) == (
        "Russia",
        "Government,Legislative / Parliamentary",
    )
    assert row["Country"] == "Syria"


def test_gdelt_cells() -> None:
    """Codes taken apart, FIPS countries, the codebook's quadrants and dates."""
    desk = MadeDesk((replace(PLAIN, actors=("org-hamas",), recipients=("org-un",)),))
    (row,) = rows("gdelt", desk)

    assert {name: row[name] for name in GDELT if row[name]} == {
        "GLOBALEVENTID": str(event_number("e-1", 0)),
        "SQLDATE": "20150918",
        "MonthYear": "201509",
        "Year": "2015",
        "FractionDate": "2015.7068",
        "Actor1Code": "PSEREBHMS",
        "Actor1Name": "HAMAS",
        "Actor1CountryCode": "PSE",
        "Actor1KnownGroupCode": "HMS",
        "Actor1Type1Code": "REB",
        "Actor2Code": "IGOUNO",
        "Actor2Name": "UNITED NATIONS",
        "Actor2KnownGroupCode": "UNO",
        "Actor2Type1Code": "IGO",
        "IsRootEvent": "1",
        "EventCode": "195",
        "EventBaseCode": "195",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10.0",
        "NumMentions": "3",
        "NumSources": "1",
        "NumArticles": "2",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Latakia, Latakia Governorate, Syria",
        "ActionGeo_CountryCode": "SY",
        "ActionGeo_Lat": "35.5",
        "ActionGeo_Long": "-0.25",
        "DATEADDED": "20150918000000",
        "SOURCEURL": "https://example.org/a",
    }


@pytest.mark.parametrize(
    ("place", "precision", "kind", "feature"),
    [
        ("Latakia", "place", "4", ""),
        ("Latakia Governorate", "province", "5", ""),
        ("Syria", "country", "1", "SY"),
        (None, "place", "0", ""),
    ],
)
def test_gdelt_types_of_places(place: str | None, precision: str, kind: str, feature: str) -> None:
    """Countries, provinces and towns are told apart; GeoNames ids are not GNS ids."""
    (row,) = rows("gdelt", MadeDesk((replace(PLAIN, place=place, precision=precision),)))

    assert (row["ActionGeo_Type"], row["ActionGeo_FeatureID"]) == (kind, feature)


@pytest.mark.parametrize(
    ("day", "fraction"),
    [
        (date(2016, 5, 5), "2016.3425"),
        (date(2015, 2, 18), "2015.1315"),
        (date(2015, 1, 1), "2015.0027"),
        (date(2015, 12, 31), "2015.9890"),
    ],
)
def test_fraction_date_is_gdelts(day: date, fraction: str) -> None:
    """Months count from 0, else December would be past the end of the year."""
    assert fraction_date(day) == fraction


def test_gdelt_ids_are_stable_and_fit_a_signed_integer() -> None:
    """BigQuery and pandas hold 64 bits with a sign; the value is pinned for all time."""
    assert event_number("e-1", 0) == 1781669689772508879
    assert all(0 <= event_number(f"event {i}", i % 3) < 2**63 for i in range(1000))


def test_a_mention_without_an_address_is_a_citation() -> None:
    """GDELT's type 2: the identifier is a citation in words."""
    web, cited = rows("gdelt-mentions", MadeDesk((PLAIN, replace(PLAIN, id="2", url=None))))

    assert (web["MentionType"], web["MentionIdentifier"]) == ("1", "https://example.org/a")
    assert (cited["MentionType"], cited["MentionIdentifier"]) == ("2", "Strelsau Courier, A title")
    assert web["MentionTimeDate"] == "20150918133000"
    assert (web["Confidence"], web["SentenceID"], web["MentionDocLen"]) == ("80", "1", "1234")
    assert (web["Actor1CharOffset"], web["ActionCharOffset"]) == ("7", "7")


def test_plover_records_have_every_field_of_the_manual() -> None:
    """Those that we do not know are null or empty, none is missing."""
    raw, _ = exported("plover", statuses=("actual", "future"))
    records = [json.loads(line) for line in raw.decode().splitlines()]

    assert all(list(record) == [*EVENT_FIELDS, "size"] for record in records)
    first, future = records[0], records[2]
    assert first["actor"][0]["code"] == "RUS"
    assert first["actor"][0]["identifier_id"] == "Q159"
    assert first["size"] == {"dead": 12, "injured": None, "arrested": None}
    assert (first["quad_code"], first["event_scale"], first["mode"]) == (4, -9.5, ["aerial"])
    assert first["event_loc"]["resolution"] == 4
    assert (future["event"], future["mode"]) == (["AGREE"], ["future"])


@pytest.mark.parametrize("name", ["csv", "plover", "polecat"])
def test_rows_are_written_as_they_come(name: str) -> None:
    """A million rows must not lie in memory: the first is out before the last is asked for."""
    desk = MadeDesk(tuple(replace(PLAIN, id=str(i)) for i in range(300)))
    given: list[int] = []

    class Out(io.BytesIO):
        def write(self, data: object) -> int:
            given.append(desk.given)
            return super().write(data)  # type: ignore[arg-type]

    EXPORTS[name].write(desk, Out(), statuses=("actual",))

    assert given[0] < 100
    assert desk.given == 300


def test_hostile_is_hostile() -> None:
    """The sample holds what it should."""
    assert all(one in HOSTILE for one in '=\t\n\x00\ud800"<\u2028|\ufffe')
