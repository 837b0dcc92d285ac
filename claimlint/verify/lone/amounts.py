"""What a passage tells of doses, each number with the measure that its words give it: ``每次2片，每片25 mg，每日3次``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.verify.lone.dose_numbers import DIGITS, MANY, NUMBER, WORDS, number_of
from claimlint.verify.lone.measures import (
    CONTAINERS,
    DAY,
    MONEY,
    ONCE,
    PIECES,
    TIME,
    TURN,
    Measure,
    compiled,
    measure,
    one_of,
)
from claimlint.verify.lone.told_for import HELD_IN, nouns, options_of, period, slashed

_SLASHED = r"(?P<per>(?:\s?/\s?\(?\s?(?:<U>)(?:[·⋅∙*./]\s?(?:<U>))*\)?)*)"
_CORE = compiled(
    rf"(?P<sign>[$£€¥])?(?P<n>{NUMBER})[ -]?(?:(?P<u><U>){_SLASHED}|(?:(?!of\b|to\b|in\b|a\b|and\b|per\b|every\b|each\b|at\b|or\b|for\b|more\b|times\b)[a-z-]+ ){{1,2}}(?P<w><P>))"
)
_BARE = compiled(
    rf"(?P<sign>[$£€¥])(?P<n>{DIGITS})|\b(?:at|with|taking|taken|used|swallowed|swallows|takes|needs) (?P<k>{NUMBER})(?= (?:a|per|each|every) (?:day|week)\b| daily\b)"
)
_CELLS = compiled(rf"(?P<n>{MANY})\s?(?:个|cfu|株)?(?:活?细胞|活菌|菌)?{_SLASHED}(?! ?[a-z])")
_LIVING = lazy(r"细胞|活菌|益生菌|菌|cfu|\bcells?\b|bacteria|viral|病毒")
_TURNS = {"once": "1", "twice": "2", "thrice": "3"}
_EVERY = r"(?P<d>day|night|morning|evening|week|month|daily|weekly|nightly|hour)"
_FREQUENT = (
    compiled(rf"\b(?P<n>once|twice|thrice|{NUMBER} times)[, ](?:(?:a|per|each|every|in the|in a) )?{_EVERY}\b"),
    compiled(rf"(?P<z>早晚|早中晚|一日三餐|三餐)(?:饭?[前后])?各[^,，。;；\d]{{0,4}}?(?P<n>{NUMBER})\s?(?P<u><U>)"),
    compiled(
        rf"(?P<n>{NUMBER})(?: [a-z]+)?? ?(?P<u><P>)? (?:in the|every|each) morning,? and (?P<m>{NUMBER})(?: [a-z]+){{0,2}}? (?:in the|at|every|each) (?:evening|night)"
    ),
    compiled(rf"分(?P<n>{NUMBER})(?P<d>次)(?!剂)"),
)
_HARMLESS = lazy(
    r"\s?(?:内|之内|以内|后|之后|前|起|以后|岁|年|龄|型|级|期|mm ?hg|℃|°|years?|-year| after| before| later| of age| old| ago)"
)
_HARMLESS_BEFORE = lazy(
    r"(?:每|\beach |\bevery |\bper |第|间隔[^,，。;；\d]{0,6}|开封[^,，。;；\d]{0,6}|\bwithin |(?<!out )\bafter |\bage[ds]? (?:of )?|\bday |\bweek |\bwithin the |[a-z]-?|\bintervals? of )$"
)
_WHOLE_TIME = lazy(
    r"\s?(?:之?内|后)(?:可以?|能|就)?[输滴注泵用吃服]完| before (?:it|they|you)\b| after opening the first"
)
_LIMITED = lazy(
    r"(?:超过|不足|不到|少于|多于|至少|至多|最多|最大|最高|不超|逾|[<>≤≥]|\bover|more than|less than|under|at least|at most|(?<!made )(?<!add )(?<!adds )(?<!adding )(?<!diluted )(?<!topped )up to|maximum|\bmax|\bno more than|\bexceed\w*|不宜超过|第|[\d一二两三四五六七八九十][a-zμ%/天日片粒次滴]{0,3}\s?[-~～–—至到])(?: of)? ?$"
)
_LIMITED_BEHIND = lazy(
    rf" ?(?:以上|以下|多[片粒天元次]|余|or more|or less|to (?:{WORDS}|\d)|or (?:{WORDS}|\d)|[-~～–—至到](?:{DIGITS}|[一二三四五六七八九十])|±|\+)"
)
_STRENGTH_BEHIND = lazy(r"\s?的?(?:规格|剂型|混悬液|针剂|片剂)| strength")
_ABOUT = lazy(
    r"(?:约|大约|大概|左右|\babout|\baround|\broughly|approximately|nearly|almost|\bsome|\bca?\.|~|近|将近)\s?(?:an?\s)?$"
)
_ABOUT_BEHIND = lazy(r"\s?左右|\s?上下| or so")
_BOTH_EYES = lazy(
    r" (?:in|into|to) (?:each|both) (?:eyes?|ears?|nostrils?)|(?:双眼|每眼|双耳|每侧|两侧|双侧)各?[^,，。;；\d]{0,3}$"
)
_PEOPLE = compiled(
    rf"(?!(?:一|1\s?)[名位例只])(?<!\d){NUMBER}\s?(?:例|名|位|人|只|(?:[a-z-]+ ){{0,2}}?(?:patients|people|women|men|children|participants|mice|rats|dogs|volunteers|adults)\b)"
)
_COURSES = lazy(rf"(?:[2-9]|\d\d|[二两三四五六])\s?个?(?:疗程|周期)|(?:{WORDS}|\d+) (?:[a-z]+ )?(?:courses|cycles)\b")
_NUMERAL = lazy(r"(?<![a-z\d.])\d+(?:[.,]\d+)*")
_DIMENSIONLESS = frozenset({TIME, TURN})


class Amount(Struct, frozen=True):
    """A number with the measures that it may have, the value in each."""

    options: tuple[Measure, ...]
    value: Decimal
    step: Decimal
    start: int
    end: int
    text: str
    about: bool = False
    limited: bool = False
    bracketed: bool = False

    @property
    def frequency(self) -> bool:
        """How often or how long, which not every other amount is told for."""
        return all({base for base, _ in option.powers} <= _DIMENSIONLESS for option in self.options)

    def bases(self) -> set[str]:
        """The bases of any of its measures."""
        return {base for option in self.options for base, _ in option.powers}


def amounts(words: str) -> list[Amount]:
    """Every amount of a passage in order, those told as a frequency first where both could be read."""
    found = [one for pattern in _FREQUENT for match in pattern.finditer(words) for one in _frequency(match, words)]
    for pattern in (_CELLS, _CORE, _BARE):
        for match in pattern.finditer(words):
            if all(match.end() <= one.start or one.end <= match.start() for one in found):
                found += _read(match, words)
    found.sort(key=lambda one: one.start)
    return _in_each(found, words)


def unread(words: str, found: list[Amount]) -> Iterator[int]:
    """Where numbers stand that are no amount and not known to be of something else, people and courses among them."""
    for pattern in (_PEOPLE, _COURSES):
        yield from (match.start() for match in pattern.finditer(words) if not _covered(match.start(), found))
    for match in _NUMERAL.finditer(words):
        timed = _TIMED.match(words, match.end())
        ends = [match.end(), *([timed.end()] if timed else [])]
        harmless = any(_HARMLESS.match(words, end) for end in ends)
        if not (harmless or _HARMLESS_BEFORE.search(words[: match.start()][-12:]) or _covered(match.start(), found)):
            yield match.start()


_TIMED = lazy(r"[ -]?(?:小时|个月|天|日|周|hours?|days?|weeks?|months?)")


def _covered(place: int, found: list[Amount]) -> bool:
    return any(one.start <= place < one.end for one in found)


def _amount(value: tuple[Decimal, int], options: list[Measure], span: tuple[int, int], words: str) -> Amount:
    start, end = span
    number, decimals = value
    dose = "puff" if _INHALED.search(words) else TURN
    scaled = tuple(_renamed(option, dose).times(number) for option in options)
    before = words[max(0, start - 16) : start]
    return Amount(
        scaled,
        number,
        Decimal(1).scaleb(-decimals),
        start,
        end,
        words[start:end].strip(),
        about=_ABOUT.search(before) is not None or _ABOUT_BEHIND.match(words, end) is not None,
        limited=_limited(scaled, before, words, end),
        bracketed=before.rstrip()[-1:] == "(" or HELD_IN.search(before) is not None,
    )


_INHALED = lazy("inhaler|actuat|吸入")
_OVER = lazy(r"\bover ?$")


def _limited(options: tuple[Measure, ...], before: str, words: str, end: int) -> bool:
    """``不超过4次``, ``2～3片``, ``5 mg规格``: no number to make another of; "over 30 minutes" is how long."""
    if _STRENGTH_BEHIND.match(words, end) and not any(n < 0 for _, n in options[0].powers):
        return True
    timed = all(option.powers == DAY.powers for option in options) and _OVER.search(before)
    return (_LIMITED.search(before) is not None and not timed) or _LIMITED_BEHIND.match(words, end) is not None


def _renamed(option: Measure, dose: str) -> Measure:
    """A dose is a puff of an inhaler, else a time that something is taken."""
    powers = tuple(sorted((dose if base == "dose" else base, n) for base, n in option.powers))
    return Measure(option.factor, powers) if len({base for base, _ in powers}) == len(powers) else option


def _frequency(match: re.Match[str], words: str) -> Iterator[Amount]:
    """``早晚各1片``, "two in the morning and one at night", "twice daily"."""
    groups = match.groupdict()
    told = groups["n"].removesuffix(" times")
    value = number_of(_TURNS.get(told, told))
    if value is None:
        return
    unit = measure(groups.get("u") or "")
    if groups.get("z"):
        times = Decimal(2 if groups["z"] == "早晚" else 3)
        if unit is not None:
            yield _amount((value[0] * times, value[1]), [unit.by(DAY, -1)], match.span(), words)
    elif groups.get("m"):
        other = number_of(groups["m"])
        if other is not None:
            options = [each.by(DAY, -1) for each in ([unit] if unit else nouns(words))]
            yield _amount((value[0] + other[0], 0), options, match.span(), words)
    else:
        yield _amount(value, [ONCE.by(period(groups["d"]), -1)], match.span(), words)


def _read(match: re.Match[str], words: str) -> Iterator[Amount]:
    groups = match.groupdict()
    value = number_of(groups["n"] or groups.get("k") or "")
    start = match.start("n") if groups["n"] else match.start("k")
    if value is None or _not_a_dose(match, words):
        return
    units, per = _units(groups, words), slashed(groups.get("per") or "")
    if units and per is not None:
        options, end = options_of(units, per, words, match.start(), match.end())
        if options:
            yield _amount(value, options, (start, end), words)


def _units(groups: dict[str, str | None], words: str) -> list[Measure]:
    if groups.get("sign"):
        return [one_of(MONEY)]
    if groups.get("k"):
        return nouns(words)
    if "u" not in groups:  # 1×10^6, 500亿
        return [one_of("cell")] if _LIVING.search(words) else []
    unit = measure(groups.get("u") or groups.get("w") or "")
    return [unit] if unit is not None else []


def _not_a_dose(match: re.Match[str], words: str) -> bool:
    """``24小时内``, ``间隔6小时``, ``第2天``, and the ``一`` of ``一次`` or ``一盒`` that other amounts are told for."""
    before, behind = words[: match.start()][-14:], words[match.end() : match.end() + 30]
    groups = match.groupdict()
    unit = measure(groups.get("u") or "")
    timed = unit is not None and unit.powers[0][0] == TIME and not groups.get("per")
    if timed and _HARMLESS.match(behind) and not _WHOLE_TIME.match(behind):
        return True
    if (
        before[-1:].isdigit()
        or before[-1:] in {".", "每"}
        or (_HARMLESS_BEFORE.search(before) and not groups.get("sign"))
    ):
        return True
    followed = {"一": _ANOTHER, "one": _HOLDS}.get(groups["n"] or "")
    return followed is not None and (followed.match(behind) is not None or _HOLDS.match(behind) is not None)


_ANOTHER = lazy(rf"[^,，。;；:：.\d每]{{0,14}}?{NUMBER}\s?[^\d\s,，。、]")
_HOLDS = lazy(r" ?\(\d| (?:lasts|contains|holds|supplies|provides|gives|has)\b")


def _in_each(found: list[Amount], words: str) -> list[Amount]:
    """Without what others are told for (``每100 g``); ``two 200 mg tablets`` are two tablets; both eyes take two drops."""
    kept: list[Amount] = []
    for one in found:
        before = words[: one.start][-12:]
        if _EACH_END.search(before):
            continue
        kept += _tablets(one, words, found)
        if kept and one.bracketed and one.start - kept[-1].end <= _WITHIN:
            one = _held(one, kept[-1])
        both = _BOTH_EYES.match(words, one.end) or _BOTH_EYES.search(before)
        kept.append(replace(one, options=tuple(option.times(Decimal(2)) for option in one.options)) if both else one)
    return kept


_WITHIN = 6  # characters from the size of a container to what is in it


def _held(one: Amount, size: Amount) -> Amount:
    """``每支2 ml含药100 mg``: so much in each of what the size is told for."""
    holders = CONTAINERS | PIECES
    each = {base for option in size.options for base, n in option.powers if n < 0 and base in holders}
    plain_options = [option for option in one.options if all(power > 0 for _, power in option.powers)]
    more = tuple(option.by(one_of(base), -1) for base in sorted(each) for option in plain_options)
    return replace(one, options=more + one.options) if more else one


_EACH_END = lazy(r"每$|\beach $|\bevery $|\bper $")
_LONE_NUMBER = lazy(rf"({NUMBER}) $")


def _tablets(one: Amount, words: str, found: list[Amount]) -> list[Amount]:
    """The number before "200 mg tablets"."""
    number = _LONE_NUMBER.search(words[: one.start][-10:])
    piece = [base for option in one.options for base, power in option.powers if power < 0 and base in PIECES]
    start = one.start - len(number[0]) if number else 0
    value = number_of(number[1]) if number and piece and not _covered(start, found) else None
    if value is None:
        return []
    return [_amount(value, [one_of(piece[0]), one_of(piece[0]).by(ONCE, -1)], (start, one.start), words)]
