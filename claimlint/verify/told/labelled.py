"""A mean or a median under one name, told twice with two values: "The mean age was 61 years ... (mean age 67 years, 52% women)".

Only where no sentence of the document tells of groups, and neither of the two of a part of the patients or of another time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe

_NUMBER = r"(?P<n>\d{1,4}(?:\.\d{1,2})?)(?![\d.]*\s?(?:%|-|~|–|至|到|to |岁以|or (?:more|over)))"
_LABELS = (
    lazy(
        rf"(?P<stat>平均|中位)(?P<of>年龄|随访|住院(?:时间|日|天数)|病程|手术时间|术中出血量|出血量|体重指数|bmi)(?:时间|期|数)?(?:约?为|是|达|仅|[:：,，(（]|\s){{0,3}}{_NUMBER}"
        r"\s?(?P<unit>岁|个?月|年|天|d|周|min|分钟|小时|h|ml|mL|kg)?"
    ),
    lazy(
        rf"\b(?P<stat>mean|median|average) (?:patient )?(?P<of>age|follow-?up|hospital stay|length of stay|bmi|body mass index|operati(?:ng|ve) time|blood loss|disease duration|duration of disease)(?: time| period| duration)?"
        rf"(?: (?:was|of|is)|,|:|=| \(?|\s){{1,3}}(?:about )?{_NUMBER}[ -]?(?P<unit>years?|months?|weeks?|days?|hours?|minutes?|min|ml|kg)?"
    ),
)  # fmt: skip
_GROUPS = lazy(  # of whom either may be told
    r"组(?!织|成|合|员|长)|对照|亚组|两中心|队列|病例[^，。]{0,6}对照|\b(?:groups?|arms?|controls?|cohorts?|placebo|subgroups?|respectively|versus|vs|centres?|centers?|cases and)\b"
)
_SHARES_OF_SEXES = lazy(
    r"\d+(?:\.\d+)?\s?% (?:were )?(?:wo|fe)?(?:men|males?)|(?:wo|fe)?(?:men|males?),? \(?\d+(?:\.\d+)?\s?%|男性?(?:患者)?\s?\d+\s?[例名人]?[,，、；]\s?女性?(?:患者)?\s?\d+\s?[例名人]?"
)
_PARTS = lazy(
    r"[一-鿿]者|男|女|儿童|老年|其中|完成|失访|死亡|存活|复发|应答|更新|延长|截至|最终|初次|第一|术后|治疗后|诊断时|发病时|手术时|供[者体]|母亲|产妇|另|既往|文献|全国|预[计期]|\b(?:men|women|boys|girls|males?|females?|survivors?|responders?|donors?|mothers?|"
    r"complet\w*|lost|died|relaps\w*|extended|updated|longer|final|interim|at (?:diagnosis|onset|surgery|death|discharge)|excluded|remaining|those|who|another|previous|national|literature|expected|planned|by then)\b"
)


class Labelled(Struct, frozen=True):
    """A value with its name, and where it stands."""

    name: tuple[str, str, str]
    value: Decimal
    decimals: int
    told: Told
    span: Span
    words: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every name that stands before just two values."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES and not one.crowded]
    found = [each for one in told for each in _found(one)]
    if len(found) < len("ab") or any(_GROUPS.search(one.words) for one in told):
        return
    for name in dict.fromkeys(each.name for each in found):
        both = [each for each in found if each.name == name]
        if (
            len(both) != len("ab")
            or any(_PARTS.search(_SHARES_OF_SEXES.sub("", each.told.words)) for each in both)
            or _rounded(*both)
        ):
            continue
        one, two = both
        yield observe("told-twice", two.span, f"{one.words} ≠ {two.words}", related=[(one.span, one.words)], stated=two.words,
                      other=one.words, tied="yes")  # fmt: skip


def _found(told: Told) -> Iterator[Labelled]:
    for pattern in _LABELS:
        for match in pattern.finditer(told.words):
            read = parse_number(match["n"])
            if read is not None:
                name = (match["stat"].replace("average", "mean"), match["of"], (match["unit"] or "").rstrip("s"))
                span = Span(told.span.start + match.start("n"), told.span.start + match.end("n"))
                yield Labelled(name, read.value, max(read.decimals, 0), told, span, _short(match))


def _short(match: re.Match[str]) -> str:
    return match["n"] + (f" {match['unit']}" if match["unit"] and match["unit"].isascii() else match["unit"] or "")


def _rounded(one: Labelled, two: Labelled) -> bool:
    """May one be the other, rounded?"""
    coarse, fine = sorted((one, two), key=lambda each: each.decimals)
    return abs(coarse.value - fine.value) <= (Decimal(1).scaleb(-coarse.decimals) / 2 if coarse.decimals != fine.decimals else 0)  # fmt: skip
