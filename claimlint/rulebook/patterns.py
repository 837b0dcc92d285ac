"""The pattern language: from what a rule's author writes to sequences of Elements."""

from __future__ import annotations

import re
from itertools import product

from msgspec import Struct

from claimlint.language.quantities import QUANTITIES
from claimlint.model.rulebook import Element
from claimlint.model.words import Words, both

MOST_EXPANSIONS = 256
_MOST_WORDS = 128  # of one literal element
_WIDEST = 80

_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<mark><<|>>)|\{(?P<slot>[^{}]*)\}|(?P<special>[(){}|?^$])"
    r"|(?P<text>[^\\(){}|?^$<>]+|[<>])"
)
_GAP = re.compile(r"(gap|wide):(\d{1,3})-(\d{1,3})")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SPACES = re.compile(r"\s+")

OPEN, CLOSE, START, END = Element("open"), Element("close"), Element("start"), Element("end")
SPACE = Element("space")
Sequence = tuple[Element, ...]
_TOO_MANY = both(
    f"代表的写法超过 {MOST_EXPANSIONS} 种；请拆分，或使用词表",
    f"stands for more than {MOST_EXPANSIONS} wordings; split it or use a lexicon",
)


class PatternError(ValueError):
    """What is wrong with a pattern, in words for its author."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


class _Group(Struct, frozen=True):
    """Alternatives, of which one must stand (or none, when optional)."""

    branches: tuple[tuple[Element | _Group, ...], ...]


def parse(text: str) -> tuple[Sequence, ...]:
    """All sequences of elements that a pattern stands for."""
    items = _Parser(text).parse()
    found = tuple(dict.fromkeys(_tidy(sequence) for sequence in _finish(_expand(items))))
    for sequence in found:
        _check(sequence)
    return found


class _Parser:
    """Reads a pattern from left to right; groups nest."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_TOKEN.finditer(text))
        if "".join(token.group() for token in self._tokens) != text:
            raise PatternError(
                both(
                    "无法读取：反斜杠单独出现，或花括号没有闭合",
                    "cannot be read; a backslash stands alone or a brace is not closed",
                )
            )
        self._at = 0
        self._length = len(text)

    def parse(self) -> tuple[Element | _Group, ...]:
        items = self._sequence()
        if self._at < len(self._tokens):
            token = self._tokens[self._at].group()
            raise PatternError(both(f"“{token}”没有配对", f"{token!r} without its partner"))
        return items

    def _sequence(self) -> tuple[Element | _Group, ...]:
        items: list[Element | _Group] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            special = token["special"]
            if special in (")", "|", "}", "{"):
                break
            self._at += 1
            if special == "?":
                self._make_optional(items)
            elif special == "(":
                items.append(self._group())
            elif special:
                items.append(self._anchor(token))
            else:
                items.append(_element(token))
        return tuple(items)

    def _make_optional(self, items: list[Element | _Group]) -> None:
        before = self._tokens[self._at - 2].group() if self._at > 1 else ""
        last = items[-1] if items else None
        if isinstance(last, Element) and last.kind == "literal" and last.names[0]:
            words = last.names[0]  # as in an expression, the last character alone may be left out
            items[-1:] = [Element("literal", (words[:-1],))] if words[:-1] else []
            items.append(_Group(((Element("literal", (words[-1],)),), ())))
            return
        if last is None or before[-1:] not in (")", "}"):
            raise PatternError(both("“?”要跟在括号、槽或字的后面", "'?' follows a bracket, a slot or a character"))
        items[-1] = _Group(((last,), ()))

    def _group(self) -> _Group:
        branches = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            branches.append(self._sequence())
        if self._peek() != ")":
            raise PatternError(both("“(”没有闭合", "'(' is not closed"))
        self._at += 1
        return _Group(tuple(branches))

    def _peek(self) -> str:
        return self._tokens[self._at].group() if self._at < len(self._tokens) else ""

    def _anchor(self, token: re.Match[str]) -> Element:
        if token.group() == "^":
            return START
        return END


def _element(token: re.Match[str]) -> Element | _Group:
    if token["mark"]:
        return OPEN if token["mark"] == "<<" else CLOSE
    if token["slot"] is not None:
        return _slot(token["slot"])
    return Element("literal", (_SPACES.sub(" ", token["escaped"] or token["text"]).lower(),))


def _slot(inner: str) -> Element | _Group:
    gap = _GAP.fullmatch(inner)
    if gap:
        low, high = int(gap[2]), int(gap[3])
        if low > high or high > _WIDEST:
            raise PatternError(
                both(
                    f"{{{inner}}}：间隔从小到大，最多 {_WIDEST}",
                    f"{{{inner}}}: a gap runs from low to high, at most {_WIDEST}",
                )
            )
        return Element("gap", low=low, high=high, wide=gap[1] == "wide")
    names = tuple(part.strip() for part in inner.split("|"))
    if not all(_NAME.fullmatch(name) for name in names):
        raise PatternError(
            both(
                f"{{{inner}}} 既不是词表，也不是 {{gap:0-6}} 这样的间隔",
                f"{{{inner}}} is neither a lexicon nor a gap such as {{gap:0-6}}",
            )
        )
    quantities = [Element("quantity", (name,)) for name in names if name in QUANTITIES]
    lexicons = tuple(name for name in names if name not in QUANTITIES)
    choices = [*quantities, *([Element("slot", lexicons)] if lexicons else [])]
    return choices[0] if len(choices) == 1 else _Group(tuple((one,) for one in choices))


# -- alternatives -----------------------------------------------------------------------------------


