"""Stories: copies, cuts and rewrites join; other events, forms and round-ups do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.linking.signatures import Signature, sign
from dragoman.linking.stories import Kinship, compare, place
from dragoman.records import Block, BlockKind, Report

DAY = date(2024, 3, 4)
ORIGIN = """\
Two thousand soldiers of the Ruritanian army crossed the river Elphberg on Monday and took the \
customs house, the interior ministry in Strelsau said.
General Sapt, who commands the northern district, said his men had met no resistance and that 14 \
officers of the border guard had laid down their arms.
Foreign Minister Flavia Bersonin of Grafenia called the crossing a grave breach of the treaty of \
1894 and asked the Council of the Five Rivers to meet within 48 hours.
Grafenia closed both bridges at Zenda and sent 300 police to the town, its mayor Rupert Tarlen \
told the Hentzau Courier.
Traders said the price of wheat rose by 7 percent at the Strelsau exchange after the news, the \
sharpest rise since the floods of 2011."""
# The same facts by another hand, in another order, with a paragraph more.
REWRITE = """\
Grafenia has shut the two crossings at Zenda and moved 300 policemen there after troops from \
Ruritania came over the Elphberg on Monday.
Mayor Rupert Tarlen confirmed the closure in the Hentzau Courier.
According to Strelsau's interior ministry some 2,000 soldiers seized a customs post. There was \
no fighting, General Sapt reported, and 14 Grafenian border guards surrendered; Sapt heads the \
army in the north.
For Flavia Bersonin, the foreign minister, it is the worst violation so far of the 1894 treaty. \
She wants the Council of the Five Rivers called together inside 48 hours.
Buyers of wheat in Strelsau paid 7 percent more when they heard of it. Only the flood year 2011 \
saw a bigger jump.
Shops stayed open in the capital and trains ran on time, a visitor from Kravonia said."""
# The same armies and the same kind of act on another day elsewhere, in the agency's usual words.
OTHER_EVENT = """\
Six hundred soldiers of the Ruritanian army crossed the river Sarn on Friday and took the mill \
at Dobrava, the interior ministry in Strelsau said.
General Sapt, who commands the northern district, said his men had lost two wounded and that 31 \
officers of the border guard had laid down their arms.
Foreign Minister Flavia Bersonin of Grafenia called the attack an act of war and asked the \
Council of the Five Rivers to send observers within 5 days.
Grafenia closed the road from Dobrava to Lessing and sent 120 police to the pass, its governor \
Anton Hirsch told the Strelsau Gazette."""
FURTHER = """\
The opposition in Strelsau asked for a debate in the chamber on Thursday. Its leader Michael \
Detchard said 41 members had signed the motion and that the government owed the country a full \
account.
Economists at the Bank of Kravonia expect the toll on trade to reach 90 million crowns by \
October."""
BOILER = "Sign up for our letter and get the news from around the world each morning in your inbox."


def _sign(
    report_id: str, text: str, *, day: date | None = DAY, agency: str | None = None
) -> Signature:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH, "test"))
        start += len(line) + 1
    return sign(Report(report_id, text, tuple(blocks), published=day, agency=agency))


def _cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


A = _sign("a", ORIGIN)


@pytest.mark.parametrize(
    "text",
    [
        ORIGIN,
        f"{BOILER}\n{ORIGIN}",
        f"{ORIGIN}\n{BOILER}\nThe Strelsau Gazette is read in 40 towns.",
        ORIGIN.replace("took the customs house", "seized the customs post").replace(
            "the sharpest rise", "the biggest rise"
        ),
        "\n".join(reversed(ORIGIN.split("\n"))),
    ],
    ids=["exact", "line above", "lines below", "edited", "reordered"],
)
def test_a_copy_is_found(text: str) -> None:
    """Houses add lines of their own and edit a word here and there."""
    copy = _sign("b", text)

    likeness = compare(copy, A)

    assert set(copy.bands) & set(A.bands)
    assert likeness.kinship in {Kinship.COPY, Kinship.CUT}
    assert (
        "of its shingles" in likeness.reason
        or "than a" in likeness.reason
        or "the other's" in (likeness.reason)
    )


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_copy_cut_from_the_end_is_found(share: float) -> None:
    """Papers cut wire reports to fit; the reason says how much is left."""
    cut = _sign("b", _cut(ORIGIN, share))

    likeness = compare(cut, A)

    assert set(cut.bands) & set(A.bands)
    assert likeness.kinship in {Kinship.CUT, Kinship.COPY}
    assert likeness.contained > 0.8
    if share < 0.9:
        assert likeness.reason.startswith("cut from a: its first ")


def test_the_whole_report_joins_the_cut_that_came_first() -> None:
    """The story's first report need not be its longest."""
    cut = _sign("cut", _cut(ORIGIN, 0.4))

    story = place(A, [cut])

    assert (story.story_id, story.copy_of) == ("cut", "cut")
    assert story.reason.startswith("longer than cut, which is its first")


def test_a_rewrite_is_found_by_its_names_and_figures() -> None:
    """No sentence is the same; names, figures and the day are."""
    rewrite = _sign("b", REWRITE)

    likeness = compare(rewrite, A)

    assert set(rewrite.bands) & set(A.bands)
    assert likeness.kinship is Kinship.REWRITE
    assert likeness.contained < 0.3
    assert likeness.reason.startswith("rewrite of a: ")
    assert likeness.reason.endswith("names, numbers and days")


