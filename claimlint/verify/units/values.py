"""Numbers with their units as they stand, in digits or Chinese numerals, each unit as a dimension and a factor.

A dimension goes by its base unit: 132 g/L, 13.2 g/dL and ``132克每升`` are 132 of g/L.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.numerals import parse_chinese

_ZH = {"千克": "kg", "公斤": "kg", "毫克": "mg", "微克": "ug", "纳克": "ng", "皮克": "pg", "克": "g", "毫摩尔": "mmol", "毫摩": "mmol", "微摩尔": "umol", "微摩": "umol",
       "纳摩尔": "nmol", "皮摩尔": "pmol", "摩尔": "mol", "国际单位": "iu", "单位": "u", "分升": "dl", "毫升": "ml", "微升": "ul", "升": "l"}  # fmt: skip
_EN = {"kilogram": "kg", "milligram": "mg", "microgram": "ug", "nanogram": "ng", "picogram": "pg", "gram": "g", "millimole": "mmol", "micromole": "umol", "nanomole": "nmol",
       "picomole": "pmol", "mole": "mol", "international unit": "iu", "unit": "u", "decilitre": "dl", "deciliter": "dl", "millilitre": "ml", "milliliter": "ml",
       "microlitre": "ul", "microliter": "ul", "litre": "l", "liter": "l"}  # fmt: skip
_PREFIX = {"k": 1e3, "": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12}
_VOLUME = {"l": 1.0, "dl": 0.1, "ml": 1e-3, "ul": 1e-6}
PLAIN: dict[str, tuple[str, float]] = {
    **{f"{p}g/{v}": ("g/L", x / y) for p, x in _PREFIX.items() for v, y in _VOLUME.items()},
    **{f"{p}mol/{v}": ("mmol/L", x / y * 1e3) for p, x in _PREFIX.items() for v, y in _VOLUME.items()},
    **{f"{p}{u}/{v}": ("U/L", x / y) for p, x in _PREFIX.items() for u in ("u", "iu") for v, y in _VOLUME.items()},
    **{f"{p}g/kg": ("mg/kg", x * 1e3) for p, x in _PREFIX.items()},
    **{f"{p}mol": ("mmol", x * 1e3) for p, x in _PREFIX.items()},
    "meq/l": ("mmol/L", 1.0), "mlhg": ("mLHg", 1.0),
    "kg": ("mg", 1e6), "g": ("mg", 1e3), "mg": ("mg", 1.0), "ug": ("mg", 1e-3), "mcg": ("mg", 1e-3), "ng": ("mg", 1e-6),
    "iu": ("IU", 1.0), "u": ("IU", 1.0), "l": ("mL", 1e3), "dl": ("mL", 100.0), "ml": ("mL", 1.0),
    "km": ("cm", 1e5), "m": ("cm", 100.0), "cm": ("cm", 1.0), "mm": ("cm", 0.1),
    "mmhg": ("mmHg", 1.0), "kpa": ("mmHg", 7.5006), "cmhg": ("mmHg", 10.0), "cmh2o": ("cmH2O", 1.0), "mpa": ("mmHg", 7500.6),
    "℃": ("℃", 1.0), "℉": ("℉", 1.0), "%": ("%", 1.0), "mmol/mol": ("mmol/mol", 1.0), "bpm": ("/min", 1.0),
    "kg/m2": ("kg/m²", 1.0), "g/m2": ("g/m²", 1.0), "kg/m3": ("kg/m³", 1.0), "kg/m": ("kg/m", 1.0), "kg/cm2": ("kg/cm²", 1.0),
    "ml/min": ("mL/min", 1.0), "ml/min/m2": ("mL/min/m²", 1.0), "ml/min/1.73m2": ("mL/min/1.73m²", 1.0), "ml/h/1.73m2": ("mL/h/1.73m²", 1.0), "ml/min/1.73": ("mL/min/1.73", 1.0),
}  # fmt: skip
_SPELT = {
    "毫米汞柱": "mmhg", "毫米水银柱": "mmhg", "毫米汞": "mmhg", "毫升汞柱": "mlhg", "millimetres of mercury": "mmhg", "millimeters of mercury": "mmhg", "厘米汞柱": "cmhg", "千帕": "kpa", "kilopascals": "kpa", "厘米水柱": "cmh2o",
    "centimetres of water": "cmh2o", "摄氏度": "℃", "华氏度": "℉", "degrees celsius": "℃", "degrees centigrade": "℃", "degrees fahrenheit": "℉", "次/分钟": "bpm", "次/分": "bpm", "次/min": "bpm", "次每分钟": "bpm", "次每分": "bpm",
    "beats per minute": "bpm", "breaths per minute": "bpm", "beats a minute": "bpm", "beats/min": "bpm", "breaths/min": "bpm", "厘米": "cm", "公分": "cm", "毫米": "mm", "米": "m", "centimetres": "cm", "centimeters": "cm",
    "millimetres": "mm", "millimeters": "mm", "metres": "m", "meters": "m", "percent": "%", "per cent": "%", "°c": "℃", "° c": "℃", "°f": "℉", "° f": "℉",
    **{word: unit for word, unit in _ZH.items() if "摩" not in word}, **{f"{word}{s}": unit for word, unit in _EN.items() for s in ("s", "") if "mole" not in word},
}  # fmt: skip
_AREA = r"(?:m[2²]|m\^2|平方米|square met(?:re|er)s?)"
_PER = r"\s?(?:[/·]|每|\bper\b|\ban?\b)\s?"
_AMOUNT = rf"(?:[kmuμµnp]?(?:g|mol|iu|u)|meq|{'|'.join([*_ZH, *(f'{word}s?' for word in _EN)])})"
_OF_VOLUME = rf"(?:[dmuμµ]?l|{'|'.join([word for word in _ZH if word.endswith('升')] + [word for word in _EN if 'lit' in word])})"
_UNIT = (
    rf"(?P<cells>[×x*]\s?10\s?\^?\s?(?P<power>\d{{1,2}}|[⁰¹²³⁴-⁹]{{1,2}}){_PER}(?:l|升|lit(?:re|er))|(?:cells|个细胞|个)?\s?/\s?(?:[uμµ]l|mm[3³])|(?:cells )?per (?:microlit(?:re|er)|cubic millimet(?:re|er)))"
    rf"|(?P<clear>(?:ml|毫升|millilit(?:re|er)s?){_PER}\(?(?P<time>min(?:utes?)?|分钟?|h(?:our)?|小时|s)(?:-1|⁻¹)?(?:{_PER}|[.*(]{{1,2}})\(?(?:(?P<body>1\.73)\s?{_AREA}|(?P<area>{_AREA})|(?P<odd>1\.73\s?(?:kg|g|cm[2²]|m[3³]|m(?![a-z\d²³]))))\)?(?:-1|⁻¹)?\)?)"
    rf"|(?P<flow>(?:ml|毫升){_PER}(?:min(?:ute)?|分钟?))"
    rf"|(?P<bmi>(?:kg|g|千克|公斤|kilograms?){_PER}(?:(?P<sq>{_AREA})|m[3³]|cm[2²]|m))"
    rf"|(?P<dose>[kmuμµn]?g\s?/\s?kg)(?:/(?:day|d|天|日))?(?![/·a-z]|\s?/)"
    rf"|(?P<conc>mmol/mol|{_AMOUNT}{_PER}{_OF_VOLUME})"
    rf"|(?P<plain>{'|'.join(sorted(map(re.escape, _SPELT), key=len, reverse=True))}|mcg|[kmuμµn]?g|mm\s?hg|cm\s?hg|[km]pa|cm\s?h[2₂]o|℃|℉|%|bpm|iu|[muμµnp]?mol|[dm]?l|[kcm]?m)"
)
_TAIL = r"(?![a-z0-9μ²³₂·克摩]|升(?![至到高降])|\s?[/／每]\s?(?!d(?:ay)?\b|[日天次])|\s(?:per|each|an?) (?!day|dose|tablet)|\.\d|\s?(?:低?脂|数点|[(（]?(?:ci\b|置信|可信|一致性|confidence|credible|limits)))"
_NUMBER = r"(?:\d{1,3}(?:[ ,]\d{3}){1,2}(?![\d])|\d{1,6})(?:\.\d{1,4})?"


class Value(NamedTuple):
    """One number, or two (a range, systolic and diastolic), with their unit."""

    low: float
    high: float
    dimension: str
    factor: float
    unit: str  # as it stands
    start: int
    end: int
    step: float  # one unit in the last place
    two: bool = False  # systolic and diastolic

    def base(self, factor: float | None = None) -> tuple[float, float]:
        """In the dimension's base unit, or in that of another factor."""
        own = self.factor if factor is None else factor
        return self.low * own, self.high * own


