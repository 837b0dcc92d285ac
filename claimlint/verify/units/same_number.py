"""A unit that slipped where the number did not: so much a tablet and so much by the weight, told again in another unit.

``7.5 mg/片，每次1片，即7.5 g``, "3 mg per kilogram, so a 12 kg child needs 36 g", ``8.47 mmol/L降至7.05%``, and of values each
told in two units the one whose second unit is another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.families import NUMBER, Measure, measures

_SO = lazy(
    r"(?:即|就是|合计|总[计共量]|共计?|折合|需要?|应[服用给]|等于|为|=|\b(?:i\.e\.,?|that is,?|or|so|making|totalling|equals?|equal to|needs?|gets?|should (?:get|have|take|receive)|comes? to|would be|is))(?:每[日天次]|约|服用?|用药?|给予|\s|\babout\b|\baround\b|\ba dose of\b|\ba total of\b|[:：]){0,4}$"
)
_EACH = lazy(
    r"(?<![\d.])(?P<n>\d{1,3}|[一二两三四五六八十])\s?(?:片|粒|袋|支|包|颗|丸|瓶|枚)|(?<![\d.])(?P<m>\d{1,2}|one|two|three|four|six)\s(?:tablets?|capsules?|sachets?|pills?|vials?|ampoules?|pieces|drops|puffs|scoops|spoonfuls?)\b"
)
_PER_UNIT = lazy(
    r"\s?(?:/|每)\s?[片粒袋支包颗丸瓶枚]|\s(?:per|a|each) (?:tablet|capsule|sachet|pill|vial|ampoule|scoop|puff)|[- ](?:tablets?|capsules?|sachets?|pills?|vials?)\b"
)
_PER_WEIGHT = lazy(r"\s?(?:/|每|per |a |for each |for every )\s?(?:kg|kilogram|kilo|公斤|千克)")
_WORDS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}  # fmt: skip
_MASSES = {"kg": 1e3, "公斤": 1e3, "千克": 1e3, "g": 1.0, "克": 1.0, "gram": 1.0, "grams": 1.0, "mg": 1e-3, "毫克": 1e-3, "milligrams": 1e-3, "mcg": 1e-6, "μg": 1e-6, "µg": 1e-6, "ug": 1e-6, "微克": 1e-6, "micrograms": 1e-6}  # fmt: skip
_REACH = 110  # characters from the first to the last of what makes a dose
_ASIDE = lazy(r"误写|笔误|写成|换算|\b(?:misprint|typo|wrongly|in error|instead of|converted?)\b")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with numbers that have units."""
    for told in scene.sentences:
        if (
            told.role is not Role.REFERENCES
            and not told.crowded
            and _UNIT.search(told.words)
            and not _ASIDE.search(told.words)
        ):
            own = measures(told)
            yield from _doses(told, own)
            yield from _percents(told, own)
            yield from _seconds(told)


_UNIT = lazy(r"\d\s?[)）]?\s?[a-zμµ克毫微公千%]")


def _fault(told: Told, start: int, end: int, seen: str, right: str) -> Observation:
    stated = told.words[start:end]
    span = Span(told.span.start + start, told.span.start + end)
    return observe("unit", span, f"{seen} → {right} ≠ {stated}", stated=stated, quantity=seen, unit=stated, right=right)


def _doses(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """The dose of one tablet or kilogram times their number is the dose told, and its unit is another."""
    masses = [one for one in own if one.unit in _MASSES and one.low == one.high]
    for index, one in enumerate(masses):
        rest = told.words[one.end :]
        kilos = _PER_WEIGHT.match(rest) is not None
        if not kilos and not _PER_UNIT.match(rest):
            continue
        for two in masses[index + 1 :]:
            near = two.start - one.end <= _REACH and _MASSES[two.unit] != _MASSES[one.unit]
            if not near or not _SO.search(told.words[one.end : two.start]):
                continue
            between = [each for each in masses if one.end < each.start < two.start]
            numbers = (
                [each.low for each in between if _MASSES[each.unit] == _MASSES["kg"]]
                if kilos
                else [_number(match["n"] or match["m"]) for match in _EACH.finditer(told.words, one.end, two.start)]
            )
            if any(abs(number * one.low - two.low) < _SAME * two.low for number in numbers):
                yield _fault(told, two.start, two.end, told.words[one.start : one.end], one.unit)


_SAME = 1e-6


def _number(words: str) -> float:
    return float(words) if words.isdigit() else float(_WORDS[words])


_TO_PERCENT = lazy(
    rf"[)）]?\s?(?:[下上]?[降升]至|[减增]至|降到|升到|变为|to (?:only |about )?)\s?[(（]?(?P<p>(?:{NUMBER})(?:\s?±\s?(?:{NUMBER}))?)[)）]?\s?%(?! of|的)"
)
_FROM = lazy(r"(?:[由从][^，。；;]{0,12}|\bfrom )[(（]?$")
_SHARED = frozenset({"concentration", "pressure", "temperature", "length", "rate", "energy", "clearance"})


def _percents(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``由8.47 mmol/L降至7.05%``."""
    for one in own:
        match = _TO_PERCENT.match(told.words, one.end)
        if match and one.family in _SHARED and _FROM.search(told.words[max(0, one.start - 20) : one.start]):
            yield _fault(told, one.start, one.end, match[0].strip(), "%")


_TWICE = lazy(
    rf"(?<![\d.])(?P<a>{NUMBER})\s?(?P<u>%|[a-zμµ℃°]{{1,6}}(?:/[a-z]{{1,4}})?)\s?[(（]\s?(?P<b>{NUMBER})\s?(?P<v>[a-zμµ℃°]{{1,6}}(?:/[a-z]{{1,4}})?)\s?[)）]"
)
_LEAST = 3


def _seconds(told: Told) -> Iterator[Observation]:
    """``8.4% (68 mmol/mol) to 7.2% (55 mmol/L) and from 8.5% (69 mmol/mol)``."""
    found = list(_TWICE.finditer(told.words))
    for unit in {match["u"] for match in found}:
        mine = [match for match in found if match["u"] == unit]
        seconds = Counter(match["v"] for match in mine)
        (usual, often), *others = seconds.most_common()
        if often < _LEAST or len(others) != 1 or others[0][1] != 1 or "/" not in usual + others[0][0]:
            continue
        odd = next(match for match in mine if match["v"] == others[0][0])
        yield _fault(told, odd.start("b"), odd.end("v"), odd[0], usual)
