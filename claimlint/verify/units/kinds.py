"""A length told in milligrams, a time in mmHg: what a noun measures against the family of the unit right behind it.

Every unit belongs to a family (mass, volume, length, time, pressure ...), every noun of ``KINDS`` to the families that it can be
told in. Only a value that nothing but links parts from its noun is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.families import ENDS, FAMILIES, MASS, NUMBER, RANGE, measured
from claimlint.verify.units.nouns import KINDS, Kind

_LINKS = (
    r"(?:(?:指标)?[（(][^()（）\d]{1,12}[)）])?(?:[\s:：=(（≤≥<>~]|为|是|约|达|仅|共|均|值|的|中位数?|平均|于|在|至|到|需|控制|维持|保持|一般|通常|不|宜|应|超过|低|高|少|多|可|以|每[天日晚次]|范围|测得|可设|设[为定在]|调节|分别|由|从|"
    r"\b(?:was|is|were|are|of|averaged|averages|a|an|the|median|mean|average|about|at|around|only|just|total|under|over|approximately|up|to|be|roughly|nearly|from|fell|rose|remained|reached|stood|measured|between|less|than|more|least|at least|for|ranged)\b){0,10}"
)
_FOR = lazy(  # what is done for a time, over a time, or every so long
    rf"\b(?:walk(?:ed|ing)?|ran|slept|exercis(?:ed?|ing)|rested|lasted|lasting|lasts?|waited|stayed|cooled|soak(?:ed)?|incubated|heated|boil(?:ed)?|kept|fasted|fast|cycled|swam|massage[ds]?|infused|given) (?:for|over) (?:a (?:median|mean) of |about |at least |an average of )?(?P<n>{NUMBER})\s?(?P<u>(?P<mass>{MASS})|(?P<pressure>mm\s?hg|kpa)|(?P<concentration>mmol/l|mg/dl|g/l))(?![a-z0-9/])(?! (?:of|doses?|tablets?|capsules?))"
    rf"|每隔?\s?(?P<n2>{NUMBER})\s?(?P<u2>mg|毫克|kg|公斤|mmhg|ml|毫升|cm)\s?(?:一|1)次|\bevery (?P<n3>{NUMBER}) (?P<u3>mg|kg|mmhg|ml|cm|milligrams?)(?=[.,; ](?!of|lost|gained))"
)
_LONG = lazy(
    rf"(?<![\d.])(?P<n>{NUMBER})[\s-]?(?P<u>(?:m|μ|u|n|k)?g|m?l|mm\s?hg|kpa|m?mol/l|℃|°c) (?:long|wide|thick|deep|tall|in (?:diameter|length|width|thickness|height))\b"
)
_LATER = lazy(  # six kilograms later, 12 mmHg后出院, a 60-mg-old man
    rf"(?<![\d.])(?P<n>{NUMBER})[\s-]?(?P<u>kg|mg|mm\s?hg|mmol/l|cm|ml|℃)(?:(?: later| earlier| ago)\b|-old\b|\s?[前后](?:复查|出院|拔管|复诊|随访|死亡|再次))|\baged (?P<n2>{NUMBER})\s?(?P<u2>kg|mg|mm\s?hg|cm|ml)(?![a-z/])"
)
_SHOT = lazy(
    rf"(?<![\d.])(?P<n>{NUMBER})[\s-]?(?P<u>mm\s?hg|m?mol/l|kpa|℃|°c|kg/m[2²]|cm|mm|bpm|次/分|hours?|g/l|mg/dl)(?![a-z/\d]) (?:intramuscular|subcutaneous|intravenous|oral) (?:injections?|doses?|bolus|infusions?)\b"
)
_SIDES = lazy(
    rf"(?<![\d.])(?P<a>{NUMBER})\s?(?P<u>mm|cm|毫米|厘米|ml|mg|g|kg|mmhg)\s?[×x*]\s?(?P<b>{NUMBER})\s?(?P<v>mm|cm|毫米|厘米|ml|mg|g|kg|mmhg)(?![a-z/\d])"
)
_OF = lazy(
    rf"(?<![\d.])(?P<n>{NUMBER})\s?(?P<u>mm\s?hg|m?mol/l|℃|°c|cm|mm|m?l|bpm|hours?) of (?P<of>energy|protein|fibre|fiber|fat|carbohydrates?|sugars?|salt)\b|(?:提供|含|含有)(?P<of2>能量|热量|蛋白质|膳食纤维|脂肪|碳水化合物|钠)(?:约|为|\s){{0,2}}(?P<n2>{NUMBER})\s?(?P<u2>mm\s?hg|m?mol/l|℃|cm|mm|分钟|小时)(?![a-z])"
)
_LENGTHS = frozenset({"mm", "cm", "毫米", "厘米"})
_ASIDE = lazy(
    r"误写|笔误|写成|错写|单位(?:错|有误|应)|比值|得分|评分|\b(?:misprint|typo|wrongly|in error|instead of|z-?score|for (?:gestational )?age)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<k{i}>{kind.words})" for i, kind in enumerate(KINDS))
    families = "|".join(f"(?P<f{i}>{words})" for i, words in enumerate(FAMILIES.values()))
    return compiled(rf"(?:{kinds}){_LINKS}(?<![\d.])(?P<n>{RANGE}[)）]?)\s?-?(?:{families}){ENDS}")


_DIGIT = lazy(r"\d")
_GROUP = lazy(r"\s?(?:组|片|瓶|支|粒|剂|的?[一-鿿]{0,2}(?:者|患者|儿童)|(?:group|arm|dose|tablet|or more|weight)s?\b)")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence in prose or cells."""
    for told in scene.sentences:
        if told.role is Role.REFERENCES or told.crowded or not _DIGIT.search(told.words) or _ASIDE.search(told.words):
            continue
        yield from _behind_nouns(told)
        yield from _by_construction(told)
    for table in tables_of(scene):
        yield from _in_cells(table)