@cache
def _value() -> re.Pattern[str]:
    return compiled(
        rf"(?<![\d.a-z/^_])(?<!\d,)(?P<a>-?{_NUMBER})(?:\s?±\s?{_NUMBER})?(?:\s?(?P<to>/|~|-|至|到|to|or|或)\s?(?P<b>{_NUMBER}))?(?:\s?[(（][^()（）]{{1,24}}[)）])?\s?-?(?:{_UNIT}){_TAIL}"
    )


@cache
def _numeral() -> re.Pattern[str]:
    return compiled(rf"(?P<a>[一二两三四五六七八九十百千零点]{{1,9}})(?:{_UNIT}){_TAIL}")


@cache
def _alone() -> re.Pattern[str]:
    return compiled(rf"(?:{_UNIT})")


def values(words: str) -> Iterator[Value]:
    """Every value with a unit, in order."""
    found = [value for match in _value().finditer(words) if (value := _read(words, match)) is not None]
    taken = {value.end for value in found}
    for match in _numeral().finditer(words):
        number = parse_chinese(match["a"])
        unit = unit_of(match)
        if number is not None and unit is not None and match.end() not in taken and number.value > 2:
            amount = float(number.value)
            found.append(Value(amount, amount, *unit, match.start("a"), match.end(), 1.0))
    yield from sorted(found, key=lambda value: value.start)


