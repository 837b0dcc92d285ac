"""Units that do not belong to the quantity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scene import Scene, Told, observe


class Quantity(NamedTuple):
    """What a laboratory or clinical quantity is measured in, and between which values (unit -> low, high)."""

    name: str
    words: str
    units: dict[str, tuple[float, float]]
    right: str
    wrong: tuple[str, ...] = ()  # units that are surely wrong, besides values outside the bounds


_QUANTITIES = (
    Quantity("eGFR", r"egfr|估算?肾小球滤过率|估计肾小球滤过率|肾小球滤过率|(?<![a-z])gfr|glomerular filtration rate",
             {"ml/min/1.73m2": (0, 250), "ml/min": (0, 250)}, "mL/min/1.73m²", ("ml/min/m2", "mg/dl", "mmol/l", "umol/l", "pct_", "ml")),
    Quantity("creatinine", r"(?:血清?|血)肌酐|(?<![a-z])scr(?![a-z])|serum creatinine",
             {"umol/l": (8, 3000), "mg/dl": (0.1, 35)}, "μmol/L", ("mmol/l", "g/l", "mg/l", "mmhg", "ml/min")),
    Quantity("HbA1c", r"hba1c|糖化血红蛋白|glycated ha?emoglobin", {"pct": (3, 20), "mmol/mol": (9, 195)}, "%", ("mmol/l", "mg/dl", "g/l", "mmhg")),
    Quantity("blood pressure", r"血压|收缩压|舒张压|(?<![a-z])(?:sbp|dbp)(?![a-z])|blood pressure",
             {"mmhg": (20, 320), "kpa": (2, 43)}, "mmHg", ("mmol/l", "mg/dl", "cm", "mm", "umol/l", "g/l")),
    Quantity("glucose", r"(?:空腹|餐后[^，。]{0,4}|随机)?血糖(?!素)|(?:fasting|plasma|blood) glucose",
             {"mmol/l": (0.5, 60), "mg/dl": (10, 1200)}, "mmol/L", ("umol/l", "mmhg", "g/l", "nmol/l", "mol/l")),
    Quantity("BMI", r"(?<![a-z])bmi(?![a-z])|体重指数|体质量指数|body mass index", {"kg/m2": (8, 110)}, "kg/m²", ("kg/m", "kg", "kg/cm2", "g/m2", "m2")),
    Quantity("haemoglobin", r"(?<!糖化)血红蛋白|(?<![a-z])(?:hb|hgb)(?![a-z0-9])|(?<!glycated )ha?emoglobin",
             {"g/l": (15, 250), "g/dl": (1.5, 25), "mmol/l": (0.9, 16)}, "g/L", ("mg/dl", "mmhg", "mg/l", "umol/l")),
    Quantity("LDL-C", r"ldl-?c?(?![a-z])|低密度脂蛋白(?:胆固醇)?", {"mmol/l": (0.1, 25), "mg/dl": (4, 1000)}, "mmol/L", ("umol/l", "g/l", "mmhg")),
    Quantity("uric acid", r"(?:血)?尿酸|uric acid|serum urate", {"umol/l": (20, 2000), "mg/dl": (0.3, 35)}, "μmol/L", ("mmol/l", "mmhg", "g/l")),
    Quantity("potassium", r"血钾|(?:serum )?potassium", {"mmol/l": (1, 12)}, "mmol/L", ("mmhg", "umol/l", "g/l", "pct_")),
    Quantity("sodium", r"血钠|(?:serum )?sodium(?! intake| chloride)", {"mmol/l": (90, 200)}, "mmol/L", ("mmhg", "umol/l", "pct_")),
    Quantity("total cholesterol", r"总胆固醇|total cholesterol", {"mmol/l": (0.5, 40), "mg/dl": (20, 1500)}, "mmol/L", ("umol/l", "mmhg", "g/l")),
    Quantity("triglycerides", r"甘油三酯|triglycerides?", {"mmol/l": (0.1, 120), "mg/dl": (9, 10000)}, "mmol/L", ("umol/l", "mmhg")),
    Quantity("albumin", r"(?<!尿)(?<!微量)白蛋白(?![/肌尿酐])|serum albumin", {"g/l": (5, 80), "g/dl": (0.5, 8)}, "g/L", ("mmhg", "mmol/l", "umol/l")),
    Quantity("bilirubin", r"总胆红素|total bilirubin", {"umol/l": (1, 1200), "mg/dl": (0.1, 70)}, "μmol/L", ("mmol/l", "mmhg", "g/l")),
    Quantity("ALT", r"谷丙转氨酶|丙氨酸(?:氨基)?转移酶|(?<![a-z])alt(?![a-z])", {"u/l": (1, 30000), "iu/l": (1, 30000)}, "U/L", ("mmol/l", "umol/l", "mmhg", "mg/dl")),
    Quantity("temperature", r"体温|body temperature", {"℃": (25, 45)}, "℃", ("mmhg", "pct")),
    Quantity("heart rate", r"心率|heart rate", {"次/分": (15, 320), "bpm": (15, 320), "次/min": (15, 320)}, "次/分", ("mmhg", "pct_")),
)  # fmt: skip
_GAP = 22
_BETWEEN = lazy(
    r"[。；;]|降低|下降|减少|升高|增加|变化|改善|差|change|\bby\b|\bfell\b|\bdrop|decreas|increas|reduc|difference|比值|ratio|患者|patients|占|率(?!\()"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Each figure with a unit that stands behind the name of a quantity."""
    for told in scene.sentences:
        for figure in told.figures:
            if figure.unit in {"none", "count", "p", "ci", "cilevel"} and figure.unit != "none":
                continue
            fault = _fault(told, figure)
            if fault is not None:
                yield fault


