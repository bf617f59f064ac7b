"""Status, speakers and conditions on hand-written parses, without the analyser."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.lexicons.cues import CueLexicon, load_cues
from dragoman.records import Certainty, Quotation, SpeakerStance, Stance, Status
from dragoman.stance import find_attributions, judge

from .trees import at, named, tree


@pytest.fixture(scope="module")
def cues() -> CueLexicon:
    """The shipped rows."""
    return load_cues()


def judged(
    cues: CueLexicon,
    sentence: str,
    word: str,
    *,
    country: tuple[str, str] | None = None,
    published: date | None = date(2024, 5, 16),
    performs: bool = False,
    own: tuple[str, ...] = (),
) -> Stance:
    """Judge one word of one sentence."""
    report, parse = tree(sentence, published=published)
    mentions = (named(report, parse, *country),) if country else ()
    attributions = find_attributions(report, parse, mentions, cues)
    return judge(
        report,
        parse,
        at(parse, word),
        attributions,
        cues,
        tokens=tuple(at(parse, one) for one in own),
        performs=performs,
    )


DENIED = (
    "Ruritania//PROPN/nsubj/2 denied/deny/VERB.VBD/root/0 that//SCONJ.IN/mark/6 troops/troop/NOUN/"
    "nsubj/6 had/have/AUX.VBD/aux/6 crossed/cross/VERB.VBN/ccomp/2 the//DET/det/8 border//NOUN/"
    "obj/6 .//PUNCT/punct/2"
)
CONDITION = (
    "Ruritania//PROPN/nsubj/2 said/say/VERB.VBD/root/0 it//PRON/nsubj/5 would//AUX.MD/aux/5 "
    "send//VERB.VB/ccomp/2 troops/troop/NOUN/obj/5 if//SCONJ.IN/mark/9 Strelsau//PROPN/nsubj/9 "
    "asked/ask/VERB.VBD/advcl/5 .//PUNCT/punct/2"
)


def test_a_denied_act_is_negated_on_the_word_of_who_denies(cues: CueLexicon) -> None:
    """The act is not the denier's doing, but it is the denier's word."""
    stance = judged(cues, DENIED, "crossed", country=("Ruritania", "RUR"))

    assert stance.status is Status.NEGATED
    assert [speaker.actor.country for speaker in stance.speakers] == ["RUR"]
    assert stance.speakers[0].stance is SpeakerStance.DENIES
    assert stance.speakers[0].cue.text == "denied"
    assert stance.path[0].startswith("denied (cue-en-0001) by Ruritania")
    assert stance.path[-1].endswith("→ negated")


def test_the_denial_itself_happened(cues: CueLexicon) -> None:
    """Who denies speaks; the utterance is actual and the report's own word."""
    stance = judged(cues, DENIED, "denied", performs=True)

    assert stance.status is Status.ACTUAL
    assert stance.speakers == ()


def test_a_condition_makes_the_promise_hypothetical_and_is_kept(cues: CueLexicon) -> None:
    """What must hold first is quoted, and names the act it rests on."""
    stance = judged(cues, CONDITION, "send")

    assert stance.status is Status.HYPOTHETICAL
    assert [condition.span.text for condition in stance.conditions] == ["if Strelsau asked"]
    assert stance.conditions[0].trigger == 8
    assert [speaker.actor.name for speaker in stance.speakers] == ["Ruritania"]


def test_the_act_in_a_condition_is_hypothetical(cues: CueLexicon) -> None:
    """The condition has not come about either."""
    assert judged(cues, CONDITION, "asked").status is Status.HYPOTHETICAL


def test_would_after_a_past_cue_is_a_future(cues: CueLexicon) -> None:
    """‘Said it would’ is tomorrow seen from yesterday; with no cue it is a mere possibility."""
    reported = (
        "Ruritania//PROPN/nsubj/2 said/say/VERB.VBD/root/0 it//PRON/nsubj/5 would//AUX.MD/aux/5 "
        "withdraw//VERB.VB/ccomp/2 .//PUNCT/punct/2"
    )
    bare = "Ruritania//PROPN/nsubj/3 would//AUX.MD/aux/3 withdraw//VERB.VB/root/0"

    assert judged(cues, reported, "withdraw").status is Status.FUTURE
    assert judged(cues, bare, "withdraw").status is Status.HYPOTHETICAL