def _read(words: str, match: re.Match[str]) -> Value | None:
    unit = unit_of(match)
    if unit is None:
        return None
    first = _float(match["a"])
    if match["a"].startswith("-") and match.start("a") and words[match.start("a") - 1] in _DASHED:
        first = -first  # a dash, not a sign
    second = _float(match["b"]) if match["b"] else first
    step = 10.0 ** -len(match["a"].partition(".")[2])
    low, high = min(first, second), max(first, second)
    return Value(low, high, *unit, match.start("a"), match.end(), step, match["to"] == "/")


_DASHED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789%℃℉²")  # behind which a stroke is no sign


def _float(text: str) -> float:
    return float(text.replace(",", "").replace(" ", ""))


def unit_alone(text: str) -> tuple[str, float, str] | None:
    """The unit that a label is: ``mg/L`` of ``血红蛋白（mg/L）``."""
    match = _alone().fullmatch(text.strip())
    return unit_of(match) if match is not None else None


def unit_of(match: re.Match[str]) -> tuple[str, float, str] | None:
    """Dimension, factor and the unit as it stands."""
    if match["cells"]:
        power = match["power"]
        shift = int(power.translate(_SUPERSCRIPT)) - 9 if power else -3
        return "10⁹/L", 10.0**shift, match["cells"].strip()
    if match["clear"]:
        hour = match["time"][0] in "h小s"
        name = (
            "ml/min/1.73"
            if match["odd"]
            else "ml/h/1.73m2"
            if hour
            else "ml/min/1.73m2"
            if match["body"]
            else "ml/min/m2"
        )
        return (*PLAIN[name], match["clear"])
    if match["flow"]:
        return (*PLAIN["ml/min"], match["flow"])
    text = match["bmi"] or match["dose"] or match["conc"] or match["plain"]
    name = _SPELT.get(text) or _short(text)
    return (*PLAIN[name], text) if name in PLAIN else None


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _short(text: str) -> str:
    """``毫摩尔每升``, "grams per litre" and "µmol/L" in one spelling."""
    for words, unit in (("平方米", "m2"), ("square metres", "m2"), ("square metre", "m2"), ("square meters", "m2"), ("square meter", "m2")):  # fmt: skip
        text = text.replace(words, unit)
    for table in (_EN, _ZH):
        for word, unit in table.items():
            text = text.replace(word + "s", unit).replace(word, unit)
    for old, new in (
        (" per ", "/"),
        (" a ", "/"),
        ("每", "/"),
        ("·", "/"),
        (" ", ""),
        ("μ", "u"),
        ("µ", "u"),
        ("²", "2"),
        ("³", "3"),
        ("₂", "2"),
        ("^", ""),
    ):
        text = text.replace(old, new)
    return text
