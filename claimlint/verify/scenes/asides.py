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
_OF_HOUSE = lazy(
    r"医护|医务|职工|员工|医生|医师|护士|床位|张床|\d床|教授|人员|科室|建[院科]|周年|院庆|成立|始建|创[建办立]|\b(?:staff|beds?|nurses|doctors|physicians|employees|surgeons|specialists|founded|opened|established|anniversary|colleagues)\b"
)
_COUNTRY = lazy(
    r"全球|全世界|世界卫生组织|世界上|我国|全国|国内|中国|据统计|据估[计算]|流行病学|患病人数|患者(?:人数|总数)|\b(?:worldwide|global(?:ly)?|nationwide|nation|country|countries|united states|population|europe|china|britain|each year|every year|annually|a year)\b"
)
_OF_COUNTRY = lazy(
    r"全球|世界|我国|全国|全[省市县]|国内|中国|居民|人口|每年|患病|发病|万|\b(?:worldwide|global(?:ly)?|nation|national|nationwide|country|countries|population|incidence|prevalence|registry|residents|million|billion|annual(?:ly)?)\b"
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
    for is_one, is_other in ((_is_of_house, _OF_HOUSE), (_is_of_country, _OF_COUNTRY)):
        own = [index for index in telling if is_one(sentences[index])]
        others = [index for index in telling if index not in own]
        if own and others and not any(is_other.search(sentences[index].words) for index in others):
            found.update(own)
    return frozenset(found)


def _is_of_house(told: Told) -> bool:
    return _HOUSE.search(told.words) is not None and _STUDIED.search(told.words) is None


def _is_of_country(told: Told) -> bool:
    counts = [f for f in told.figures if f.unit == "count"]
    return (
        any(value_of(f) >= _MANY for f in counts)
        and all(value_of(f) >= _MANY / 10 for f in counts)
        and _COUNTRY.search(told.words) is not None
        and _STUDIED.search(told.words) is None
    )