def test_what_is_warned_of_is_feared_not_planned(cues: CueLexicon) -> None:
    """‘Warned it would respond’ threatens; nothing is scheduled."""
    warned = (
        "Ruritania//PROPN/nsubj/2 warned/warn/VERB.VBD/root/0 it//PRON/nsubj/5 would//AUX.MD/aux/5 "
        "respond//VERB.VB/ccomp/2 .//PUNCT/punct/2"
    )

    assert judged(cues, warned, "respond").status is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    ("cue", "negated", "status"),
    [
        ("managed/manage/VERB.VBD", False, Status.ACTUAL),
        ("manage/manage/VERB.VB", True, Status.NEGATED),
        ("failed/fail/VERB.VBD", False, Status.NEGATED),
        ("fail/fail/VERB.VB", True, Status.ACTUAL),
        ("plans/plan/VERB.VBZ", False, Status.FUTURE),
        ("plan/plan/VERB.VB", True, Status.NEGATED),
        ("refused/refuse/VERB.VBD", False, Status.NEGATED),
        ("refuse/refuse/VERB.VB", True, Status.HYPOTHETICAL),
    ],
)
def test_implicatives_work_both_ways(
    cues: CueLexicon, cue: str, *, negated: bool, status: Status
) -> None:
    """‘Did not fail to attend’ means that they attended."""
    if negated:
        sentence = (
            f"They//PRON/nsubj/4 did/do/AUX.VBD/aux/4 not//PART/advmod/4 {cue}/root/0 "
            "to//PART.TO/mark/6 attend//VERB.VB/xcomp/4"
        )
    else:
        sentence = f"They//PRON/nsubj/2 {cue}/root/0 to//PART.TO/mark/4 attend//VERB.VB/xcomp/2"

    assert judged(cues, sentence, "attend").status is status


def test_a_year_long_past_is_history_and_this_week_is_not(cues: CueLexicon) -> None:
    """Background is told with dates older than the news."""
    old = "They//PRON/nsubj/2 fought/fight/VERB.VBD/root/0 in//ADP/case/4 1979//NUM/obl/2"
    new = "They//PRON/nsubj/2 fought/fight/VERB.VBD/root/0 on//ADP/case/4 Monday//PROPN/obl/2"
    ahead = (
        "They//PRON/nsubj/3 will//AUX.MD/aux/3 vote//VERB.VB/root/0 in//ADP/case/5 2031//NUM/obl/3"
    )

    assert judged(cues, old, "fought").status is Status.HISTORICAL
    assert judged(cues, old, "fought", published=None).status is Status.HISTORICAL
    assert judged(cues, new, "fought").status is Status.ACTUAL
    assert judged(cues, ahead, "vote").status is Status.FUTURE


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("in//ADP/case/4 March//PROPN/obl/2", Status.ACTUAL),  # within half a year
        ("in//ADP/case/4 September//PROPN/obl/2", Status.HISTORICAL),  # of the year before
        ("on//ADP/case/4 May//PROPN/obl/2 14//NUM/nummod/4", Status.ACTUAL),
        ("in//ADP/case/4 the//DET/det/3 1990s//NOUN/obl/2", Status.HISTORICAL),
        ("two//NUM/nummod/4 years/year/NOUN/obl:unmarked/5 ago//ADV/advmod/2", Status.HISTORICAL),
        ("two//NUM/nummod/4 days/day/NOUN/obl:unmarked/5 ago//ADV/advmod/2", Status.ACTUAL),
        ("last//ADJ/amod/4 year//NOUN/obl:unmarked/2", Status.HISTORICAL),
        ("in//ADP/case/4 December//PROPN/obl/2 2030//NUM/nummod/4", Status.ACTUAL),
    ],
)
def test_time_words_tell_background_from_news(cues: CueLexicon, words: str, status: Status) -> None:
    """About half a year divides the two; a past verb is never moved to the future."""
    sentence = f"They//PRON/nsubj/2 fought/fight/VERB.VBD/root/0 {words}"

    assert judged(cues, sentence, "fought").status is status


def test_a_question_opens_unless_it_asks_why(cues: CueLexicon) -> None:
    """‘Why did they attack?’ takes the attack for granted."""
    whether = "Did/do/AUX.VBD/aux/3 they//PRON/nsubj/3 attack//VERB.VB/root/0 ?//PUNCT/punct/3"
    why = (
        "Why//ADV.WRB/advmod/4 did/do/AUX.VBD/aux/4 they//PRON/nsubj/4 attack//VERB.VB/root/0 "
        "?//PUNCT/punct/4"
    )

    assert judged(cues, whether, "attack").status is Status.HYPOTHETICAL
    assert judged(cues, why, "attack").status is Status.ACTUAL


def test_words_of_the_act_never_judge_it(cues: CueLexicon) -> None:
    """‘Halted aid’ denies the aid, unless the act is the halting itself."""
    sentence = "They//PRON/nsubj/2 halted/halt/VERB.VBD/root/0 aid//NOUN/obj/2"

    assert judged(cues, sentence, "aid").status is Status.NEGATED
    assert judged(cues, sentence, "aid", own=("aid", "halted")).status is Status.ACTUAL


def test_no_soldier_denies_the_verb_and_plans_once(cues: CueLexicon) -> None:
    """One "no" is one negation, wherever it stands."""
    subject = "No//DET/det/2 soldiers/soldier/NOUN/nsubj/3 crossed/cross/VERB.VBD/root/0"
    thing = (
        "They//PRON/nsubj/2 have//VERB.VBP/root/0 no//DET/det/4 plans/plan/NOUN/obj/2 "
        "to//PART.TO/mark/6 attack//VERB.VB/acl/4"
    )

    assert judged(cues, subject, "crossed").status is Status.NEGATED
    assert judged(cues, thing, "attack").status is Status.NEGATED