def _behind_nouns(told: Told) -> Iterator[Observation]:
    for match in _pattern().finditer(told.words):
        groups = [name for name, text in match.groupdict().items() if text is not None]
        kind = next(KINDS[int(name[1:])] for name in groups if name[0] == "k")
        index = next(int(name[1:]) for name in groups if name[0] == "f")
        family = list(FAMILIES)[index]
        link = told.words[match.end(f"k{KINDS.index(kind)}") : match.start("n")]
        when = family == "time" and not _of_itself(kind, link, match["n"], told.words[match.end() :])
        heavy = kind.name in _NEVER_HEAVY and match[f"f{index}"] in _KILOGRAMS
        if kind.name == "weight" and _ACCORDING.search(told.words, 0, match.start()):
            continue  # by her weight 5 to 10 mg/kg
        if _FOR_EACH.search(told.words, 0, match.start()):
            continue  # 每公斤标准体重30~35千卡
        if family == "energy" and _SO_MUCH.search(told.words, 0, match.start()):
            continue  # 188 g glucose (752 kcal)
        if kind.name == "a laboratory value" and _AN_HOUR.search(match[f"f{index}"]):
            continue  # sodium 500 mg/h: what is drunk
        if when or (family in kind.families and not heavy) or _GROUP.match(told.words, match.end()):
            continue
        unit = match[f"f{index}"]
        yield _fault(told, match.start("n"), match.end(f"f{index}"), kind.name, unit, kind.right)


_AN_HOUR = lazy(r"/\s?(?:h|hr|hour|min|小时|时)$")


_FOR_EACH = lazy(r"(?:每|/|按)\s?(?:公斤|千克|kg)(?:标准|理想|实际)?$")
_ACCORDING = lazy(
    r"(?:按照?|根据|依据?)[^,，。;；\d]{0,6}$|\b(?:by|according to|based on) (?:his|her|the|its|their|your) (?:child's |[a-z]+ )?$"
)
_SO_MUCH = lazy(r"\d\s?(?:g|ml|克|毫升|%)\s?(?:of |的)?$")
_NEVER_HEAVY = frozenset({"a laboratory value", "a limit of detection"})
_KILOGRAMS = frozenset({"kg", "公斤", "千克", "kilograms", "tonnes"})
_STRAIGHT = lazy(r"[\s:：=为是约达仅]{0,4}|\s?(?:was|is|of)\s")
_THEN = lazy(r"\s?(?:[,，;；.。)）]|$)")


def _of_itself(kind: Kind, link: str, number: str, behind: str) -> bool:
    """A time that is told for the quantity, not for when it was measured (heart rate at 45 min)."""
    if "/" in number and kind.name == "pressure":
        return True
    return kind.strict and _STRAIGHT.fullmatch(link) is not None and _THEN.match(behind) is not None


_LABEL_ENDS = lazy(r"\s?(?:[(（][^()（）]{1,12}[)）])?\s?")


def _in_cells(table: Table) -> Iterator[Observation]:
    """A cell that holds a number and its unit, below or beside a noun."""
    for (row, column), cell in table.cells.items():
        if not row or not column or len(cell.told) != 1:
            continue
        own = list(measured(cell.words))
        if len(own) != 1 or own[0].start or len(cell.words) - own[0].end > 2:
            continue
        for label in (table.words(row, 0), table.words(0, column)):
            named = [match for match in _nouns().finditer(label) if _LABEL_ENDS.fullmatch(label, match.end())]
            kind = KINDS[int((named[-1].lastgroup or "k0")[1:])] if named else None
            heavy = kind is not None and kind.name in _NEVER_HEAVY and own[0].unit in _KILOGRAMS
            if kind is not None and (heavy or own[0].family not in kind.families):
                yield _fault(cell.told[0], own[0].start, own[0].end, kind.name, own[0].unit, kind.right)
                break


@cache
def _nouns() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<k{i}>{kind.words})" for i, kind in enumerate(KINDS)))


def _by_construction(told: Told) -> Iterator[Observation]:
    for match in _FOR.finditer(told.words):
        for suffix in ("", "2", "3"):
            if match[f"n{suffix}"]:
                unit = match[f"u{suffix}"]
                yield _fault(told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), "time", unit, "min / h")
    for match in _LATER.finditer(told.words):
        suffix = "" if match["n"] else "2"
        yield _fault(told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), "time", match[f"u{suffix}"], "h / d")
    for match in _LONG.finditer(told.words):
        yield _fault(told, match.start("n"), match.end("u"), "length", match["u"], "mm / cm")
    for match in _SHOT.finditer(told.words):
        yield _fault(told, match.start("n"), match.end("u"), "a dose", match["u"], "mg / mL")
    for match in _OF.finditer(told.words):
        suffix = "" if match["n"] else "2"
        right = "kcal" if (match["of"] or match["of2"]) in {"energy", "能量", "热量"} else "g"
        yield _fault(
            told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), match[f"of{suffix}"], match[f"u{suffix}"], right
        )
    for match in _SIDES.finditer(told.words):
        if (match["u"] in _LENGTHS) != (match["v"] in _LENGTHS):
            side, unit = ("a", "u") if match["v"] in _LENGTHS else ("b", "v")
            yield _fault(told, match.start(side), match.end(unit), "length", match[unit], "mm / cm")


def _fault(told: Told, start: int, end: int, name: str, unit: str, right: str) -> Observation:
    stated = told.words[start:end]
    span = Span(told.span.start + start, told.span.start + end)
    return observe("unit", span, f"{name}: {stated} → {right}", stated=stated, quantity=name, unit=unit, right=right)
