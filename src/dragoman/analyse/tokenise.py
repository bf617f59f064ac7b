"""Words after Universal Dependencies (the habits of EWT and GUM), with their offsets.

``do|n't``, ``Moscow|'s``, ``well|-|known`` but ``non-proliferation``, ``$|5|m``, ``U.S.`` whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A full stop belongs to these words. Lower case here; those in _TITLE_ONLY need a capital.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr drs prof st sr jr messrs mlle mme hon rev fr supt insp
    gen lt col maj capt cpt sgt cpl pvt cmdr comdr adm brig gov sen rep reps sens pres sec amb atty
    inc corp co cos ltd bros assn dept univ plc llc mfg intl natl govt
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev
    okla ore pa tenn tex vt va wash wis wyo ont que
    vs etc al eg ie cf ca approx est no nos vol ed eds pp fig figs dist ext art sec para
    ft mt blvd ave rd hwy sq
    a.m p.m i.e e.g a.k.a ph.d m.sc b.sc u.s u.n u.k u.s.a d.c l.a n.y p.o p.s o.k n.d
    """.split()
)
_TITLE_ONLY = frozenset(
    """
    mar sun sat mon wed fri dec gen col ala miss mass mo pa la ind ill ore del wash co sec art est
    fig fr jun jul sep cos mt rd sq hon rep reps pres
    """.split()
)
# Also whole words that may end a sentence: "the Museum of Modern Art."
_DOUBTFUL = frozenset(
    "art sun sat miss mass ill wash ore fig mar ind ed la pa para est ext".split()
)
# Parts that keep their hyphen: affixes of the Penn Treebank's rules, as EWT and GUM follow them.
PREFIXES = (
    """
    a ante anti arch audio auto bi bio by cis co contra counter cross cyber de demi dis e eco
    electro eu ex extra fore geo hemi hyper il infra inter intra ir macro mal mega meso micro mid
    mini mono multi neo non over paleo pan para peri poly post pre pro proto pseudo psycho quasi re
    semi socio step sub super supra sur tele trans tri ultra un uni vice
    """
).split()
_KEPT = re.compile(
    rf"(?:(?:{'|'.join(PREFIXES)})-(?=[^\W\d_]{{2,}})|uh-|hm-|oh-|m-m|s-s)", re.IGNORECASE
)
_JOIN = "\u00ad\u200c\u200d\u2060\u200e\u200f\ufe0e\ufe0f\u0300-\u036f\u20e3"  # inside a word only
_CONTROLS = "\u0000-\u0020\u007f-\u00a0"
_EDGE = (  # blanks, controls and characters of no width: at the edge of a word they are not its own
    _CONTROLS + "\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\u00ad\ufffc"
)
LONGEST_CHUNK = 400  # characters between blanks; longer runs are cut, so that time stays linear
_CHUNK = re.compile(
    rf"[^{_EDGE}](?:[^\s{_CONTROLS}\u200b\u2028\u2029\ufeff]{{0,{LONGEST_CHUNK}}}[^{_EDGE}])?"
)
_APOSTROPHE = "'\u2019\u02bc\u2032`"
_WORD = rf"[^\W_](?:[\w{_JOIN}]*(?:[^\W_]|[\u0300-\u036f]))?"
_TLD = "com|org|net|edu|gov|mil|int|info|biz|co|uk|us|ca|de|fr|ru|ir|tv|io|eu|ch|au|nz|in|cn|jp"
_PIECE = re.compile(
    rf"""
    (?P<url>(?:https?|ftp)://[^\s<>"“”]+|www\.[^\s<>"“”]+
        |[\w.+-]+@[\w-]+(?:\.[\w-]+)*
        |[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_TLD})(?:/[^\s<>"“”]*)?(?![\w.]*\w))
    |(?P<file>[\w\#.-]*\.(?i:docx?|pdf|xlsx?|html?|jpg|gif|png|txt|zip)(?!\w)
        |[a-z]+(?:\.[a-z][a-z-]+){{2,}}(?!\w))
    |(?P<smile>[:;=]['’]?-?[)(\]\[DPpOo/\\|*](?!\w)|<3+|\^_+\^|-_-|\(:(?!\w))
    |(?P<tag>[\#@]\w{{2,}})
    |(?P<clitic>['’](?:s|m|re|ve|ll|d|em|cause|cuz|til|n)(?!\w))
    |(?P<decade>['’]\d\ds?(?!\w))
    |(?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|[^\W\d_]\.[^\W\d_](?!\w)
        |[^\W\d_]+\.[^\W\d_]\.)
    |(?P<phone>(?:\+?\d{{1,2}}-)?(?:\d{{3}}-)?\d{{3}}-\d{{4}}(?!\w)|\+\d{{6,}})
    |(?P<date>\d{{1,4}}/\d{{1,2}}(?:/\d{{2,4}})?(?![\w/])|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\w))
    |(?P<number>\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?!\w))?)
    |(?P<money>(?:US|A|C|NZ|HK|S|R|Rs|NT)\$(?=\d))
    |(?P<and>[A-Z]{{1,4}}&[A-Z]{{1,3}}(?!\w))
    |(?P<word>{_WORD}(?:[{_APOSTROPHE}]{_WORD})*)
    |(?P<dots>\.{{2,}}|…\.?)
    |(?P<marks>[!?]+|\.[!?]+|’’|‘’|‘‘|[-=*~+_]{{2,}}|\${{2,}}
        |''|``|<<+|>>+|\#{{2,}})
    |(?P<emoji>[\u2600-\u27bf\U0001f000-\U0001faff](?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]
        |\u200d[\u2600-\u27bf\U0001f000-\U0001faff])*|[\U0001f1e6-\U0001f1ff]{{2}})
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(rf"(.+?)([{_APOSTROPHE}](?:s|m|re|ve|ll|d))", re.IGNORECASE | re.DOTALL)
_NOT = re.compile(rf"(.+?)(n[{_APOSTROPHE}]t)", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(
    r"(\d[\d.,:]*)([ap]m|k|m|km|cm|mm|kg|g|lbs?|ft|[mk]ph|[kmg]?hz|[mgt]b|[km]w|bn|b|tn|hrs?|mins?"
    r"|sec|x|°?[cf])",
    re.IGNORECASE,
)
_FUSED = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "whatcha": 3,
    "dont": 2, "cant": 2, "wont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "havent": 4,
    "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "arent": 3, "werent": 4, "hasnt": 3, "hadnt": 3,
    "aint": 2, "ive": 1, "im": 1, "thats": 4, "youre": 3, "theyre": 4, "youve": 3, "youll": 3,
    "hes": 2, "shes": 3, "theres": 5, "whats": 4, "alot": 1, "kinda": 4, "sorta": 4, "lotta": 3,
    "outta": 3,
}  # fmt: skip
_SHORT = 4  # letters of a likely abbreviation
_BROKEN_OFF = 2  # letters of a word that its speaker began anew
_ENDS = ".,;:!?)]}\"'”’»>*"
_CLOSERS = "\"'”’)]»"


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Find the words of ``text[start:end]`` as (start, end) code points, in order.

    Characters of no width, controls and blanks belong to no word unless they stand inside one.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    chunks = [(match.start(), match.end()) for match in _CHUNK.finditer(text, start, end)]
    for number, (first, last) in enumerate(chunks):
        after = text[chunks[number + 1][0]] if number + 1 < len(chunks) else ""
        found.extend((first + a, first + b) for a, b in _cut(text[first:last], _follows(after)))
    return found


def _follows(char: str) -> str:
    """What kind of character comes after the blank: "" nothing, l lower, D digit, U other."""
    if not char:
        return ""
    return "l" if char.islower() else "D" if char.isdigit() else "U"


@lru_cache(maxsize=100_000)
def _cut(chunk: str, follows: str) -> tuple[tuple[int, int], ...]:
    if chunk.isalpha() and chunk.lower() not in _FUSED:
        return ((0, len(chunk)),)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(chunk):
        match = _PIECE.match(chunk, at)
        if match is None:  # pragma: no cover  the last alternative takes any character
            break
        kind = match.lastgroup or "other"
        stop = match.end()
        if kind == "url":
            stop = _url_end(chunk, at, stop)
            found.append((at, stop))
        elif kind == "word":
            stop = _kept_hyphen(chunk, at, stop)
            stop = _with_stop(chunk, at, stop, follows)
            if stop - at <= _BROKEN_OFF and chunk[stop:] == "-" and follows:
                stop += 1  # a word broken off: "th- the"
            found.extend(_clitics(chunk, at, stop))
        elif kind == "number":
            stop = _number(chunk, at, stop, found)
        elif not (kind == "other" and _is_blank(match[0])):
            found.append((at, stop))
        at = stop
    return tuple(found)


def _is_blank(char: str) -> bool:
    return re.fullmatch(rf"[{_EDGE}{_JOIN}]", char) is not None


def _url_end(chunk: str, at: int, stop: int) -> int:
    while stop > at + 1 and chunk[stop - 1] in _ENDS:
        if chunk[stop - 1] == ")" and "(" in chunk[at:stop]:
            break
        stop -= 1
    return stop


def _kept_hyphen(chunk: str, at: int, stop: int) -> int:
    """Lengthen "non" to "non-proliferation"; leave "well" before "-known"."""
    if stop < len(chunk) and chunk[stop] in "-\u2010\u2011" and _KEPT.match(chunk, at):
        kept = _KEPT.match(chunk.replace("\u2010", "-").replace("\u2011", "-"), at)
        if kept and kept.end() == stop + 1:
            match = re.compile(rf"{_WORD}(?:[{_APOSTROPHE}]{_WORD})*").match(chunk, stop + 1)
            if match:
                return _kept_hyphen(chunk, stop + 1, match.end())
    return stop


def _with_stop(chunk: str, at: int, stop: int, follows: str) -> int:
    """Take in the full stop of an abbreviation."""
    if stop >= len(chunk) or chunk[stop] != "." or chunk.startswith("..", stop):
        return stop
    word = chunk[at:stop]
    lower = word.lower()
    rest = chunk[stop + 1 :]
    if lower in ABBREVIATIONS and (word[0].isupper() or lower not in _TITLE_ONLY):
        if lower == "no" and not (follows == "D" or rest[:1].isdigit()):
            return stop
        if lower in _DOUBTFUL and not rest and follows in {"", "U"}:
            return stop
        if lower == "etc" and not rest and follows in {"", "U"}:
            return stop  # it ends the sentence; EWT then parts the full stop
        return stop + 1
    if len(word) == 1 and word.isalpha() and word.isupper():
        # an initial, unless the text ends here ("Plan B.") or it is the pronoun
        ends = not rest.strip(_CLOSERS) and not follows
        return stop if ends or (word == "I" and follows != "U") else stop + 1
    if len(word) == 1 and word in "bcdpv" and follows == "D" and not rest:
        return stop + 1  # "c. 1900", "p. 12"
    short = len(word) <= _SHORT and word.isalpha() and word[0].isupper()
    if short and not word.isupper() and not rest and follows == "l":
        return stop + 1
    if short and rest[:1] == ",":
        return stop + 1
    return stop


def _clitics(chunk: str, at: int, stop: int) -> list[tuple[int, int]]:
    word = chunk[at:stop]
    match = _NOT.fullmatch(word) or _CLITIC.fullmatch(word)
    if match and match[1].lower() not in {"o", "d", "l", "ma"}:
        middle = at + match.end(1)
        return [*_clitics(chunk, at, middle), (middle, stop)]
    cut = _FUSED.get(word.lower())
    if cut:
        return [(at, at + cut), (at + cut, stop)]
    return [(at, stop)]


def _number(chunk: str, at: int, stop: int, found: list[tuple[int, int]]) -> int:
    """A number, its unit apart ("5|km"), or the word that it begins ("3D", "81st")."""
    match = re.compile(rf"[\w{_JOIN}]+(?:[.,:]\d+)*").match(chunk, at)
    whole = max(match.end() if match else stop, stop)
    if whole > stop:
        unit = _UNIT.fullmatch(chunk, at, whole)
        if unit:
            found += [(at, at + len(unit[1])), (at + len(unit[1]), whole)]
            return whole
        stop = whole
    genitive = re.compile(rf"[{_APOSTROPHE}]s(?!\w)").match(chunk, stop)
    if genitive and re.fullmatch(r"(?:\d\d)?\d0", chunk[at:stop]):
        stop = genitive.end()  # "the 1960's"
    found.append((at, stop))
    return stop
