"""More people spoken of as the whole than were included: "A total of 102 patients were included. ... Out of 110 patients 96 were women"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import plain, reachable
from claimlint.verify.scenes.scene import Scene, Told, observe

_N = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{2,7})"
_WHO_EN = r"(?:[a-z-]+ ){0,2}?(?P<who>patient|participant|volunteer|women|men|child|case|adult|infant|subject)"
_DONE_EN = r"(?:included|enrolled|recruited|studied|analysed|analyzed|examined|reviewed)"
_INCLUDED = (
    lazy(rf"\b(?:a )?total of {_N} {_WHO_EN}[^.;]{{0,160}}?\bwere {_DONE_EN}\b"),
    lazy(rf"(?:^|\b(?:we|study|series|trial|review) ){_DONE_EN} (?:a total of )?{_N} {_WHO_EN}"),
    lazy(rf"(?:共|合计|总共)(?:纳入|入选|入组|收集|选取|收治){_N}\s?(?P<who>[例名位])"),
)
_SPOKEN_OF = (
    lazy(rf"(?:^|[:;] ?)(?:results?:? )?(?:out )?of (?:the |these |our |all |all the )?{_N} {_WHO_EN}"),
    lazy(
        rf"(?:^|[:：;；])(?:结果[:：]?)?(?:本组|全部|所有|这|上述)?{_N}\s?(?P<who>[例名位])(?:患者|病人|受试者)?(?:当?中|里)[,，]"
    ),
)
_OTHERS = lazy(  # those who were looked at first, or elsewhere
    r"筛|评估|合格|符合|登记|联系|邀请|拒绝|另|对照|文献|既往|全国|全[省市]|追加|扩展|验证|screen|assess|eligib|invited|approached|identified|contacted|declined|refused|control|another|previous|registry|"
    r"literature|validation|extension|added|second|further|additional|nationwide|cohort|overall|database|excluded|withdr"
)
_LEAST, _MOST = Decimal(1), Decimal("1.5")  # times: what is more is something else


class Whole(NamedTuple):
    """So many of whom, and where it is told."""

    value: Decimal
    span: Span
    who: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every document that tells once how many were included, in prose."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES and not one.crowded]
    included = [(index, one) for index, each in enumerate(told) for one in _wholes(each, _INCLUDED)]
    if len(included) != 1 or any(_OTHERS.search(one.words) for one in told):
        return
    index, all_of_them = included[0]
    earlier = {f.value for one in told[: index + 1] for f in one.figures if f.value is not None and f.decimals <= 0}
    for each in told[index + 1 :]:
        for one in _wholes(each, _SPOKEN_OF):
            times = one.value / all_of_them.value
            known = one.value in earlier or one.value in reachable(list(earlier))
            if one.who == all_of_them.who and _LEAST < times <= _MOST and not known:
                stated, other = plain(one.value), plain(all_of_them.value)
                yield observe("told-twice", one.span, f"{stated} ≠ {other}", related=[(all_of_them.span, other)], stated=stated,
                              other=other, tied="yes")  # fmt: skip
                return


def _wholes(told: Told, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Whole]:
    for pattern in patterns:
        for match in pattern.finditer(told.words):
            start, end = match.span("n")
            value = Decimal(match["n"].replace(",", ""))
            yield Whole(value, Span(told.span.start + start, told.span.start + end), match["who"])
