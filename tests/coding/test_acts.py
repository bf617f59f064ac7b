"""Acts read from hand-written trees: every construction that moves a party."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dragoman.coding import code_acts
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding, Rejection

from .tables import tiny_words
from .trees import name_parties, read_tree

PARTIES = {
    "Rebels": "YEMREB",
    "rebels": "YEMREB",
    "Yemen": "YEM",
    "Oman": "OMN",
    "Qatar": "QAT",
    "Chile": "CHL",
    "Omani": "OMN",
    "Chilean": "CHL",
    "troops": "OMNMIL",
    "police": "CHLCOP",
    "protesters": "CHLCVL",
    "students": "---EDU",
}
WORDS = tiny_words(
    verbs=[
        ("shell", "", "shell"),
        ("attack", "", "attack"),
        ("arrest", "", "arrest"),
        ("meet", "A=nsubj+with+obj", "meet"),
        ("withdraw", "R=from", "withdraw-forces"),
        ("pull out", "R=of|from", "withdraw-forces"),
        ("send", "T=obj R=to obj:troop", "send-troops"),
        ("send", "T=obj R=iobj|to", "give-aid"),
        ("give", "T=obj R=iobj|to", "give-aid"),
        ("urge", "about=xcomp", "urge"),
        ("call", "R=on about=xcomp|advcl on:actor", "urge"),
        ("call", "R=- about=for", "urge"),
        ("promise", "R=iobj about=xcomp|ccomp", "promise"),
        ("accuse", "about=of", "accuse"),
        ("condemn", "about=obj", "accuse"),
        ("announce", "R=- about=ccomp|xcomp|obj", "announce"),
        ("take up", "R=obj.poss obj:offer", "accept-offer"),
        ("suspend", "A=nsubj R=- obj:@talks", "suspend-talks"),
        ("fire", "R=at|on obj:@weapon", "shell"),
        ("fire", "obj:coach|minister", "none"),
    ],
    nouns=[
        ("attack", "", "attack"),
        ("raid", "", "raid"),
        ("fighting", "A=between", "attack"),
        ("dialogue", "A=between", "hold-talks"),
        ("talks", "A=poss|compound|amod+with", "hold-talks"),
        ("talks", "A=between", "hold-talks"),
        ("withdrawal", "A=poss|by|of R=from", "withdraw-forces"),
        ("shelling", "", "shell"),
    ],
    adjectives=[
        ("open", "about=to R=-", "express-readiness"),
        ("willing", "about=xcomp R=-", "express-readiness"),
        ("reckless", "A=speaker R=nsubj nsubj:actor", "accuse"),
    ],
)


def code(
    *sentences: str, parties: Mapping[str, str] = PARTIES, words: WordLexicon = WORDS
) -> tuple[tuple[Coding, ...], tuple[Rejection, ...]]:
    report, parse = read_tree(*sentences)
    return code_acts(report, parse, name_parties(report, parse, parties), words)


def short(coding: Coding) -> str:
    """Sense, actors > recipients, and what it is about, on one line."""
    actors = ",".join(p.actor.code or "" for p in coding.actors)
    recipients = ",".join(p.actor.code or "" for p in coding.recipients)
    line = f"{coding.sense} {actors}>{recipients}"
    return f"{line} [{short(coding.about)}]" if coding.about else line


CASES = {
    "active": (
        """Rebels rebel NOUN NNS 2 nsubj
        shelled shell VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj""",
        ["shell YEMREB>OMN"],
    ),
    "passive": (
        """Oman Oman PROPN NNP 3 nsubj:pass
        was be AUX VBD 3 aux:pass
        shelled shell VERB VBN 0 root
        by by ADP IN 5 case
        rebels rebel NOUN NNS 3 obl:agent""",
        ["shell YEMREB>OMN"],
    ),
    "passive agent as a plain oblique, and a day that is no agent": (
        """Oman Oman PROPN NNP 3 nsubj:pass
        was be AUX VBD 3 aux:pass
        shelled shell VERB VBN 0 root
        by by ADP IN 5 case
        rebels rebel NOUN NNS 3 obl
        by by ADP IN 7 case
        Monday Monday PROPN NNP 3 obl""",
        ["shell YEMREB>OMN"],
    ),
    "joined verbs share subject and object": (
        """Rebels rebel NOUN NNS 2 nsubj
        shelled shell VERB VBD 0 root
        and and CCONJ CC 4 cc
        attacked attack VERB VBD 2 conj
        Oman Oman PROPN NNP 2 obj""",
        ["shell YEMREB>OMN", "attack YEMREB>OMN"],
    ),
    "relative clause": (
        """The the DET DT 2 det
        rebels rebel NOUN NNS 6 nsubj
        who who PRON WP 4 nsubj
        shelled shell VERB VBD 2 acl:relcl
        Oman Oman PROPN NNP 4 obj
        slept sleep VERB VBD 0 root""",
        ["shell YEMREB>OMN"],
    ),
    "relative clause without a pronoun": (
        """Oman Oman PROPN NNP 4 nsubj
        rebels rebel NOUN NNS 3 nsubj
        shelled shell VERB VBD 1 acl:relcl
        slept sleep VERB VBD 0 root""",
        ["shell YEMREB>OMN"],
    ),
    "participle after a noun": (
        """protesters protester NOUN NNS 5 nsubj
        arrested arrest VERB VBN 1 acl
        by by ADP IN 4 case
        police police NOUN NN 2 obl
        slept sleep VERB VBD 0 root""",
        ["arrest CHLCOP>CHLCVL"],
    ),
    "clause with the subject of its verb": (
        """Rebels rebel NOUN NNS 2 nsubj
        fled flee VERB VBD 0 root
        after after SCONJ IN 4 mark
        shelling shell VERB VBG 2 advcl
        Oman Oman PROPN NNP 4 obj""",
        ["shell YEMREB>OMN"],
    ),
    "raising": (
        """Rebels rebel NOUN NNS 2 nsubj
        continued continue VERB VBD 0 root
        to to PART TO 4 mark
        shell shell VERB VB 2 xcomp
        Oman Oman PROPN NNP 4 obj""",
        ["shell YEMREB>OMN"],
    ),
    "object control, one assertion": (
        """Qatar Qatar PROPN NNP 2 nsubj
        urged urge VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj
        to to PART TO 5 mark
        withdraw withdraw VERB VB 2 xcomp
        from from ADP IN 7 case
        Yemen Yemen PROPN NNP 5 obl""",
        ["urge QAT>OMN [withdraw-forces OMN>YEM]"],
    ),
    "subject control with an object": (
        """Qatar Qatar PROPN NNP 2 nsubj
        promised promise VERB VBD 0 root
        Oman Oman PROPN NNP 2 iobj
        to to PART TO 5 mark
        attack attack VERB VB 2 xcomp
        Yemen Yemen PROPN NNP 5 obj""",
        ["promise QAT>OMN [attack QAT>YEM]"],
    ),
    "control from an oblique": (
        """Qatar Qatar PROPN NNP 2 nsubj
        called call VERB VBD 0 root
        on on ADP IN 4 case
        Oman Oman PROPN NNP 2 obl
        to to PART TO 6 mark
        withdraw withdraw VERB VB 2 xcomp""",
        ["urge QAT>OMN [withdraw-forces OMN>]"],
    ),
    "recipient from the embedded act": (
        """Qatar Qatar PROPN NNP 2 nsubj
        condemned condemn VERB VBD 0 root
        Oman Oman PROPN NNP 5 nmod:poss
        's 's PART POS 3 case
        shelling shelling NOUN NN 2 obj
        of of ADP IN 7 case
        Yemen Yemen PROPN NNP 5 nmod""",
        ["accuse QAT>OMN [shell OMN>YEM]"],
    ),
    "the accused does what the clause says": (
        """Qatar Qatar PROPN NNP 2 nsubj
        accused accuse VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj
        of of SCONJ IN 5 mark
        shelling shell VERB VBG 2 advcl
        Yemen Yemen PROPN NNP 5 obj""",
        ["accuse QAT>OMN [shell OMN>YEM]"],
    ),
    "joined embedded acts are one assertion each": (
        """Qatar Qatar PROPN NNP 2 nsubj
        urged urge VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj
        to to PART TO 5 mark
        withdraw withdraw VERB VB 2 xcomp
        and and CCONJ CC 7 cc
        meet meet VERB VB 5 conj
        rebels rebel NOUN NNS 7 obj""",
        [
            "urge QAT>OMN [withdraw-forces OMN>]",
            "urge QAT>OMN [meet OMN,YEMREB>]",
        ],
    ),
    "reciprocal": (
        """Qatar Qatar PROPN NNP 4 nsubj
        and and CCONJ CC 3 cc
        Oman Oman PROPN NNP 1 conj
        met meet VERB VBD 0 root""",
        ["meet QAT,OMN>"],
    ),
    "dative shift": (
        """Qatar Qatar PROPN NNP 2 nsubj
        gave give VERB VBD 0 root
        Yemen Yemen PROPN NNP 2 iobj
        food food NOUN NN 2 obj""",
        ["give-aid QAT>YEM"],
    ),
    "passive with an object": (
        """Yemen Yemen PROPN NNP 3 nsubj:pass
        was be AUX VBD 3 aux:pass
        given give VERB VBN 0 root
        food food NOUN NN 3 obj
        by by ADP IN 6 case
        Qatar Qatar PROPN NNP 3 obl:agent""",
        ["give-aid QAT>YEM"],
    ),
    "the better constrained row": (
        """Qatar Qatar PROPN NNP 2 nsubj
        sent send VERB VBD 0 root
        combat combat NOUN NN 4 compound
        troops troop NOUN NNS 2 obj
        to to ADP IN 6 case
        Yemen Yemen PROPN NNP 2 obl""",
        ["send-troops QAT>YEM"],
    ),
    "particle": (
        """Qatar Qatar PROPN NNP 2 nsubj
        pulled pull VERB VBD 0 root
        out out ADP RP 2 compound:prt
        of of ADP IN 5 case
        Yemen Yemen PROPN NNP 2 obl""",
        ["withdraw-forces QAT>YEM"],
    ),
    "nationality of the object": (
        """Qatar Qatar PROPN NNP 2 nsubj
        took take VERB VBD 0 root
        up up ADP RP 2 compound:prt
        a a DET DT 6 det
        Chilean Chilean ADJ JJ 6 amod
        offer offer NOUN NN 2 obj""",
        ["accept-offer QAT>CHL"],
    ),
    "adjective with a noun": (
        """Qatar Qatar PROPN NNP 3 nsubj
        was be AUX VBD 3 cop
        open open ADJ JJ 0 root
        to to ADP IN 6 case
        limited limited ADJ JJ 6 amod
        talks talks NOUN NNS 3 obl
        with with ADP IN 8 case
        Oman Oman PROPN NNP 6 nmod""",
        ["express-readiness QAT>OMN [hold-talks OMN>]"],
    ),
    "adjective with a clause": (
        """Qatar Qatar PROPN NNP 4 nsubj
        could could AUX MD 4 aux
        be be AUX VB 4 cop
        willing willing ADJ JJ 0 root
        to to PART TO 6 mark
        take take VERB VB 4 xcomp
        up up ADP RP 6 compound:prt
        a a DET DT 10 det
        Chilean Chilean ADJ JJ 10 amod
        offer offer NOUN NN 6 obj""",
        ["express-readiness QAT>CHL [accept-offer QAT>CHL]"],
    ),
    "noun with possessor and preposition": (
        """Oman Oman PROPN NNP 3 nmod:poss
        's 's PART POS 1 case
        attack attack NOUN NN 6 nsubj
        on on ADP IN 5 case
        Yemen Yemen PROPN NNP 3 nmod
        failed fail VERB VBD 0 root""",
        ["attack OMN>YEM"],
    ),
    "an idle adjective does not hide the agent": (
        """A a DET DT 3 det
        deadly deadly ADJ JJ 3 amod
        attack attack NOUN NN 6 nsubj
        by by ADP IN 5 case
        rebels rebel NOUN NNS 3 nmod
        failed fail VERB VBD 0 root""",
        ["attack YEMREB>"],
    ),
    "compound noun actors": (
        """Talks talks NOUN NNS 6 nsubj
        between between ADP IN 3 case
        Oman Oman PROPN NNP 1 nmod
        and and CCONJ CC 5 cc
        Qatar Qatar PROPN NNP 3 conj
        failed fail VERB VBD 0 root""",
        ["hold-talks OMN,QAT>"],
    ),
    "light verb": (
        """Rebels rebel NOUN NNS 2 nsubj
        carried carry VERB VBD 0 root
        out out ADP RP 2 compound:prt
        an a DET DT 5 det
        attack attack NOUN NN 2 obj
        on on ADP IN 7 case
        Oman Oman PROPN NNP 5 nmod""",
        ["attack YEMREB>OMN"],
    ),
    "light verb that turns the parties round": (
        """Oman Oman PROPN NNP 2 nsubj
        came come VERB VBD 0 root
        under under ADP IN 4 case
        attack attack NOUN NN 2 obl
        from from ADP IN 6 case
        rebels rebel NOUN NNS 2 obl""",
        ["attack YEMREB>OMN"],
    ),
    "parties of the noun that a row holds": (
        """Dialogue dialogue NOUN NN 8 nsubj:pass
        between between ADP IN 3 case
        Oman Oman PROPN NNP 1 nmod
        and and CCONJ CC 5 cc
        Qatar Qatar PROPN NNP 3 conj
        has have AUX VBZ 8 aux
        been be AUX VBN 8 aux:pass
        suspended suspend VERB VBN 0 root""",
        ["suspend-talks OMN,QAT>"],
    ),
    "target without a state takes its possessor": (
        """Rebels rebel NOUN NNS 2 nsubj
        shelled shell VERB VBD 0 root
        a a DET DT 5 det
        Chilean Chilean ADJ JJ 5 amod
        base base NOUN NN 2 obj""",
        ["shell YEMREB>CHL"],
    ),
    "target without a state takes its place": (
        """Rebels rebel NOUN NNS 2 nsubj
        attacked attack VERB VBD 0 root
        a a DET DT 4 det
        bus bus NOUN NN 2 obj
        in in ADP IN 6 case
        Oman Oman PROPN NNP 4 nmod""",
        ["attack YEMREB>OMN"],
    ),
    "quantity": (
        """police police NOUN NN 2 nsubj
        arrested arrest VERB VBD 0 root
        dozens dozen NOUN NNS 2 obj
        of of ADP IN 5 case
        protesters protester NOUN NNS 3 nmod""",
        ["arrest CHLCOP>CHLCVL"],
    ),
    "statement of a fact leaves the fact": (
        """Qatar Qatar PROPN NNP 2 nsubj
        announced announce VERB VBD 0 root
        that that SCONJ IN 5 mark
        rebels rebel NOUN NNS 5 nsubj
        shelled shell VERB VBD 2 ccomp
        Oman Oman PROPN NNP 5 obj""",
        ["shell YEMREB>OMN"],
    ),
    "statement of what is to come takes it": (
        """Qatar Qatar PROPN NNP 2 nsubj
        announced announce VERB VBD 0 root
        it it PRON PRP 5 nsubj
        would would AUX MD 5 aux
        attack attack VERB VB 2 ccomp
        Oman Oman PROPN NNP 5 obj""",
        ["announce QAT>OMN [attack QAT>OMN]"],
    ),
    "the outcome is no act of its own": (
        """Rebels rebel NOUN NNS 2 nsubj
        shelled shell VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj
        , , PUNCT , 5 punct
        attacking attack VERB VBG 2 advcl
        police police NOUN NN 5 obj""",
        ["shell YEMREB>OMN"],
    ),
    "what troops are sent for is no act of its own": (
        """Qatar Qatar PROPN NNP 2 nsubj
        sent send VERB VBD 0 root
        troops troop NOUN NNS 2 obj
        to to PART TO 5 mark
        attack attack VERB VB 2 advcl
        in in ADP IN 7 case
        Yemen Yemen PROPN NNP 5 obl""",
        ["send-troops QAT>"],
    ),
    "a condition with one side only is no act of its own": (
        """Qatar Qatar PROPN NNP 2 nsubj
        withdraws withdraw VERB VBZ 0 root
        if if SCONJ IN 5 mark
        rebels rebel NOUN NNS 5 nsubj
        attack attack VERB VBP 2 advcl""",
        ["withdraw-forces QAT>"],
    ),
    "a condition with both sides is one": (
        """Qatar Qatar PROPN NNP 2 nsubj
        withdraws withdraw VERB VBZ 0 root
        if if SCONJ IN 5 mark
        rebels rebel NOUN NNS 5 nsubj
        attack attack VERB VBP 2 advcl
        Oman Oman PROPN NNP 5 obj""",
        ["withdraw-forces QAT>", "attack YEMREB>OMN"],
    ),
    "the other side in the complement": (
        """Qatar Qatar PROPN NNP 2 nsubj
        condemned condemn VERB VBD 0 root
        the the DET DT 4 det
        silence silence NOUN NN 2 obj
        over over ADP IN 7 case
        the the DET DT 7 det
        fate fate NOUN NN 4 nmod
        of of ADP IN 9 case
        Yemen Yemen PROPN NNP 7 nmod""",
        ["accuse QAT>YEM"],
    ),
    "an unplaced role takes the state of the place": (
        """police police NOUN NN 2 nsubj
        arrested arrest VERB VBD 0 root
        students student NOUN NNS 2 obj
        in in ADP IN 5 case
        Oman Oman PROPN NNP 2 obl""",
        ["arrest CHLCOP>OMNEDU"],
    ),
    "the speaker judges": (
        """Qatar Qatar PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        Oman Oman PROPN NNP 5 nsubj
        was be AUX VBD 5 cop
        reckless reckless ADJ JJ 2 ccomp""",
        ["accuse QAT>OMN"],
    ),
    "headline": (
        """Qatar Qatar PROPN NNP 0 root
        , , PUNCT , 3 punct
        Oman Oman PROPN NNP 1 appos
        to to PART TO 5 mark
        meet meet VERB VB 1 acl""",
        ["meet QAT,OMN>"],
    ),
    "participle that is a noun": (
        """Fighting fight VERB VBG 6 nsubj
        between between ADP IN 3 case
        Oman Oman PROPN NNP 1 obl
        and and CCONJ CC 5 cc
        Qatar Qatar PROPN NNP 3 conj
        resumed resume VERB VBD 0 root""",
        ["attack OMN,QAT>"],
    ),
    "a form whose lemma is off": (
        """Rebels rebel NOUN NNS 2 nsubj
        shelled shelle VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj""",
        ["shell YEMREB>OMN"],
    ),
    "will not": (
        """Qatar Qatar PROPN NNP 4 nsubj
        will will AUX MD 4 aux
        not not PART RB 4 advmod
        meet meet VERB VB 0 root
        Oman Oman PROPN NNP 4 obj""",
        ["refuse QAT,OMN> [meet QAT,OMN>]"],
    ),
    "promised not to": (
        """Qatar Qatar PROPN NNP 2 nsubj
        promised promise VERB VBD 0 root
        not not PART RB 5 advmod
        to to PART TO 5 mark
        attack attack VERB VB 2 xcomp
        Oman Oman PROPN NNP 5 obj""",
        ["promise-restraint QAT>OMN [attack QAT>OMN]"],
    ),
    "will not attack": (
        """Qatar Qatar PROPN NNP 4 nsubj
        will will AUX MD 4 aux
        not not PART RB 4 advmod
        attack attack VERB VB 0 root
        Oman Oman PROPN NNP 4 obj""",
        ["promise-restraint QAT>OMN [attack QAT>OMN]"],
    ),
    "active sentence read as a passive": (
        """Rebels rebel NOUN NNS 2 nsubj:pass
        shelled shell VERB VBN 0 root
        Oman Oman PROPN NNP 2 obl
        . . PUNCT . 2 punct""",
        ["shell YEMREB>OMN"],
    ),
    "what others say will not be is no refusal": (
        """Chile Chile PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        Qatar Qatar PROPN NNP 6 nsubj
        will will AUX MD 6 aux
        not not PART RB 6 advmod
        withdraw withdraw VERB VB 2 ccomp""",
        ["withdraw-forces QAT>"],
    ),
    "row that blocks": (
        """Qatar Qatar PROPN NNP 2 nsubj
        fired fire VERB VBD 0 root
        its its PRON PRP$ 4 nmod:poss
        coach coach NOUN NN 2 obj""",
        [],
    ),
    "no party": (
        """They they PRON PRP 2 nsubj
        attacked attack VERB VBD 0 root
        it it PRON PRP 2 obj""",
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_construction(name: str) -> None:
    tree, expected = CASES[name]
    codings, _ = code(tree)
    assert [short(coding) for coding in codings] == expected


def test_rejections_say_why() -> None:
    _, blocked = code(CASES["row that blocks"][0])
    assert [(r.reason, r.rules) for r in blocked] == [("a row blocks it", ("none/fire",))]
    _, unnamed = code(CASES["no party"][0])
    assert "no known actor" in unnamed[0].reason


def test_a_field_without_politics_blocks_a_bare_row() -> None:
    tree = """Chile Chile PROPN NNP 2 nsubj
    attacked attack VERB VBD 0 root
    Oman Oman PROPN NNP 2 obj
    before before ADP IN 6 case
    the the DET DT 6 det
    halftime halftime NOUN NN 2 obl
    whistle whistle NOUN NN 2 obl
    of of ADP IN 10 case
    a a DET DT 10 det
    championship championship NOUN NN 7 nmod"""
    codings, rejections = code(tree)
    assert codings == ()
    assert "sport" in rejections[0].reason


def test_evidence_runs_from_the_auxiliary_to_the_object() -> None:
    codings, _ = code(CASES["passive"][0])
    assert codings[0].evidence.text == "Oman was shelled"
    codings, _ = code(CASES["adjective with a clause"][0])
    assert codings[0].evidence.text == "could be willing to take up a Chilean offer"


def test_one_act_told_by_noun_and_verb_is_one_coding() -> None:
    codings, _ = code(
        """Rebels rebel NOUN NNS 2 nsubj
        attacked attack VERB VBD 0 root
        Oman Oman PROPN NNP 2 obj
        in in ADP IN 7 case
        a a DET DT 7 det
        night night NOUN NN 7 compound
        raid raid NOUN NN 2 obl
        by by ADP IN 9 case
        rebels rebel NOUN NNS 7 nmod
        on on ADP IN 11 case
        Oman Oman PROPN NNP 7 nmod"""
    )
    assert [short(coding) for coding in codings] == ["attack YEMREB>OMN"]
