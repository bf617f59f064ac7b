"""Active or passive: "rebels *killed* in Mali" as a headline, and as a sentence."""

from __future__ import annotations

from dragoman.records import Parse

_STOPS = frozenset(".!?")


def is_passive(parse: Parse, i: int) -> bool:
    """Whether the grammatical subject of a predicate is the one that is acted on."""
    token = parse.tokens[i]
    if token.upos not in {"VERB", "AUX"} and token.xpos != "VBN":
        return False
    relations = {parse.tokens[k].deprel for k in parse.children[i]}
    if relations & {"aux:pass", "obl:agent", "csubj:pass"}:
        return True
    if "nsubj:pass" in relations:
        # A finite past form cannot be passive on its own, nor can the verb of a whole sentence.
        return token.xpos != "VBD" and not _rules_a_sentence(parse, i)
    if relations & {"aux", "nsubj"}:
        return False
    if token.feats.get("Voice") == "Pass":
        return True
    if token.xpos != "VBN" and token.feats.get("VerbForm") != "Part":
        return False
    if token.xpos == "VBG" or token.feats.get("Tense") == "Pres":
        return False
    if token.deprel == "conj":
        # "has bombed and seized": the auxiliary of the first serves both.
        return is_passive(parse, token.head)
    return True


def lacks_its_object(parse: Parse, i: int) -> bool:
    """Whether a past form has a subject and nothing it acts on: "Envoy Killed in Strelsau"."""
    token = parse.tokens[i]
    if token.xpos not in {"VBD", "VBN"} or token.deprel in {"conj", "acl:relcl"}:
        return False
    relations = {parse.tokens[k].deprel for k in parse.children[i]}
    if relations.isdisjoint({"nsubj", "nsubj:pass"}):
        return False
    return relations.isdisjoint({"obj", "iobj", "ccomp", "xcomp", "aux", "conj"})


def _rules_a_sentence(parse: Parse, i: int) -> bool:
    """The main verb of a sentence with a full stop, which headlines lack.

    "Troops crossed into Chad." is active, though the form alone might be a participle.
    """
    token = parse.tokens[i]
    if token.head != i or any(parse.tokens[k].deprel == "aux" for k in parse.children[i]):
        return False
    return parse.tokens[parse.sentences[token.sentence].last - 1].text in _STOPS