def _fault(told: Told, figure: Figure) -> Observation | None:
    start = figure.span.start - told.span.start
    before = told.words[max(0, start - 44) : start]
    quantity, gap = _quantity(before)
    if (
        quantity is None
        or len(gap) > _GAP
        or any(
            other.span.start >= figure.span.start - len(gap) and other.span.end <= figure.span.start
            for other in told.figures
            if other.unit not in set(quantity.units)
        )
    ):
        return None
    if figure.unit in quantity.wrong:
        return _wrong(told, figure, quantity, before, gap)
    bounds = quantity.units.get(figure.unit)
    if bounds is None or _BETWEEN.search(gap):
        return None
    if bounds[0] <= float(figure.low) and float(figure.high) <= bounds[1]:
        return None
    if figure.low < 0 or figure.low == 0:
        return None
    return _misfit(figure, quantity)


def _quantity(before: str) -> tuple[Quantity | None, str]:
    """The quantity named last before a figure, and what stands between."""
    best: tuple[int, int, Quantity] | None = None
    for quantity in _QUANTITIES:
        for match in expressions.finditer(quantity.words, before):
            if best is None or match.end() > best[0] or (match.end() == best[0] and match.start() < best[1]):
                best = (match.end(), match.start(), quantity)
    return (best[2], before[best[0] :]) if best else (None, "")


def _wrong(told: Told, figure: Figure, quantity: Quantity, before: str, gap: str) -> Observation | None:
    if expressions.search(r"[。；;，,]", gap.rstrip(" (（,，")) and len(gap) > 8:
        return None
    start = figure.span.start - len(gap)
    name = expressions.search(rf"(?:{quantity.words})$", before[: len(before) - len(gap)])
    if name is not None and len(gap) <= 3:
        start -= len(name[0])
    span = Span(start, figure.span.end) if len(gap) <= 3 else figure.span
    return observe("unit", span, f"{quantity.name}: {figure.unit} → {quantity.right}", quantity=quantity.name,
                   unit=figure.unit, right=quantity.right, stated=figure.raw)  # fmt: skip


def _misfit(figure: Figure, quantity: Quantity) -> Observation | None:
    """A value that fits another unit of the same quantity better."""
    other = next((unit for unit, (low, high) in quantity.units.items()
                  if unit != figure.unit and low <= float(figure.low) and float(figure.high) <= high), None)  # fmt: skip
    low, high = quantity.units[figure.unit]
    line = f"{quantity.name} {figure.raw}: {low:g}-{high:g} {figure.unit}"
    if other:
        line += f"; {other}: {quantity.units[other][0]:g}-{quantity.units[other][1]:g}"
    return observe("unit", figure, line, quantity=quantity.name, unit=figure.unit, right=other or quantity.right)
