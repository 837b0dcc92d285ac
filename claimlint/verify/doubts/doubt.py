"""How far an accusation of figures is to be doubted, by how it looks."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.doubts.look_around import place_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of

_NUMBER = lazy(r"\d+(?:\.\d+)?")
_RATIOS = (("alike", 0.1), ("near", 0.3), ("double", 0.7), ("threefold", 1.2), ("sevenfold", 2.0))  # natural logarithms
_WORDS = {
    "among": r"其中|of whom|of which|of these|including",
    "each": r"各|分别|每|each|per |respectively",
    "other": r"另|此外|同时|also|another|other|while|whereas|而",
    "rest": r"其余|剩余|remaining|the rest|others",
    "against": r"与|比|较|vs|than|versus|compared",
    "clause": r"[;；]",
    "sentence": r"[。.]\s",
    "bracket": r"[(（]",
    "year": r"(?:19|20)\d\d",
    "about": r"约|近|about|nearly|approximately|some",
    "list": r"、",
    "group": r"组|subgroup|arm|group",
    "total": r"共|合计|总|total|all|overall",
    "age": r"岁|aged|years",
}
THRESHOLD = 0.0  # log odds
_UNSEEN = frozenset({"mixed-denominators"})  # of which no passage of the fit holds a right one
_ROUNDLY = lazy(r"约|近|超|about|nearly|over|some|almost|more|less")


def doubted(scene: Scene, one: Observation, source: str) -> bool:
    """Is an accusation of this make more often wrong than right? ``source`` is the module of its check.

    Log odds of right accusations on passages with one changed figure against wrong ones on documents that
    are right, summed over traits (benchmarks/fit_doubt.py).
    """
    if one.values.get("beside") or one.values.get("tied") or one.check in _UNSEEN:
        return False  # k of n (p): its words leave no doubt
    if _mended_by_one_slip(one):
        return False
    weights = _weights()
    return sum(weights.get(trait, 0.0) for trait in traits(scene, one, source)) + weights["#"] < THRESHOLD


def _mended_by_one_slip(one: Observation) -> bool:
    """``610 + 220 + 58 + 71 ≠ 905``: does one part make the total when two of its digits change places?"""
    parts, total = one.values.get("parts", "").split(" + "), one.values.get("stated", "")
    if len(parts) < 3 or not all(map(str.isdecimal, [*parts, total])):
        return False
    missing = int(total) - sum(map(int, parts))
    return any(len(part) > 1 and _slip(part, str(int(part) + missing)) == "exchanged" for part in parts)


@cache
def _weights() -> Mapping[str, float]:
    with open(os.path.join(os.path.dirname(__file__), "data", "doubt.json"), encoding="utf-8") as file:
        weights: dict[str, float] = json.load(file)
    return weights


def traits(scene: Scene, one: Observation, source: str) -> Iterator[str]:
    """What an accusation looks like: its check, how far off the figure is, how far apart its places are."""
    yield f"by {source}"
    yield f"check {one.check}"
    place = place_of(scene, one.span)
    figure = place[2] if place else None
    yield from _how_wrong(one, figure)
    places = [place_of(scene, each.span) for each in one.related]
    far = max((abs(each.span.start - one.span.start) for each in one.related), default=0)
    yield f"far {min(5, int(math.log2(far / 15 + 1)))}"
    yield f"places {min(4, len(one.related))}"
    others = [each for each in places if each is not None]
    told = place[1] if place else None
    yield "one sentence" if all(each[1].span == (told.span if told else None) for each in others) else "sentences"
    if told is not None and figure is not None:
        yield from _around(scene, one, told, figure, [each[2] for each in others])
    yield "Chinese" if re.search("[一-鿿]", scene.document.text[: one.span.end][-400:]) else "not Chinese"


def _how_wrong(one: Observation, figure: Figure | None) -> Iterator[str]:
    told = next((one.values[name] for name in ("right", "sum", "other", "horizon") if name in one.values), "")
    numbers = [] if told.startswith("≠") else _NUMBER.findall(told.replace(",", "").replace(" ", ""))
    right = float(numbers[-1]) if numbers else 0.0
    stated = abs(float(value_of(figure))) if figure is not None else _first(one.values.get("stated", ""))
    if not right or not stated:
        yield "off unknown"
        return
    off = abs(math.log(stated / right))
    name = next((name for name, most in _RATIOS if off < most), "wild")
    yield f"off {name}"
    yield f"off {name} {one.check}"
    decimals = max(figure.decimals, 0) if figure is not None else 0
    yield f"slip {_slip(f'{stated:.{decimals}f}', f'{right:.{decimals}f}')}"


def _first(words: str) -> float:
    match = _NUMBER.search(words.replace(",", ""))
    return float(match[0]) if match else 0.0


def _slip(stated: str, right: str) -> str:
    """How the digits of two numbers differ, as those of a slip of the pen do or otherwise."""
    one, other = (words.replace(".", "").lstrip("0") for words in (stated, right))
    if not one or not other:
        return "none"
    if sorted(one) == sorted(other):
        return "exchanged"
    if len(one) != len(other):
        return "length" if abs(len(one) - len(other)) == 1 else "far"
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return {1: "one digit", 2: "two digits" if len(one) > 2 else "all"}.get(wrong, "all")


def _around(scene: Scene, one: Observation, told: Told, figure: Figure, others: list[Figure]) -> Iterator[str]:
    spans = [one.span, *(each.span for each in one.related)]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    units = {each.unit for each in others}
    mixed = "alone" if not units else ("alike", "two", "many")[min(2, len(units | {figure.unit}) - 1)]
    yield f"units {mixed} {one.check}"
    between = sum(first <= f.span.start < last for each in scene.sentences for f in each.figures)
    yield f"between {max(0, min(6, between - len(spans)))}"
    yield f"figures {min(6, len(told.figures) // 2)}"
    words = scene.document.text[first:last].lower()
    yield from (f"word {name}" for name, pattern in _WORDS.items() if re.search(pattern, words))
    if len(re.sub(r"\D", "", figure.raw)) < 2:
        yield "one digit"
    if _ROUNDLY.match(figure.raw.lower()):
        yield "roundly"
    yield f"kind {kind_of(figure)} {one.check}"