def _expand(items: tuple[Element | _Group, ...]) -> list[Sequence]:
    """Every choice of branches; branches of words alone stay together as one literal of several names."""
    choices: list[list[Sequence]] = []
    for item in items:
        choices.append([(item,)] if isinstance(item, Element) else _branches(item))
    return [_merged(tuple(e for part in one for e in part)) for one in _bounded_product(choices)]


def _branches(group: _Group) -> list[Sequence]:
    sequences = [sequence for branch in group.branches for sequence in _expand(branch)]
    words = [one for one in sequences if len(one) < 2 and all(e.kind == "literal" for e in one)]
    if len(words) < 2:
        return sequences
    names = dict.fromkeys(name for one in words for name in (one[0].names if one else ("",)))
    return [(Element("literal", tuple(names)),), *(one for one in sequences if one not in words)]


def _bounded_product(choices: list[list[Sequence]]) -> list[tuple[Sequence, ...]]:
    size = 1
    for choice in choices:
        size *= len(choice)
        if size > MOST_EXPANSIONS:
            raise PatternError(_TOO_MANY)
    return list(product(*choices))


def _merged(sequence: Sequence) -> Sequence:
    """Neighbouring literals become one."""
    found: list[Element] = []
    for element in sequence:
        last = found[-1] if found else None
        if last and element.kind == last.kind == "literal" and len(last.names) * len(element.names) <= _MOST_WORDS:
            words = dict.fromkeys(a + b for a in last.names for b in element.names)
            found[-1] = Element("literal", tuple(words))
        else:
            found.append(element)
    return tuple(found)


# -- spaces -----------------------------------------------------------------------------------------


def _finish(sequences: list[Sequence]) -> list[Sequence]:
    """Literals that may be empty or differ in the spaces at their ends become several sequences."""
    found: list[Sequence] = []
    for sequence in sequences:
        choices: list[list[Sequence]] = [_edged(e) if e.kind == "literal" else [(e,)] for e in sequence]
        for one in _bounded_product(choices):
            found.append(tuple(e for part in one for e in part))
        if len(found) > MOST_EXPANSIONS:
            raise PatternError(_TOO_MANY)
    return found


def _edged(element: Element) -> list[Sequence]:
    groups: dict[tuple[bool, bool, bool], list[str]] = {}
    for name in element.names:
        core = name.strip()
        groups.setdefault((name[:1].isspace(), bool(core), name[-1:].isspace()), []).append(core)
    return [
        (SPACE,) * before + ((Element("literal", tuple(dict.fromkeys(cores))),) if full else ()) + (SPACE,) * after
        for (before, full, after), cores in groups.items()
    ]


def _tidy(sequence: Sequence) -> Sequence:
    """One space where there were several, none at the ends; beside a gap it is part of the gap."""
    items = list(sequence)
    changed = True
    while changed:
        changed = False
        for index, element in enumerate(items):
            if element.kind in ("space", "gap"):
                changed = _absorb(items, index)
                if changed:
                    break
    return _merged(_without_outer_gaps(items))


def _without_outer_gaps(items: list[Element]) -> Sequence:
    """A gap beside an optional part that is left out would only widen the match."""
    empty = ("gap", "open", "close", "space")
    solid = [index for index, element in enumerate(items) if element.kind not in empty]
    low, high = (solid[0], solid[-1]) if solid else (0, len(items))
    return tuple(element for index, element in enumerate(items) if element.kind != "gap" or low < index < high)


_OUTSIDE = Element("outside")


def _absorb(items: list[Element], index: int) -> bool:
    """Join the space or gap at ``index`` with the next one, or drop a space at an end."""
    element = items[index]
    after = next((i for i in range(index + 1, len(items)) if items[i].kind not in ("open", "close")), None)
    before = next((i for i in range(index - 1, -1, -1) if items[i].kind not in ("open", "close")), None)
    left = items[before] if before is not None else _OUTSIDE
    right = items[after] if after is not None else _OUTSIDE
    if element.kind == "space" and ({left.kind, right.kind} & {"outside", "start", "end", "space"}):
        del items[index]
        return True
    if element.kind == "gap" and after is not None and right.kind in ("gap", "space"):
        items[index] = _gap_and(element, right)
        del items[after]
        return True
    if element.kind == "space" and after is not None and right.kind == "gap":
        items[after] = _gap_and(right, element)
        del items[index]
        return True
    return False


def _gap_and(gap: Element, other: Element) -> Element:
    """A gap with a space beside it counts the space; two spaces may be one where the gap is empty."""
    if other.kind == "space":
        return Element("gap", low=max(gap.low, 1), high=gap.high + 1, wide=gap.wide)
    return Element("gap", low=gap.low + other.low, high=gap.high + other.high, wide=gap.wide or other.wide)


# -- sense ------------------------------------------------------------------------------------------


def _check(sequence: Sequence) -> None:
    kinds = [element.kind for element in sequence]
    body = [kind for kind in kinds if kind not in ("open", "close")]
    if not {"slot", "literal"} & set(kinds):
        raise PatternError(both("其中一种写法没有词，也没有词表", "one of its wordings names no word and no lexicon"))
    if "gap" in (body[0], body[-1]):
        raise PatternError(both("间隔不能在开头或结尾", "a gap cannot stand at the beginning or end"))
    if "start" in body[1:] or "end" in body[:-1]:
        raise PatternError(both("“^”只能在开头，“$”只能在结尾", "'^' stands at the beginning, '$' at the end"))
    marks = [kind for kind in kinds if kind in ("open", "close")]
    if marks not in ([], ["open", "close"]):
        raise PatternError(both("“<<”和“>>”成对出现，只用一次", "'<<' and '>>' come once, as a pair"))
    if marks and kinds.index("close") - kinds.index("open") < 2:
        raise PatternError(both("“<<”和“>>”之间是空的", "there is nothing between '<<' and '>>'"))