@pytest.mark.parametrize(
    ("agency", "other", "expected"),
    [
        ("AP", "AP", Kinship.REWRITE),
        ("AP", None, Kinship.REWRITE),
        ("AP", "Reuters", None),
    ],
)
def test_two_agencies_are_two_origins(
    agency: str, other: str | None, expected: Kinship | None
) -> None:
    """Both may tell the same facts; each has seen for itself."""
    likeness = compare(_sign("b", REWRITE, agency=other), _sign("a", ORIGIN, agency=agency))

    assert likeness.kinship is expected
    if other == agency:
        assert likeness.reason.endswith(", both AP")


@pytest.mark.parametrize(
    ("days", "text", "joined"), [(6, REWRITE, True), (8, REWRITE, False), (8, ORIGIN, True)]
)
def test_a_rewrite_after_a_week_is_a_follow_up(days: int, text: str, *, joined: bool) -> None:
    """Copies turn up later, too."""
    later = _sign("b", text, day=DAY.replace(day=DAY.day + days))

    assert (compare(later, A).kinship is not None) is joined


def test_another_event_of_the_same_parties_is_another_story() -> None:
    """The agency's phrases and the actors recur; place, figures and day do not."""
    likeness = compare(_sign("b", OTHER_EVENT), A)

    assert likeness.kinship is None


def _briefing(places: tuple[str, ...], figures: tuple[int, ...]) -> str:
    head = (
        "Good morning from the news desk. Here is all you need to know before the day begins, put "
        "together overnight by our editors and sent to subscribers at five."
    )
    filled = zip(places, figures, strict=True)
    lines = (f"In {town} the sun rises at {time} and it will be mild." for town, time in filled)
    foot = "That is all for today. Write to the desk if you miss something, and have a good day."
    return "\n".join([head, *lines, foot])


def test_a_form_filled_in_daily_is_a_report_of_its_own() -> None:
    """Most words of two briefings are the same; no name and no figure is."""
    monday = _sign("a", _briefing(("Strelsau", "Zenda", "Hentzau", "Tarlenheim"), (612, 24, 9, 73)))
    tuesday = _sign("b", _briefing(("Dobrava", "Lessing", "Sarn", "Modrow"), (618, 31, 11, 66)))

    likeness = compare(tuesday, monday)

    assert likeness.contained > 0.5
    assert likeness.kinship is None


def test_a_round_up_does_not_join_two_stories_into_one() -> None:
    """It holds one report whole and another; the other's story stays its own."""
    round_up = _sign("c", f"{ORIGIN}\n{OTHER_EVENT}")
    other = _sign("d", OTHER_EVENT)
    stories = {"a": "a", "c": "a"}

    story = place(other, [A, round_up], stories=stories)

    assert story.story_id == "d"
    assert story.copy_of is None


def test_an_item_of_a_long_round_up_is_no_cut_of_it() -> None:
    """A cut begins as its origin does."""
    item = _sign("b", FURTHER)
    round_up = _sign("a", f"{ORIGIN}\n{OTHER_EVENT}\n{FURTHER}")

    assert compare(item, round_up).contained > 0.8
    assert compare(item, round_up).kinship is None


def test_short_reports_on_one_thing_are_not_rewrites() -> None:
    """With two sentences each, two reporters use the same names and little else."""
    one = (
        "The Ruritanian army said it took 23 smugglers of Zenda off a barge near Hentzau on Monday."
    )
    other = (
        "Near Hentzau, on Monday, soldiers from Ruritania caught 23 smugglers from Zenda, it said."
    )

    assert compare(_sign("a", one), _sign("b", other)).kinship is None


def test_the_first_report_founds_a_story() -> None:
    """A story's id is its first report's id."""
    story = place(A, [])

    assert (story.story_id, story.copy_of, story.likeness, story.reason) == ("a", None, 1.0, "")


def test_a_copy_of_a_copy_belongs_to_the_first_report() -> None:
    """What it is most like is named; the earliest of equals."""
    late = _sign("late", ORIGIN, day=date(2024, 3, 6))
    early = _sign("early", ORIGIN, day=date(2024, 3, 5))

    story = place(_sign("new", ORIGIN), [late, A, early], stories={"early": "a", "late": "a"})

    assert (story.story_id, story.copy_of, story.likeness) == ("a", "a", 1.0)
    assert story.reason == "copy of a: 1.00 of its shingles"


def test_a_copy_is_preferred_to_a_rewrite() -> None:
    """The nearest kin decides."""
    rewrite = _sign("r", REWRITE)

    story = place(_sign("new", REWRITE), [A, rewrite], stories={"r": "a"})

    assert (story.story_id, story.copy_of) == ("a", "r")


def test_the_order_of_candidates_does_not_matter() -> None:
    """Stores give rows in any order."""
    new = _sign("new", ORIGIN)
    candidates = [A, _sign("r", REWRITE), _sign("o", OTHER_EVENT), _sign("c", _cut(ORIGIN, 0.5))]

    assert place(new, candidates) == place(new, candidates[::-1])


def test_a_report_is_no_copy_of_itself() -> None:
    """Re-reading a file must not change its story."""
    assert place(A, [A]).copy_of is None


def test_signatures_of_two_versions_are_not_compared() -> None:
    """Their bytes mean different things."""
    assert compare(A, replace(A, report_id="b", version=A.version + 1)).kinship is None