def test_counterfactuals_did_not_happen(cues: CueLexicon) -> None:
    """Neither what would have been nor what it hung on."""
    sentence = (
        "Had/have/AUX.VBD/aux/3 they//PRON/nsubj/3 asked/ask/VERB.VBN/advcl/8 ,//PUNCT/punct/3 "
        "Gunther//PROPN/nsubj/8 would//AUX.MD/aux/8 have//AUX.VB/aux/8 helped/help/VERB.VBN/root/0"
    )

    helped = judged(cues, sentence, "helped")

    assert helped.status is Status.NEGATED
    assert [condition.span.text for condition in helped.conditions] == ["Had they asked"]
    assert judged(cues, sentence, "asked").status is Status.NEGATED


def test_the_reporters_background_escapes_the_speaker(cues: CueLexicon) -> None:
    """What stands after "following" is the report's own word, not the minister's."""
    sentence = (
        "Ruritania//PROPN/nsubj/2 said/say/VERB.VBD/root/0 it//PRON/nsubj/5 was/be/AUX.VBD/aux/5 "
        "leaving/leave/VERB.VBG/ccomp/2 following//VERB.VBG/case/9 Strelsau//PROPN/nmod:poss/9 "
        "'s//PART/case/7 attack//NOUN/obl/5"
    )

    assert judged(cues, sentence, "attack").speakers == ()
    assert len(judged(cues, sentence, "leaving").speakers) == 1


def test_hedges_weaken_but_do_not_open(cues: CueLexicon) -> None:
    """‘Reportedly’ is somebody's word, unnamed."""
    sentence = "They//PRON/nsubj/3 reportedly//ADV/advmod/3 fled/flee/VERB.VBD/root/0"

    stance = judged(cues, sentence, "fled")

    assert stance.status is Status.ACTUAL
    assert stance.certainty is Certainty.POSSIBLE
    assert stance.speakers == ()


def test_a_trigger_that_leans_takes_the_status_of_the_deed(cues: CueLexicon) -> None:
    """‘Is open to talks’: no talks yet."""
    sentence = (
        "Ruritania//PROPN/nsubj/3 is/be/AUX.VBZ/cop/3 open//ADJ/root/0 to//ADP/case/5 "
        "talks/talk/NOUN/obl/3"
    )

    assert judged(cues, sentence, "open").status is Status.HYPOTHETICAL
    assert judged(cues, sentence, "talks").status is Status.HYPOTHETICAL


def test_a_direct_quotation_is_told_from_an_indirect_one(cues: CueLexicon) -> None:
    """Marks around the whole content make it direct."""
    sentence = (
        "“//PUNCT/punct/3 They//PRON/nsubj/3 attacked/attack/VERB.VBD/ccomp/7 ,//PUNCT/punct/3 "
        "”//PUNCT/punct/3 Rassendyll//PROPN/nsubj/7 said/say/VERB.VBD/root/0 .//PUNCT/punct/7"
    )

    stance = judged(cues, sentence, "attacked")

    assert stance.speakers[0].quotation is Quotation.DIRECT
    assert stance.speakers[0].actor.id is None
    assert stance.speakers[0].actor.name == "Rassendyll"


@pytest.mark.parametrize(
    ("cue", "stances"),
    [
        ("say/say/VERB.VB", []),
        ("believe/believe/VERB.VB", [SpeakerStance.DOUBTS]),
        ("deny/deny/VERB.VB", [SpeakerStance.ASSERTS]),
    ],
)
def test_a_negated_cue_turns_its_speaker(
    cues: CueLexicon, cue: str, stances: list[SpeakerStance]
) -> None:
    """Who did not say it made no claim; who does not believe it doubts it."""
    sentence = (
        f"Ruritania//PROPN/nsubj/4 did/do/AUX.VBD/aux/4 not//PART/advmod/4 {cue}/root/0 "
        "rebels/rebel/NOUN/nsubj/6 fled/flee/VERB.VBD/ccomp/4"
    )

    stance = judged(cues, sentence, "fled")

    assert [speaker.stance for speaker in stance.speakers] == stances


def test_a_refusal_by_will_not_is_uttered(cues: CueLexicon) -> None:
    """Who says "will not" refuses: that happened, though the act it is about will not."""
    sentence = (
        "Ruritania//PROPN/nsubj/4 will//AUX.MD/aux/4 not//PART.RB/advmod/4 "
        "send//VERB.VB/root/0 troops/troop/NOUN/obj/4 .//PUNCT/punct/4"
    )

    refusal = judged(cues, sentence, "not", performs=True, own=("not", "send", "troops"))
    act = judged(cues, sentence, "send", own=("send", "troops"))

    assert refusal.status is Status.ACTUAL
    assert act.status is Status.NEGATED
