"""What a weight or a volume makes of a dose told for each kilogram or millilitre: ``体重18 kg……15 mg/kg……每次应给270 mg``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe

_WEIGHED = lazy(r"体重|体质量|weigh|\bkg [a-z]{3,}|公斤的")
_EACH = lazy(r"每(?:公斤|千克|kg)(?:体重)?(?:给予|给药|回输|输注|为|约)?\s?$")
_EACH_BEHIND = lazy(r"[^,.;\d]{0,30} (?:per|for each|for every) (?:kilogram|kilo|kg)\b")
_MADE = lazy(  # what announces the result
    r"(?:应[给服吃用]|就?该[给服吃用]|应为|总(?:剂?量|计|共)[为是]?|剂量[为是]|即|也就是(?:说)?|相当于|合计|共[给用]?|需要?|每次(?:给|用|服|吃)?|每[只头匹](?:给)?|为|receives?|received|that is|or|i\.e\.|in other words|equals?|equivalent to|amounts? to|"
    r"makes|means|needs?|gets?|takes?|swallowed|drew up|drawn up|gave|(?:was|were) given|injected|doses? of|total of|delivers?|contains?|containing|gives|holds|provides|含|含有)(?:输注|回输|注射|服用|给予|给药)?[:：,，]?\s?(?:about |just |around |roughly |约)?$"
)
_STRENGTH = lazy(
    r"每\s?[袋片粒支瓶包盒](?:装|规格)?[含为有]?$|每\s?\d+(?:\.\d+)?\s?ml[含为有]?$|\b(?:each|per|every) \d+(?:\.\d+)? ?ml (?:contains?|holds?|has) $|\b(?:each|per|a) (?:tablet|capsule|sachet|vial|bottle|ampoule)s? (?:contains?|holds?|of) $"
)
_LIMITED = lazy(
    r"最大|不超过|上限|封顶|至多|maximum|\bmax\b|capped|up to|no more than|loading|repeat|重复|\bweeks? \d+(?:,| and)|第\d+[、,，和]\s?\d|every (?:4|6|8|12) hours|每\s?(?:4|6|8|12)\s?(?:小时|h)|followed|round|rounded|凑整|取整|半量|减半|half (?:the )?dose|每小时|泵速|滴速|\ban hour|per hour|/ ?h\b|/hr\b"
)
_OFTEN = lazy(
    r"(?<![\d.])([2-9]|[二两三四六]|\btwo|\bthree|\bfour|\bsix)\s?(?:次|份|times|equal|doses|daily|divided|portions|injections|infusions|tablets|capsules)|\b(twice|thrice)\b"
)
_SO_OFTEN = {"twice": Decimal(2), "thrice": Decimal(3)}
_ROOM = Decimal("0.06")  # doses are rounded to what can be given
_HALF = Decimal("0.5")
_CELLS = frozenset({"cell", "count", "item", "none"})
_REACH = 90  # characters from what makes a dose to the dose


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence that tells a dose, with the one before it."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            before = frame.sentences[index - 1] if index and frame.sentences[index - 1].block == told.block else None
            if told.figures and not told.crowded:
                yield from _check(told, before)


def _check(told: Told, before: Told | None) -> Iterator[Observation]:
    sentences = (before, told) if before else (told,)
    words = " ".join(one.words for one in sentences)
    if _LIMITED.search(words):
        return
    figures = [(one, f) for one in sentences for f in one.figures if f.value is not None]
    by_weight, by_volume = _per_kilogram(figures), _per_millilitre(figures)
    if len(by_weight) + len(by_volume) != 1 or (by_weight and not _WEIGHED.search(words)):
        return
    basis = "kg" if by_weight else "ml"
    rate, unit = (by_weight or by_volume)[0]
    amounts = [f for one, f in figures if _amount(one, f, basis) and f is not rate]
    if len(amounts) == 1 and exact(rate) and exact(amounts[0]):
        yield from _against(told, rate, unit, amounts[0], basis, words)


def _per_kilogram(figures: Sequence[tuple[Told, Figure]]) -> list[tuple[Figure, str]]:
    found = []
    for told, figure in figures:
        start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
        if figure.unit.endswith("/kg"):
            found.append((figure, figure.unit.removesuffix("/kg")))
        elif _EACH.search(told.words[max(0, start - 14) : start]) or _EACH_BEHIND.match(told.words[end : end + 50]):
            found.append((figure, figure.unit))
    return found


def _per_millilitre(figures: Sequence[tuple[Told, Figure]]) -> list[tuple[Figure, str]]:
    return [(figure, figure.unit.removesuffix("/ml")) for _, figure in figures if figure.unit.endswith("/ml")]


def _amount(told: Told, figure: Figure, basis: str) -> bool:
    """A weight of a body in kilograms, of a small animal in grams, or a volume."""
    if figure.unit == basis:
        return True
    near = told.words[max(0, figure.span.start - told.span.start - 16) : figure.span.start - told.span.start]
    return basis == "kg" and figure.unit == "g" and _WEIGHED.search(near) is not None


_STRENGTH_BEHIND = lazy(
    r"\s?(?:in (?:each|every|one|\d)|per (?:\d|ml|tablet|capsule|vial|ampoule)|/|[每一][片粒支瓶袋毫])"
)  # 120 mg in each 5 mL


def _against(told: Told, rate: Figure, unit: str, amount: Figure, basis: str, words: str) -> Iterator[Observation]:
    weight = value_of(amount) / (1000 if basis == "kg" and amount.unit == "g" else 1)
    product = weight * value_of(rate)
    told_often = (match[1] or match[2] for match in _OFTEN.finditer(words))
    often = {Decimal(1), *filter(None, map(_number, told_often))}
    told_so = [
        one
        for one in told.figures
        if _announced(told, one, rate, unit, amount)
        and not _STRENGTH_BEHIND.match(told.words, one.span.end - told.span.start)
    ]
    if told_so and not any(_fits(one, product, often) for one in told_so):
        stated, parts = plain(value_of(told_so[0])), f"{plain(weight)} × {plain(value_of(rate))}"
        yield observe("parts-total", told_so[0], f"{parts} = {plain(product)} ≠ {stated}",
                      related=[(amount, amount.raw), (rate, rate.raw)], stated=stated, sum=plain(product), parts=parts,
                      tied="yes")  # fmt: skip


def _number(words: str) -> Decimal | None:
    if words in _SO_OFTEN:
        return _SO_OFTEN[words]
    read = parse_number(words)
    return read.value if read is not None else None


def _announced(told: Told, one: Figure, rate: Figure, unit: str, amount: Figure) -> bool:
    """A dose of the rate's unit behind both, which words announce as what they make."""
    start = one.span.start - told.span.start
    gap = one.span.start - max(rate.span.end, amount.span.end)
    alike = one.unit == unit or {one.unit, unit} <= _CELLS
    return (
        alike
        and exact(one)
        and 0 <= gap <= _REACH
        and _MADE.search(told.words[max(0, start - 24) : start]) is not None
        and not _STRENGTH.search(told.words[max(0, start - 24) : start])
    )


def _fits(one: Figure, product: Decimal, often: set[Decimal]) -> bool:
    """To what can be given, once or several times a day."""
    stated = value_of(one)
    return any(
        abs(stated - made) <= max(made * _ROOM, min(_HALF, made / 4))
        for k in often
        for made in (product * k, product / k)
    )
