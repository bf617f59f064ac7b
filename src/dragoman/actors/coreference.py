"""Link pronouns and descriptions to the actors they stand for; precision goes first.

Every link names its rule: ``coref-relative``, ``coref-pronoun-subject``, ``coref-quote``,
``coref-description``, ``coref-pair``.  Names that come back shortened are linked while they are
read (``coref-name``).
"""

from __future__ import annotations

from dragoman.actors.descriptions import describe
from dragoman.actors.drafts import PLACE, Draft, Page
from dragoman.actors.pairs import pair
from dragoman.actors.quotes import Quote, find_quotes
from dragoman.grammar import conjuncts, parent
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Actor

OBJECTS = frozenset({"obj", "iobj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
RELATIVE = frozenset({"acl:relcl", "acl", "advcl:relcl"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "conj", "acl", "acl:relcl", "parataxis", "csubj"})
REACH = 3  # sentences that a pronoun looks back over
CLEAR = 0.45  # by how much the best antecedent must lead


def link(page: Page) -> None:
    """Add the drafts of pronouns and fill those of descriptions, in text order."""
    quotes = find_quotes(page)
    kinds = _pronoun_kinds(page.lexicon)
    spoken: list[tuple[int, int]] = []
    starts = iter([*quotes, None])
    quote = next(starts)
    for token in page.parse.tokens:
        while quote is not None and token.i >= quote.last:
            quote = next(starts)
        now = quote if quote is not None and quote.first <= token.i else None
        if token.upos in {"PRON", "DET"}:
            kind = kinds.get(token.text) or kinds.get(token.text.lower())
            if kind in {"i", "we"}:
                if now is not None and now.speaker is not None:
                    spoken.append((token.i, now.speaker))
            elif kind is not None and token.i not in page.drafts:
                _pronoun(page, token.i, kind, now)
        elif token.upos in {"NOUN", "PROPN", "NUM"} and not pair(page, token.i):
            describe(page, token.i)
    for i, speaker in spoken:  # last: "“We will,” she said" needs "she" first
        _first_person(page, i, speaker)


def _pronoun_kinds(lexicon: ActorLexicon) -> dict[str, str]:
    return {
        word: kind
        for kind in ("he", "she", "it", "they", "i", "we", "relative")
        for word in lexicon.cues[kind]
    }


def _pronoun(page: Page, i: int, kind: str, quote: Quote | None) -> None:
    token = page.parse.tokens[i]
    if token.deprel in {"expl", "mark", "det", "expl:impers"}:
        return
    if kind == "relative":
        _relative(page, i)
    elif kind in {"he", "she"}:
        _he_or_she(page, i, "m" if kind == "he" else "f", quote)
    elif kind == "it":
        _it(page, i, quote)
    else:
        _they(page, i, quote)


def add(page: Page, i: int, source: Draft, rule: str, *, actors: tuple[Actor, ...] = ()) -> None:
    """Add a draft that takes its actors from another one."""
    page.drafts[i] = Draft(
        i, i, i + 1, actors or source.actors, rule, source.kind, plural=source.plural,
        gender=source.gender, noun=source.noun, definite=True, antecedent=source.head,
        words=source.words, role=source.role,
    )  # fmt: skip


def _relative(page: Page, i: int) -> None:
    """Link "who" of "the rebels, who …": to the noun that the clause hangs on."""
    tokens = page.parse.tokens
    verb = i
    for _ in range(4):  # "whose leader said", "of which": a step or two below the verb
        verb = tokens[verb].head
        if tokens[verb].deprel in RELATIVE:
            break
    else:
        return
    if tokens[verb].deprel not in RELATIVE:
        return
    if tokens[i].feats.get("PronType") not in {None, "Rel", "Int,Rel", "Int"}:
        return
    source = page.drafts.get(tokens[verb].head)
    if source is not None and source.actors and tokens[verb].head < i:
        add(page, i, source, "coref-relative")


def _first_person(page: Page, i: int, speaker: int) -> None:
    source = page.drafts.get(speaker)
    if source is None or not source.actors:
        return
    add(page, i, source, "coref-quote")


def _commands(page: Page, candidate: Draft, i: int) -> bool:
    """Whether candidate and pronoun are arguments of one verb: then they are not the same."""
    tokens = page.parse.tokens
    if tokens[i].deprel == "nmod:poss":
        return False
    return tokens[candidate.head].head == tokens[i].head


def rank_of(page: Page, draft: Draft, i: int) -> float:
    """How ready a draft stands to be taken up by a pronoun at ``i``; higher is readier."""
    tokens = page.parse.tokens
    head = draft.head
    score = -1.0 * (tokens[i].sentence - tokens[head].sentence)
    top = head
    while tokens[top].deprel in {"conj", "appos", "flat"} and tokens[top].head != top:
        top = tokens[top].head
    relation = tokens[top].deprel
    if relation in SUBJECTS:
        score += 1.0
        governor = parent(page.parse, tokens[top].head)
        if governor is None or tokens[tokens[top].head].deprel in {"conj", "parataxis", "root"}:
            score += 0.5
    elif relation in {"obj", "obl:agent", "iobj"}:
        score += 0.3
    elif relation in {"nmod", "nmod:poss", "compound"}:
        score -= 0.5
    if draft.named or draft.antecedent is not None:
        score += 0.3
    return score


def _best(page: Page, i: int, candidates: list[Draft]) -> Draft | None:
    """The readiest antecedent, if it leads clearly or the next one is the same actor."""
    scored = sorted(
        ((rank_of(page, draft, i), draft.head, draft) for draft in candidates), reverse=True,
        key=lambda item: item[:2],
    )  # fmt: skip
    if not scored:
        return None
    top = scored[0]
    for score, _, other in scored[1:]:
        if same(other, top[2]):
            continue
        return top[2] if top[0] - score >= CLEAR else None
    return top[2]


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts stand for the same actors."""
    return one.actors == other.actors and (
        one.words == other.words or root_of(one) == root_of(other)
    )


def root_of(draft: Draft) -> int:
    """Head token of what a draft goes back to."""
    return draft.head if draft.antecedent is None else draft.antecedent


def before(page: Page, i: int, *, reach: int = REACH) -> list[Draft]:
    """Drafts with actors that stand before a token, at most ``reach`` sentences back."""
    sentence = page.parse.tokens[i].sentence
    first = page.parse.sentences[max(0, sentence - reach)].first
    return [draft for draft in page.between(first, i) if draft.actors and draft.rule != PLACE]


def _he_or_she(page: Page, i: int, gender: str, quote: Quote | None) -> None:
    candidates = [
        draft
        for draft in before(page, i)
        if draft.kind == "person" and not draft.plural and draft.gender in {"", gender}
        and len(draft.actors) == 1 and not _commands(page, draft, i)
        and draft.head not in _hosts(page, i)
        and not (quote is not None and draft.head == quote.speaker)
        and page.parse.tokens[draft.head].deprel != "appos"
    ]  # fmt: skip
    best = _best(page, i, candidates)
    if best is not None:
        add(page, i, best, f"coref-pronoun-{_place_of(page, best)}")
        page.drafts[i].gender = gender
        best.gender = best.gender or gender
    elif page.parse.tokens[i].deprel in SUBJECTS or len(page.parse.tokens) == 1:
        # Somebody acts, but nobody knows who: seen, not known.
        nobody = Actor(None, page.parse.tokens[i].text, None, None, ("UNK",))
        page.drafts[i] = Draft(i, i, i + 1, (nobody,), "pronoun-unresolved", "unresolved")


def _hosts(page: Page, i: int) -> set[int]:
    """Nouns that a possessive pronoun belongs to: "his spokesman" is not his own."""
    tokens = page.parse.tokens
    found = set()
    while tokens[i].deprel in {"nmod:poss", "nmod", "compound", "appos", "flat"}:
        if tokens[i].head == i:
            break
        i = tokens[i].head
        found.add(i)
    return found


def _place_of(page: Page, draft: Draft) -> str:
    return "subject" if page.parse.tokens[draft.head].deprel in SUBJECTS else "other"


def _matrix_subjects(page: Page, i: int) -> list[int]:
    """Subjects of the clauses above a token, the nearest first.

    The object of a verb that makes somebody act stands for the subject of the act: "urged Turkey
    to show restraint as it …".
    """
    tokens = page.parse.tokens
    found: list[int] = []
    k = i
    hosts = {i}
    while tokens[k].head != k:
        below, k = k, tokens[k].head
        hosts.add(k)
        made = OBJECTS if tokens[below].deprel == "xcomp" else frozenset()
        kin = [c for c in page.parse.children[k] if c not in hosts and c < i]
        found.extend(c for c in kin if tokens[c].deprel in made)
        found.extend(c for c in kin if tokens[c].deprel in SUBJECTS)
    return found


def _it(page: Page, i: int, quote: Quote | None) -> None:
    """Link "it" to a state or body that is subject of a clause above, or of the sentence before."""
    tokens = page.parse.tokens
    owning = tokens[i].deprel == "nmod:poss"
    if not owning and tokens[i].deprel not in SUBJECTS:
        return
    host = tokens[tokens[i].head]
    if owning and host.deprel == "conj" and host.head < i:
        partner = page.drafts.get(host.head)  # "the United States and its allies"
        if partner is not None and partner.kind in {"country", "group"} and partner.actors:
            add(page, i, partner, "coref-pronoun-conjunct")
            return
    for subject in _matrix_subjects(page, i):
        draft = page.drafts.get(subject)
        if draft is None:
            if tokens[subject].upos == "PRON":
                continue
            return  # an inanimate subject stands nearer
        if draft.plural:
            continue  # "Russian jets had entered its airspace"
        if draft.kind in {"country", "group"} and draft.actors:
            if quote is None or quote.speaker != subject:
                add(page, i, draft, "coref-pronoun-subject")
            return
        if draft.kind != "person":
            return
    if quote is not None:
        return
    sentence = tokens[i].sentence
    if (sentence and _first_subject(page, sentence) == i) or (owning and sentence):
        draft = _main_subject(page, sentence - 1)
        if draft is not None and draft.kind in {"country", "group"} and not draft.plural:
            add(page, i, draft, "coref-pronoun-subject")


def _first_subject(page: Page, number: int) -> int | None:
    sentence = page.parse.sentences[number]
    for k in range(sentence.first, sentence.last):
        if page.parse.tokens[k].deprel in SUBJECTS:
            return k
    return None


def _main_subject(page: Page, number: int) -> Draft | None:
    sentence = page.parse.sentences[number]
    tokens = page.parse.tokens
    for k in range(sentence.first, sentence.last):
        if tokens[k].deprel in SUBJECTS and tokens[tokens[k].head].deprel == "root":
            draft = page.drafts.get(k)
            return draft if draft is not None and draft.actors and draft.rule != PLACE else None
    return None


def union(page: Page, draft: Draft) -> tuple[Actor, ...]:
    """Actors of a whole coordination: "Russia and Iran"."""
    found: list[Actor] = []
    for k in conjuncts(page.parse, draft.head):
        other = page.drafts.get(k)
        if other is not None:
            found.extend(actor for actor in other.actors if actor not in found)
    return tuple(found)


def _they(page: Page, i: int, quote: Quote | None) -> None:
    tokens = page.parse.tokens
    hosts = _hosts(page, i)
    candidates = []
    for draft in before(page, i, reach=2):
        if draft.head in hosts or _commands(page, draft, i):
            continue
        if quote is not None and draft.head == quote.speaker:
            continue
        if tokens[draft.head].deprel == "conj" and tokens[draft.head].head in page.drafts:
            continue  # the first of a coordination speaks for all
        joined = len(conjuncts(page.parse, draft.head)) > 1
        bands = draft.kind == "group" and draft.named and set(draft.actors[0].sectors) & BANDS
        many = draft.plural or joined or len(draft.actors) > 1
        if many or bands or draft.noun in page.lexicon.cues["collective"]:
            candidates.append(draft)
    best = _best(page, i, candidates)
    if best is None:
        return
    if tokens[best.head].deprel not in SUBJECTS and any(
        k not in page.drafts and tokens[k].upos == "NOUN" and tokens[k].xpos == "NNS"
        for k in range(best.head + 1, i)
    ):
        return  # "the talks … they": a nearer plural that is no actor
    for subject in _matrix_subjects(page, i)[:1]:
        plural = tokens[subject].feats.get("Number") == "Plur"
        if plural and subject not in page.drafts and best.head < subject:
            return
    add(page, i, best, f"coref-pronoun-{_place_of(page, best)}", actors=union(page, best))
    page.drafts[i].plural = True


BANDS = frozenset({"REB", "UAF", "PRM", "CRM"})  # "the Taliban … they"
