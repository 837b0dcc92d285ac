"""Sentences that tell of the house or of the country, whose numbers are no whole of what a study tells.

``科室成立于1998年，现有医护人员46名``, "About 140 million adults have diabetes": next to such a sentence a share, a mean or a time is
of something else (FIGURES: the frames of the market).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimlint.language.expressions import lazy
from claimlint.verify.arithmetic.exact import value_of

if TYPE_CHECKING:
    from claimlint.verify.scenes.scene import Told

_HOUSE = lazy(
    r"(?:成立|始建|创建|创办|建[院科馆厂]|组建|筹建|落成)于?|[建创]院|(?:开放|编制|设置|核定|拥有|设有|现有|开设)(?:[病]?床位?|床)|占地|建筑面积|现有(?:在[职岗编])?(?:医|职|员|护|专|教|副|博|硕|主任)|"
    r"\b(?:opened|founded|established|set up|built) in \d{4}|\bemploys\b|\bstaffed by\b"
    r"|\b(?:has|have|with) (?:a team of )?\d[\d,]* (?:staff|beds|doctors|nurses|physicians|surgeons|employees|specialists|consultants|theatres|branches|clinics)\b"
)
_OF_HOUSE = lazy(r"床|建[院科]|周年|院庆|成立|始建|创[建办立]|\b(?:beds?|founded|opened|established|anniversary)\b")
_STAFF = lazy(
    r"医护|医务|职工|员工|医生|医师|护士|教授|人员|\b(?:staff|nurses|doctors|physicians|employees|surgeons|specialists|colleagues)\b"
)
_OF_THEM = lazy(
    r"其中|占|共|全[院科]|平均|人均|每|比|\b(?:of (?:them|whom|these|the)|all|every|each|per|including|them|ratio)\b"
)
_COUNTRY = lazy(
    r"全球|全世界|世界卫生组织|世界上|我国|全国|国内|中国|据统计|据估[计算]|流行病学|患病人数|患者(?:人数|总数)|\b(?:worldwide|global(?:ly)?|nationwide|nation|country|countries|united states|population|europe|china|britain|each year|every year|annually|a year)\b"
)
_OF_COUNTRY = lazy(
    r"全球|世界|我国|全国|国内|中国|人口|患病|亿|\b(?:worldwide|global(?:ly)?|nation|national|nationwide|country|countries|population|prevalence|million|billion)\b"
)
_STUDIED = lazy(
    r"本组|本研究|受试|入组|纳入|随机|我们|我科|我院|该院|这些|其中|上述|\b(?:enrolled|randomi[sz]ed|recruited|we|our|these|this study|the trial|of whom|of them)\b"
)
_MANY = 10_000  # as a country counts


def asides(sentences: Sequence[Told]) -> frozenset[int]:
    """Which sentences (by index) stand aside: of the house or the country, where no other one with figures is."""
    telling = [index for index, one in enumerate(sentences) if one.figures]
    if len(telling) < 2:
        return frozenset()
    found = set()
    for is_one, is_other in ((_is_of_house, _goes_on_about_it), (_is_of_country, _is_national)):
        own = [index for index in telling if is_one(sentences[index])]
        others = [index for index in telling if index not in own]
        if own and others and not any(is_other(sentences[index]) for index in others):
            found.update(own)
    return frozenset(found)


def _is_of_house(told: Told) -> bool:
    return _HOUSE.search(told.words) is not None and _STUDIED.search(told.words) is None


def _goes_on_about_it(told: Told) -> bool:
    """Of the beds or the founding, or of staff that were counted before."""
    words = told.words
    return _OF_HOUSE.search(words) is not None or (
        _STAFF.search(words) is not None and _OF_THEM.search(words) is not None
    )


def _is_national(told: Told) -> bool:
    return _OF_COUNTRY.search(told.words) is not None


def _is_of_country(told: Told) -> bool:
    counts = [f for f in told.figures if f.unit == "count"]
    return (
        any(value_of(f) >= _MANY for f in counts)
        and all(value_of(f) >= _MANY / 10 for f in counts)
        and _COUNTRY.search(told.words) is not None
        and _STUDIED.search(told.words) is None
    )
