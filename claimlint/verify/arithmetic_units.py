"""Units that do not belong to the quantity."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scene import Scene, Told, observe
from claimlint.verify.unit_quantities import GOES_ON, QUANTITIES, Quantity

_GAP = 22
_BETWEEN = lazy(
    r"[。；;]|室温|水温|液氮|环境温度|[降升涨]幅|波动|温差|降低|下降|减少|升高|增加|变化|改善|差|change|\bby\b|\bfell\b|\bdrop|decreas|increas|reduc|difference|比值|ratio|患者|patients|占|率(?!\()"
)


_TOLD_ON = lazy(
    r"(?:至|到|为|和|及|与|了|是|达|约|由|从|后|时|前|[,，(（:/]|\b(?:to|and|at|then|was|were|from|of|is))\s?$"
)


_OF_PATIENTS = lazy(
    r"率(?:[(（][^()（）]{0,20}[)）])?(?:为|是|达|约|仅|\s){0,2}$|\b(?:rate|share|proportion)\b[^,;]{0,24}$"
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


_GOES_ON = lazy(GOES_ON)


def _fault(told: Told, figure: Figure) -> Observation | None:
    start = figure.span.start - told.span.start
    before = told.words[max(0, start - 44) : start]
    quantity, gap = named(before)
    if (
        quantity is None
        or _GOES_ON.match(told.words, figure.span.end - told.span.start)
        or (figure.unit == "pct" and _OF_PATIENTS.search(before))
        or len(gap) > _GAP
        or any(
            other.span.start >= figure.span.start - len(gap) and other.span.end <= figure.span.start
            for other in told.figures
            if other.unit not in {*quantity.units, *TIME_UNITS}
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


def named(before: str) -> tuple[Quantity | None, str]:
    """The quantity named last before a figure, and what stands between."""
    best: tuple[int, int, Quantity] | None = None
    for quantity in QUANTITIES:
        for match in expressions.finditer(quantity.words, before):
            if best is None or match.end() > best[0] or (match.end() == best[0] and match.start() < best[1]):
                best = (match.end(), match.start(), quantity)
    return (best[2], before[best[0] :]) if best else (None, "")


def _wrong(told: Told, figure: Figure, quantity: Quantity, before: str, gap: str) -> Observation | None:
    bound = figure.comparator is not Comparator.EQUAL  # eGFR，如果连续三个月低于60
    if expressions.search("[。；;]" if bound else "[。；;，,]", gap.rstrip(" (（,，")) and len(gap) > 8:
        return None
    if expressions.search("[，,]", gap.rstrip(" (（,，")) and not bound and not _TOLD_ON.search(gap):
        return None  # 糖化血红蛋白6.4%，血酮0.3 mmol/L
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
