"""Sentences with their clauses, for Chinese and English.

A sentence ends at 。！？； and their western twins, at an English full stop, and at a line break that the
author meant (``\\n``: hard-wrapped lines were joined before). Clauses end at ，、：, : and a column bar.
Marks inside numbers, abbreviations, names and addresses end nothing. One compiled expression finds the
candidates; each is judged by a bounded look around it, so that splitting is linear.
"""

from __future__ import annotations

import re

from claimlint.language.expressions import lazy
from claimlint.model.text import Span

Cut = tuple[Span, tuple[Span, ...]]

_NOTHING, _CLAUSE, _SENTENCE = 0, 1, 2

_CLOSERS = "”’」』）】》〉〕)\\]"
_MARKS = lazy(f"[。！？｡!?；;\n…，、：,:|｜.．﹒]+[{_CLOSERS}]*")
# A mark that stands alone and needs no look around it.
_PLAIN = dict.fromkeys("，、：｜…", _CLAUSE) | dict.fromkeys("。！？｡\n", _SENTENCE)
_HARD = lazy("[。！？｡\n]")

_LOOK = 24  # how far a full stop looks back for the word before it
_BRACKET = 160  # how far a semicolon looks back for an open bracket

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WORD_BEFORE = lazy(r"[^\s(\[“\"'（【《：，、；]*\Z")
# What may begin a sentence after a full stop and a space.
_BEGINS = lazy(rf"\s+[\"'“‘(\[（【《*_]*(?:[A-Z\d{_HAN}\u00c0-\u00de\u0370-\u03ff#]|[a-z]{{1,3}}-?[A-Z])")
_NUMBER_NEXT = lazy(r"\s*\d")
_VOLUME_NEXT = lazy(r"\s*(?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\s?\d")
_LOWER_NEXT = lazy(r"\s+[a-z]")
_ENDS = lazy(r"\s*\Z")
_LIST_MARK = lazy(r"[(（]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_THOUSAND = lazy(r",\d{3}(?!\d)")
_INITIAL = lazy(r"(?:^|[\s.\-–(])[A-Z]\Z")
_DOTTED = lazy(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
# After U.S. and the like a capital begins a sentence only in a word that begins many.
_OPENER_NEXT = lazy(
    r"\s+(?:The|This|These|Those|That|It|Its|They|Their|There|We|Our|You|Your|He|She|In|On|At|For|But|However|A|An|If|"
    r"When|While|After|Before|As|So|And|Most|Many|Some|No|Not|All)\b"
)
_LETTERED = lazy(
    r"\b(?:vitamin|hepatitis|type|group|stage|grade|arm|cohort|figure|table|phase|panel|appendix|class|part)\s+[A-Z]\Z",
    re.IGNORECASE,
)
# Words whose full stop never ends a sentence; those of the second list only before a number.
_ABBREVIATIONS = frozenset(
    [
        *("al", "fig", "figs", "dr", "drs", "mr", "mrs", "ms", "prof", "vs", "e.g", "eg", "i.e", "ie", "cf"),
        *("approx", "ca", "st", "jr", "sr", "vol", "vols", "ed", "eds", "eq", "eqs", "ref", "refs", "tab"),
        *("suppl", "resp", "viz", "ph.d", "m.d", "dept", "univ", "assoc", "gen", "col", "sp", "spp", "subsp"),
    ]
)
_JOURNALS = frozenset(
    [
        *(
            "Rev",
            "Sci",
            "Med",
            "Clin",
            "Int",
            "Natl",
            "Engl",
            "J",
            "Ann",
            "Am",
            "Eur",
            "Br",
            "Proc",
            "Acad",
            "Biol",
        ),
        *(
            "Chem",
            "Phys",
            "Nephrol",
            "Transplant",
            "Oncol",
            "Cardiol",
            "Immunol",
            "Res",
            "Lett",
            "Mol",
            "Exp",
        ),
        *("Front", "Ther", "Pharmacol", "Surg", "Pathol", "Dis", "Rep", "Commun", "Psychiatry"),
    ]
)
_BEFORE_NUMBER = frozenset(
    [
        *("no", "nos", "p", "pp", "n", "art", "sec", "sect", "ch", "chap", "para", "item", "ver", "v"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    ]
)


def split(text: str, start: int = 0, end: int | None = None) -> list[Cut]:
    """The sentences of ``text[start:end]`` in order, each with the clauses that cover it.

    Spans are measured in ``text``, hold no white space at their ends and are never empty.
    """
    stop = len(text) if end is None else end
    cuts: list[Cut] = []
    clauses: list[Span] = []
    opened = begin = start  # where the sentence and the clause began
    plain, new = _PLAIN.get, tuple.__new__  # this loop is where most of the time of reading goes
    for match in _MARKS.finditer(text, start, stop):
        first, last = match.span()
        kind = plain(text[first]) if last - first == 1 else None
        if kind is None:
            kind = _judge(text, first, last, opened, stop)
            if kind == _NOTHING:
                continue
        if kind == _SENTENCE:
            last = _quoted(text, last, opened, stop)
        if text[begin].isspace() or text[last - 1].isspace():
            _add_stripped(text, begin, last, clauses)
        else:
            clauses.append(new(Span, (begin, last)))
        begin = last
        if kind == _SENTENCE:
            if clauses:
                cuts.append((new(Span, (clauses[0][0], clauses[-1][1])), tuple(clauses)))
                clauses = []
            opened = last
    _add_stripped(text, begin, stop, clauses)
    if clauses:
        cuts.append((Span(clauses[0][0], clauses[-1][1]), tuple(clauses)))
    return cuts


def _add_stripped(text: str, begin: int, end: int, clauses: list[Span]) -> None:
    """Add ``text[begin:end]`` without the white space at its ends, unless nothing is left."""
    words = text[begin:end]
    kept = words.strip()
    if kept:
        begin += len(words) - len(words.lstrip())
        clauses.append(Span(begin, begin + len(kept)))


def _judge(text: str, first: int, last: int, opened: int, stop: int) -> int:
    """What the run of marks and closers ``text[first:last]`` ends."""
    run = text[first:last]
    if run in ",:" and not text[last : last + 1].isdigit():  # by far the most frequent ones
        return _NOTHING if run == ":" and text.startswith("//", last) else _CLAUSE
    if _HARD.search(run):
        return _SENTENCE
    if "!" in run or "?" in run:
        return _NOTHING if _in_address(text, first, last, stop) else _SENTENCE
    if ";" in run or "；" in run:
        return _semicolon(text, first, last, opened, stop)
    mark = run[0]
    if mark in ".．﹒":
        return _full_stop(text, first, last, opened, stop)
    if mark == ",":
        return _NOTHING if _digit_before(text, first, opened) and _THOUSAND.match(text, first, stop) else _CLAUSE
    if mark == ":":
        return _colon(text, first, last, opened, stop)
    return _CLAUSE


def _digit_before(text: str, place: int, opened: int) -> bool:
    return place > opened and text[place - 1].isdigit()


def _digits_around(text: str, first: int, last: int, opened: int, stop: int) -> bool:
    return _digit_before(text, first, opened) and last < stop and text[last].isdigit()


def _in_address(text: str, first: int, last: int, stop: int) -> bool:
    """A mark of an address such as ``/find?id=3`` stands between ASCII letters or digits."""
    before, after = text[first - 1 : first], text[last : min(last + 1, stop)]
    return before.isascii() and (before.isalnum() or before in {"/", "="}) and after.isascii() and after.isalnum()


def _semicolon(text: str, first: int, last: int, opened: int, stop: int) -> int:
    """A semicolon inside brackets parts clauses, one inside a number such as 2024;12 nothing."""
    if text[first:last] == ";" and _digits_around(text, first, last, opened, stop):
        return _NOTHING
    low = max(opened, first - _BRACKET)
    for left, right in ("()", "（）", "[]"):
        if text.rfind(left, low, first) > text.rfind(right, low, first):
            return _CLAUSE
    return _SENTENCE


def _colon(text: str, first: int, last: int, opened: int, stop: int) -> int:
    if _digits_around(text, first, last, opened, stop) or text.startswith("//", last):
        return _NOTHING
    return _CLAUSE


def _full_stop(text: str, first: int, last: int, opened: int, stop: int) -> int:
    """An English full stop, or a western point used as a Chinese one."""
    if _ENDS.match(text, last, stop):
        return _SENTENCE
    quoted = _quoted(text, last, opened, stop)
    if quoted > last and text[quoted : quoted + 1].isspace():
        return _SENTENCE
    word = _word_before(text, first, opened)
    marks = text[first:last].rstrip("”’」』）】》〉〕)]")
    if len(marks) > 1:
        return _run_of_points(text, marks, last, stop)
    if _is_han(text[last]):
        return _chinese_stop(text, first, opened, word)
    if _BEGINS.match(text, last, stop):
        return _NOTHING if _abbreviated(text, first, last, opened, word, stop) else _SENTENCE
    if _LOWER_NEXT.match(text, last, stop) and len(word) > 3 and word.isalpha() and not _known(word):
        return _SENTENCE
    return _NOTHING


def _run_of_points(text: str, marks: str, last: int, stop: int) -> int:
    """``et al.,`` parts clauses; dots of omission end a sentence only before a new one."""
    if set(marks) <= {".", "．", "…"}:
        return _SENTENCE if _BEGINS.match(text, last, stop) else _CLAUSE
    return _CLAUSE


def _word_before(text: str, first: int, opened: int) -> str:
    match = _WORD_BEFORE.search(text, max(opened, first - _LOOK), first)
    return match.group() if match else ""


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _chinese_stop(text: str, first: int, opened: int, word: str) -> int:
    """有效率达95.患者 ends, 1.安全性 and 阿尔伯特.某 do not."""
    if not word or text[first - 1] in "]］":
        return _NOTHING
    if _is_han(text[first - 1]):
        before = text[max(opened, first - 5) : first]
        return _SENTENCE if len(before) == 5 and all(map(_is_han, before)) else _NOTHING
    return _NOTHING if _LIST_MARK.match(word) else _SENTENCE


def _known(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or word in _JOURNALS


def _abbreviated(text: str, first: int, last: int, opened: int, word: str, stop: int) -> bool:
    """Does the stop after ``word`` belong to the word rather than to a sentence?"""
    if last - first > 1:  # a closing quote or bracket follows: the stop ended something
        return _known(word) and text[first + 1] not in "”’"
    if _known(word):
        return True
    if word.lower() in _BEFORE_NUMBER and _NUMBER_NEXT.match(text, last, stop):
        return True
    if _VOLUME_NEXT.match(text, last, stop):  # Lupus. 2022;31(13)
        return True
    if _is_list_mark(text, first, opened, word):
        return True
    return _is_initial(text, first, last, opened, word, stop)


def _is_list_mark(text: str, first: int, opened: int, word: str) -> bool:
    if not _LIST_MARK.match(word):
        return False
    before = text[max(opened, first - len(word) - 3) : first - len(word)].rstrip()
    return not before or (before[-1] in ":：;,，、" and word.isdigit())


def _is_initial(text: str, first: int, last: int, opened: int, word: str, stop: int) -> bool:
    """``J. Smith`` and ``U.S. FDA``, but not ``vitamin C. It`` nor ``in the U.S. It``."""
    if _DOTTED.match(word):
        return _OPENER_NEXT.match(text, last, stop) is None
    before = text[max(opened, first - _LOOK) : first]
    if not _INITIAL.search(before) or _LETTERED.search(before):
        return False
    words = before.split()
    return len(words) < 2 or not words[-2].isalpha() or not words[-2].islower() or words[-2] in {"and", "by", "et"}


def _quoted(text: str, last: int, opened: int, stop: int) -> int:
    """Take in a straight quotation mark that closes what this sentence opened."""
    if last < stop and text[last] == '"' and text.count('"', opened, last) % 2:
        return last + 1
    return last
