"""Doses and courses: whole numbers that multiply."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_CHANGED = lazy(
    r"首[日次天].{0,60}?(?:改为|之后|起)|\bloading dose|第[二三2-9][天日周]起(?:改|增|减)"
)  # not the same every day


def check(scene: Scene) -> Iterator[Observation]:
    """Totals of doses and courses."""
    for frame in scene.frames:
        for told in frame.sentences:
            if _CHANGED.search(told.words):
                continue
            yield from _repeated(told)


def _fault(stated: Figure, factors: list[tuple[Figure | None, Decimal]], product: Decimal) -> Observation:
    line = f"{' × '.join(plain(value) for _, value in factors)} = {plain(product)} ≠ {plain(value_of(stated))}"  # noqa: E501, RUF100
    related = [(figure, figure.raw) for figure, _ in factors if figure is not None]
    return observe("parts-total", stated, line, related=related, stated=plain(value_of(stated)),
                   sum=plain(product), parts=" × ".join(plain(value) for _, value in factors))  # fmt: skip


# --- one portion, how often, altogether -------------------------------------------------------------

_OFTEN = {"once": 1, "twice": 2, "two times": 2, "three times": 3, "thrice": 3, "four times": 4}
_TOTAL = (
    r"(?:共计?|总共|累[计积]|合计|总计|总剂量|总量|日剂量|日总量|总疗程|全程|for a total|totalling|total(?:ing)? (?:daily )?dose|in total|"
    r"a total|altogether)(?:为|是|约|注射|输注|给药|用药|治疗|服用|of|was|:|,|\s|daily|dose){0,4}"
)
_DAY = shaped(
    r"(?:每次|一次|each time)`{0,6}?(?P<d><UX>)`{0,4}[,，、]?\s?(?:每[日天]|一[日天]|日)(?P<k><X>)(?P<gap>~{0,16}?)"
    r"(?:每[日天](?:总?剂?量|总共?|共计?)|一[日天]共|日总?剂?量|合计每[日天]|daily)(?:为|是|约|用量|服用|服|共|计|:|\s){0,3}(?P<s><UX>)"
)
_DAY_FIRST = shaped(
    r"每[日天](?P<k><X>)`{0,4}?[,，、]\s?(?:每次|一次)`{0,6}?(?P<d><UX>)~{0,16}?(?:每[日天](?:总?剂?量|总共?|共计?)|一[日天]共|日总?剂?量|合计每[日天])"
    r"(?:为|是|约|共|计|:|\s){0,3}(?P<s><UX>)"
)
_DAY_EN = shaped(
    r"(?:(?P<c><X>|\btwo|\bthree|\bfour)\s)?(?P<d><UX>)\s(?:\w+\s)?(?:[a-z ]{1,40} )?(?:(?P<w>once|twice)|(?P<k><X>))\s(?:a day|daily|per day|each day)~{0,20}?"
    r"(?:total daily dose|daily total|a total)(?:\s(?:dose|is|was|of|a day|daily)){0,3}\s(?P<s><UX>)"
)
_COURSE = shaped(
    r"(?:每(?:个?周期|个?疗程|次|周|日|天|月))(?:为|用|给药|输注|注射|治疗|持续)?(?P<d><TUX>)`{0,6}?[,，、;]\s?(?:连续|共|治疗|给药|输注|"
    r"注射|疗程|持续|计)`{0,4}?(?P<k><TX>)`{0,8}?[,，、;（(]\s?" + _TOTAL + r"(?P<s><TUX>)"
)
_COURSE_FIRST = shaped(
    r"(?:疗程|连续|持续|共|治疗)(?:为)?(?P<k><T>)`{0,4}?[,，、]\s?(?P<u>每[周日天月])`{0,6}?(?P<d><X>)`{0,6}?[,，、]\s?"
    + _TOTAL
    + r"(?P<s><X>)"
)
_EACH = shaped(
    r"(?P<k><XC>)\s(?:intravenous |monthly |weekly |daily |separate )?(?:[a-z]+ )?(?:of|at)\s(?P<d><UX>)\s?(?:each|apiece|per \w+)?~{0,20}?"
    r"(?:(?P<s><UX>)\s(?:in total|altogether|overall)|(?:for a total|a total|totalling)(?: dose)?(?: of)?\s(?P<z><UX>))"
)


_AS = shaped(
    r"total (?:dose )?of (?P<s><UX>)`{0,20}? (?:given|administered|divided|delivered|split|infused) (?:as|in|into|over) (?P<k><XC>)"
    r"`{0,20}? of (?P<d><UX>)"
)


def _repeated(told: Told) -> Iterator[Observation]:
    """A portion by how often it is given, where a total is told."""
    if told.has(r"最大|不超过|上限|最多|maximum|\bmax\b"):
        return
    for pattern in (_DAY, _DAY_FIRST, _DAY_EN, _COURSE, _COURSE_FIRST, _EACH, _AS):
        for match in pattern.finditer(told.shape):
            groups = pattern.groupindex
            portion = told.group(match, "d")
            stated = told.group(match, "s" if match["s"] else "z")
            often = told.group(match, "k") if "k" in groups and match["k"] else None
            times = value_of(often) if often is not None else Decimal(_OFTEN[match["w"]])
            if not _same(portion, stated) or (
                often is not None
                and not _times(often, match["u"] if "u" in groups else "" if pattern is _DAY_FIRST else match[0])
            ):
                continue
            factors = [(portion, value_of(portion)), (often, times)]
            if "c" in groups and match["c"]:  # two 250 mg capsules
                factors.insert(0, (told.group(match, "c"), value_of(told.group(match, "c"))))
            product = prod((value for _, value in factors), start=Decimal(1))
            if abs(product - value_of(stated)) > unit_in_last_place(stated) / 2:
                yield _fault(stated, factors, product)


def _same(one: Figure, two: Figure) -> bool:
    return one.unit == two.unit and exact(one) and exact(two)


_PERIODS = {"week": "每周", "day": "每日|每天", "month": "每月"}


def _times(figure: Figure, words: str) -> bool:
    """Is it a number of times, or a time in the period that the portion is told for?"""
    if not exact(figure):
        return False
    if figure.unit in TIME_UNITS:
        return figure.unit in _PERIODS and expressions.match(_PERIODS[figure.unit], words) is not None
    return figure.unit in {"times", "course", "count"} and expressions.match("每[周日天月](?!期)", words) is None
