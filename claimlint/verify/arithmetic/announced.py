"""Shares that are announced as worked out of counts told before, in words or digits, a sentence or more back.

A share is bound to a count by the name of its rate (``中转的35台……中转率``), by the predicate both tell (``没戴头盔``) or by
words that announce a restatement (``也就是``, ``换算下来``, "in other words"). It is accused where no two numbers told before
it make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimlint.language import expressions, numerals
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import HUNDRED, NONE, exact, plain, share, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.parts import LOST
from claimlint.verify.doubts.other_readings import able_to_hold, names_a_new_event, names_its_own, rare_of_others
from claimlint.verify.doubts.other_things import of_others_named, of_those_with
from claimlint.verify.figures.role_words import NO_ARM
from claimlint.verify.scenes.numbers import spelled
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

FARTHEST = 4  # sentences back
LEAST_SPELLED = 4  # a number in words below it is hardly a whole
NEARLY_ALL = Decimal(80)
_TOGETHER = r"\b(?:in all|together|overall|in total|altogether|combined)\b|合计|总共|一共|两组共|全组"
MOST = 7  # numbers; of more, some pair makes nearly any share
_COUNTS = frozenset({"count", "animal", "eye", "item", "piece", "none", "times", "study", "site", "group", "course"})
_PEOPLE = frozenset({"count", "animal", "eye", "none"})


class Share(NamedTuple):
    """A share as printed, its rounding included: from ``low`` to ``high`` percent."""

    span: Span
    raw: str
    low: Decimal
    high: Decimal
    place: int  # in the words of its sentence
    end: int


def check(scene: Scene) -> Iterator[Observation]:
    """Every announced share of every sentence."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            if told.heading or told.crowded or not _MAY.search(told.words):
                continue
            shares = [*_printed(told), *_one_in(told)]
            before = _numbers_before(frame, index) if shares else []
            for one in shares:
                if _of_things(told, one):
                    continue
                yield from _checked(frame, index, told, one, before)


_MAY = lazy(r"%|成|分之|半|\bhalf\b|(?:in|out of)(?: every)? [a-z\d]|每[十百\d五四三]|percent|thirds?|quarters?")


_OF_WHAT = lazy(r"\s?(?:的|of (?:the |these |those )?)(?P<x>[一-鿿]{2}|[a-z]{4,14})")
_THINGS = frozenset({"item", "piece", "eye", "site"})


def _of_things(told: Told, one: Share) -> bool:
    """``20例患者共40个膝关节，72.5%的膝关节``: a share of the things, of which no part was counted."""
    match = _OF_WHAT.match(told.words, one.end)
    return match is not None and any(
        f.unit in _THINGS and match["x"] in told.words[f.span.end - told.span.start - 6 :][:16]
        for f in told.figures
        if f.span.end <= one.span.start
    )


# --- shares ----------------------------------------------------------------------------------------


def _printed(told: Told) -> Iterator[Share]:
    for figure in told.figures:
        if figure.unit not in {"pct", "ratio"} or figure.value is None or not 0 < figure.value <= 100:
            continue
        value = figure.value * (100 if figure.unit == "ratio" else 1)
        room = Decimal(4) if _in_words(figure) else unit_in_last_place(figure)
        low, high = _room(value, room, figure.comparator)
        start = figure.span.start - told.span.start
        yield Share(figure.span, figure.raw, low, high, start, figure.span.end - told.span.start)


def _in_words(figure: Figure) -> bool:
    return figure.word or figure.unit == "ratio" or not figure.raw.strip("%％ ").replace(".", "").isdigit()


def _room(value: Decimal, room: Decimal, comparator: Comparator) -> tuple[Decimal, Decimal]:
    match comparator:
        case Comparator.MORE | Comparator.AT_LEAST:
            return value - room / 4, Decimal(100)
        case Comparator.LESS | Comparator.AT_MOST:
            return Decimal(0), value + room / 4
        case Comparator.NEARLY:
            return value * Decimal("0.85"), value + room / 2
        case Comparator.EQUAL:
            return value - room, value + room
        case _:
            return value - max(room, value / 10), value + max(room, value / 10)


_DIGITS = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a hundred|hundred"
_ONE_IN = lazy(
    rf"每(?P<n>{_DIGITS}|百)[个位名人例只台份条][^,，。;；]{{0,12}}?(?P<c>超过|不到|不足|约|大约|接近|将近|近|至少|就|只|仅)?有?(?P<k>{_DIGITS})"
    r"(?P<m>多)?[个位名人例只台份条]"
    rf"|(?P<d>more than|fewer than|less than|about|almost|nearly|over|at least)? ?\b(?P<l>{_WORDS}|\d{{1,3}}) (?:[a-z-]{{3,14}} ){{0,2}}"
    rf"(?:in|out of|of|from)(?: every| each)? (?P<o>{_WORDS}|\d{{1,3}})\b(?! (?:weeks|months|years|days|hours|minutes|centres|countries|trials|studies|per))"
)
_COMPARED = {
    "超过": Comparator.MORE, "不到": Comparator.LESS, "不足": Comparator.LESS, "接近": Comparator.NEARLY, "将近": Comparator.NEARLY,
    "近": Comparator.NEARLY, "至少": Comparator.AT_LEAST, "more than": Comparator.MORE, "fewer than": Comparator.LESS,
    "less than": Comparator.LESS, "almost": Comparator.NEARLY, "nearly": Comparator.NEARLY, "over": Comparator.MORE,
    "at least": Comparator.AT_LEAST,
}  # fmt: skip
_ROUND = frozenset({3, 4, 5, 6, 8, 10, 20, 100})


def _one_in(told: Told) -> Iterator[Share]:
    """``每十位家长中答对的不到三位``, "nine doors in every ten"."""
    for match in _ONE_IN.finditer(told.words):
        whole, part = _number(match["n"] or match["o"]), _number(match["k"] or match["l"])
        if whole is None or part is None or int(whole) not in _ROUND or not 0 < part < whole:
            continue
        comparator = _COMPARED.get(match["c"] or match["d"] or "", Comparator.ABOUT)
        if match["m"]:
            comparator = Comparator.MORE
        value, room = share(part, whole), share(Decimal("0.6"), whole)
        if comparator is Comparator.ABOUT and part == 1:  # one in six is neither one in five nor one in seven
            low, high = (share(part, whole + step) for step in (Decimal("0.7"), Decimal("-0.7")))
        elif comparator is Comparator.ABOUT:
            low, high = value - room, value + room
        else:
            low, high = _room(value, Decimal(2), comparator)
            low = max(low, value - room * 2) if comparator is Comparator.NEARLY else low
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        span = Span(told.span.start + start, told.span.start + match.end())
        if not any(
            f.unit in {"pct", "ratio"} and f.span.start < span.end and span.start < f.span.end for f in told.figures
        ):
            yield Share(span, match[0].strip(), low, high, start, match.end())


def _number(word: str) -> Decimal | None:
    if word.isdigit():
        return Decimal(word)
    plain_word = {"a hundred": "one hundred", "hundred": "one hundred", "百": "一百"}.get(word, word)
    number = numerals.parse_english(plain_word) if plain_word.isascii() else numerals.parse_chinese(plain_word)
    return number.value if number is not None else None


# --- what it was worked out of ----------------------------------------------------------------------


class Counted(NamedTuple):
    """A number told before, with the words of its clause."""

    figure: Figure
    clause: str
    back: int  # sentences


_CLAUSE = lazy(r"[,，。;；:！？!?]")


def _numbers_before(frame: Frame, index: int) -> list[Counted]:
    found: list[Counted] = []
    block = frame.sentences[index].block
    for back in range(min(FARTHEST, index), -1, -1):
        told = frame.sentences[index - back]
        if told.block != block or told.crowded:
            continue
        found += [
            Counted(f, _clause(told, f), back)
            for f in told.figures
            if f.unit in _COUNTS and f.value is not None and f.decimals <= 0 and f.value >= 1
        ]
    return found


def _clause(told: Told, figure: Figure) -> str:
    """The words around a figure up to the next commas; figures stand as blanks."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = _CLAUSE.split(told.words[max(0, start - 40) : start])[-1]
    return f"{before} {_CLAUSE.split(told.words[end : end + 40])[0]}"


_RATE = lazy(
    r"([一-鿿]{2,6}?)[率比](?:例)?(?:就|便|也)?(?:只有|仅有|仅为|仅|为|是|达到|达|不过|约为|约|高达|低至|计算?为|算出|等于|:|\s){0,3}$"
)
_RATE_EN = lazy(
    r"([a-z]{5,})(?:ion|ing|al|ance|ence|y|s)? (?:rate|proportion|share|frequency)(?: (?:was|is|of|stood at|came to|works out at|therefore|then|just|only|thus|about|at)){0,3} $"
)
_RESTATED = lazy(
    r"(?:也就是说?|即|换算(?:下来|起来|成比例)?|换句话说|折合|折算(?:下来)?|相当于|算下来|算起来|算来|等于说|(?:^|[,，;；:(（\s])(?:占了?|约占|占比(?:为|达)?|比例(?:为|是|达)?)|"
    r"\b(?:so|that is|i\.e\.|in other words|put another way|which is|which means|equivalent to|that makes|making|works? out (?:at|as)|which works out (?:at|as)|equal to|or))"
    r"[,，:\s]{0,2}(?:约|为|大约|有|是|每|about|roughly|just|only|some|a|an)?\s?$"
)
_RESTATED_RATE = lazy(
    r"(?:换算(?:下来|起来)?|折算(?:下来)?|算下来|也就是说?|相当于|即)[,，]?[一-鿿]{2,6}率(?:为|是|达到?|约)?\s?$"
)
_SAID = lazy(  # 换句话说，到场的不到一半
    r"(?:也就是说?|换句话说|换算下来|算下来|相当于|in other words|put another way|that is)[,，:\s]{1,2}([^,，。;；\d]{2,16})$"
)
_SKIP = lazy(
    r"下降|降低|降至|减少|缩短|升高|提高|提升|上升|增加|增长|改善|去年|上年|同期|全国|全省|全市|文献|以往|既往|国际|国内|国外|平均水平|目标|要求|标准|生存率|累[积计]|"
    r"对照|另一|较|比(?!例|重)|低于|高于|预计|预期|估计|如果|假如|可能性|概率|风险|fell|rose|drop|reduc|increas|improv|declin|national|average|target|literature|surviv|estimat|"
    r"cumulative|expected|compared|below|above|than|versus|previous|last year|placebo|control"
)


def _checked(frame: Frame, index: int, told: Told, one: Share, before: list[Counted]) -> Iterator[Observation]:
    earlier = [each for each in before if each.figure.span.end <= one.span.start]
    values = {value_of(each.figure) for each in earlier}
    if not 2 <= len(values) <= MOST or any(f.arm not in {None, "all", "全", "本"} for f in (e.figure for e in earlier)):
        return
    words = told.words
    anaphor = _ANAPHOR.match(words, one.end) is not None  # 39.0%的受访者达到这一标准
    if (_SKIP.search(_own_clause(words, one)) and not anaphor) or _said(
        frame,
        rf"{NO_ARM}组(?!织|成|合|员)|(?<!no control )\bgroup\b|\barms?\b",
    ):
        return
    if _OF_THOSE_LEFT.search(words[max(0, one.place - 24) : one.place]):
        return
    if _OF_ITS_OWN.match(words, one.end) or _MEANS.search(frame.sentences[index - 1].words + words if index else words):
        return
    if expressions.match(r"\s?[(（](?:\s?\d|[^()（）\d]{1,8}\d[\d ,]{0,9}[例人名])", words[one.end : one.end + 24]):
        return  # 97.5%（39/40）, 41%（检出616人）
    part, bound = _part(words, one, earlier)
    if bound and names_a_new_event(
        words[: one.place], [each.words for each in frame.sentences[max(0, index - FARTHEST) : index]]
    ):
        return
    if part is None or not exact(part.figure) or (_is_all(one) and not bound):
        return
    wholes = [
        e
        for e in earlier
        if able_to_hold(frame, told, part.figure, e.figure)
        and _alike(e.figure, part.figure)
        and value_of(e.figure) > value_of(part.figure)
        and exact(e.figure)
    ]
    lost = _said(frame, LOST)
    together = value_of(part.figure) if _said(frame, _TOGETHER) else None  # no whole holds the part once more
    if not wholes or _made(
        values | {each for each in spelled(frame) if each > LEAST_SPELLED}, one, bound, lost, together
    ):
        return
    most = max(wholes, key=lambda each: value_of(each.figure))
    whole = most.figure
    count, total = value_of(part.figure), value_of(whole)
    right = share(count, total)
    if _is_all(one) and right < NEARLY_ALL:
        return  # of the 62 who were due
    if of_others_named(words[: one.place], most.clause) or of_those_with(
        _told_before(frame, index, one), words[one.end :]
    ):
        return
    if rare_of_others(right, one.high):
        return
    yield observe(
        "percent-of-count", one.span, f"{plain(count)}/{plain(total)} = {show(right, 1)}% ≠ {one.raw}",
        related=[(part.figure, part.figure.raw), (whole, whole.raw)], right=f"{show(right, 1)}%", count=plain(count),
        total=plain(total), fits=NONE, stated=one.raw, beside="yes" if bound and _SAID.search(words[: one.place]) else "",
    )  # fmt: skip


def _told_before(frame: Frame, index: int, one: Share) -> str:
    return " ".join(told.words for told in frame.sentences[:index]) + frame.sentences[index].words[: one.place]


_OF_THOSE_LEFT = lazy(
    r"(?:完成|可评估|可评价|应答|到访|回访)者[一-鿿]{0,6}率?(?:为|是|达)?\s?$|\bcompleters[a-z ]{0,12}$"
)  # 完成者缓解率100%
_OF_ITS_OWN = lazy(r"[^,，。;；(（]{0,48}[(（]\s?\d[\d,]{0,8}\s?(?:of|/)\s?\d")  # 3.1% of recipients (6 of 195)
_MEANS = lazy(r"\bmean\b[^.;]{0,24}\bscore|score was|平均得分|得分率")


def _is_all(one: Share) -> bool:
    return one.high > HUNDRED


def _said(frame: Frame, words: str) -> bool:
    """Do these words occur in a frame? Every share of it asks."""
    if ("said", words) not in frame.known:
        frame.known["said", words] = expressions.search(words, frame.words) is not None
    found: bool = frame.known["said", words]
    return found


def _own_clause(words: str, one: Share) -> str:
    return (
        _CLAUSE.split(words[max(0, one.place - 30) : one.place])[-1] + _CLAUSE.split(words[one.end : one.end + 24])[0]
    )


_FORMS = ("份", "张")  # questionnaires stand for people


def _alike(one: Figure, two: Figure) -> bool:
    return (
        one.unit == two.unit
        or {one.unit, two.unit} <= _PEOPLE
        or (one.raw.endswith(_FORMS) and two.unit in _PEOPLE)
        or (one.unit in {"none", "item"} and two.unit in {"none", "count", "item"})
    )


def _part(words: str, one: Share, earlier: list[Counted]) -> tuple[Counted | None, bool]:
    """The count that the share is of, and whether words bind it: its rate's name or a predicate told of both.

    Else it is the last number told before words that announce a restatement.
    """
    before, most = words[max(0, one.place - 40) : one.place], max(value_of(each.figure) for each in earlier)
    named: list[Counted] = []
    if (rate := _RATE.search(before)) is not None:
        total = "总" in rate[1]  # 总有效率 is a sum
        if _RESTATED_RATE.search(before) and not earlier[-1].back:
            return (earlier[-1], True) if value_of(earlier[-1].figure) < most else (None, False)
        named = [
            each
            for each in earlier
            if not total and _shares_word(rate[1], each.clause) and not _negated(each.clause, rate[1])
        ]
    elif (english := _RATE_EN.search(before)) is not None:
        named = [each for each in earlier if english[1][:6] in each.clause]
    elif (last := _linked(words, one, earlier)) is not None:
        return (last, True) if value_of(last.figure) < most else (None, False)
    elif _RESTATED.search(before):
        last = earlier[-1]
        if names_its_own(before, last.clause):
            return None, False
        return (last, False) if last.back <= 1 and value_of(last.figure) < most else (None, False)
    else:
        behind = _CLAUSE.split(words[one.end : one.end + 24])[0]
        named = [each for each in earlier if _shares_predicate(behind, each.clause)]
        if not named and (said := _SAID.search(before)) is not None:
            named = [each for each in earlier if _shares_pair(said[1], each.clause)]
    named = [each for each in named if value_of(each.figure) < most]
    return (named[-1], True) if named else (None, False)


_LINK = lazy(  # between a number and the share that restates it: ``63 of them, or``, ``17例出现胸腔积液，比例接近``
    r"(?: (?:of (?:them|these|those|whom|the [a-z]{3,14})|[a-z-]{2,14})){0,3}\s?[,-]\s?(?:or|that is,?|which is|i\.e\.,?|making|in other words,?|a share of) (?:just |a little |slightly |well |about |roughly |nearly |almost |around |some |only |a |an ){0,3}"
    r"|[^,，。;；]{0,24}[,，]\s?(?:(?:进度|完成进度|完成率)(?:完成|达到?|为|已达)?|(?:比例|占比|比率|比重)(?:大?约|接近|将近|超过|不到|为|是|达到?|仅|只有|高达){0,2}|占[^,，。;；\d]{4,20}总?[例人病]?数?的)\s?(?:约|近)?"
)
_LINK_IN_WORDS = lazy(  # 17, a little over a quarter
    r"(?: (?:of (?:them|these|those|whom)|[a-z-]{2,14})){0,3}\s?[,-]\s?(?:just |a little |slightly |well |about |roughly |nearly |almost |around |some |only |a |an ){1,3}"
)
_OF_WHOM_ASKED = lazy(
    r"\s?of (?:all )?(?:those|the (?:people|women|men|patients|households|families|parents))(?: who (?:were|had been|was))? (?P<x>[a-z]{5,})"
)
_ANAPHOR = lazy(
    r"\s?的?[一-鿿]{2,6}(?:达到|符合|满足|属于|做到了?|属)?(?:这一?|上述|该|此)(?:标准|要求|水平|条件|情况|类)"
)
_OF_OTHERS = lazy(r"\s?of (?!them|these|those|whom|the (?:group|total|sample|cohort))")


def _linked(words: str, one: Share, earlier: list[Counted]) -> Counted | None:
    """The number right before a share, where nothing but words that restate it stands between the two."""
    last = earlier[-1]
    between = _between(words, one, last) if not last.back else None
    if between is None:
        return None
    asked = _OF_WHOM_ASKED.match(words, one.end)  # 448 women had booked, 70% of those invited
    if asked is not None and between.count(",") == 1 and between.rstrip().endswith(","):
        stem = asked["x"].removesuffix("ed")[:6]
        return last if any(stem in each.clause for each in earlier[:-1]) else None
    before = words[max(0, one.place - 40) : one.place]
    if _OF_OTHERS.match(words, one.end) or names_its_own(before, last.clause):
        return None
    anaphor = _ANAPHOR.match(words, one.end) is not None and len(between) < _NEAR
    if one.raw.startswith(("占", "约占", "大约占")) and _SHORT_LINK.fullmatch(between):
        return last
    in_words = not one.raw.rstrip("%％ ")[-1:].isdigit() and _LINK_IN_WORDS.fullmatch(between) is not None
    return last if in_words or anaphor or _LINK.fullmatch(between) else None


_NEAR = 16
_SHORT_LINK = lazy(r"[^,，。;；、]{0,16}[,，]\s?")


def _between(words: str, one: Share, last: Counted) -> str | None:
    """The words from the end of a number to a share of the same sentence."""
    end = last.figure.span.end - (one.span.start - one.place)
    return words[end : one.place] if 0 <= end <= one.place else None


_NO_NAME = frozenset("的了是为率总例占人者数")
_IDLE = frozenset("的了是有为率人者例名位个中里和与在这其")


def _shares_word(name: str, clause: str) -> bool:
    """The end of a rate's name stands in the clause: 中转 in 中转开腹的; the 成功 of 抢救成功率 must be told of too."""
    told = name[-2:] in clause.replace(name[-2:] + "率", "")
    return told and not set(name[-2:]) & _NO_NAME and "n=" not in clause


def _negated(clause: str, name: str) -> bool:
    return expressions.search(r"[无未不没]", clause) is not None and not expressions.search(r"[无未不没]", name)


def _shares_predicate(behind: str, clause: str) -> bool:
    """Three characters on end, none of them idle; in English two words of five letters."""
    if behind.isascii() and behind.strip():
        mine = {word[:6] for word in expressions.findall(r"[a-z]{5,}", behind)}
        theirs = {word[:6] for word in expressions.findall(r"[a-z]{5,}", clause)}
        return len(mine & theirs) >= 2
    pieces = [behind[i : i + 3] for i in range(len(behind) - 2)]
    return any(
        piece in clause for piece in pieces if not set(piece) & _IDLE and piece.strip() == piece and piece.isalpha()
    )


def _shares_pair(said: str, clause: str) -> bool:
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    return any(pair in clause for pair in pairs if pair.isalpha() and not pair.isascii() and not set(pair) & _IDLE)


def _made(values: set[Decimal], one: Share, bound: bool, lost: bool, together: Decimal | None) -> bool:
    """Some number told, or two together, of some other less those who left; the rest too where no words bind the share."""
    own = sorted(values)
    apart = {b - a for a, b in combinations(own, 2)}
    tops = set(own) | {a + b for a, b in combinations(own, 2)}
    wholes = set(own) | (apart if lost else set())
    if together is not None:
        wholes |= {a + b for a, b in combinations(sorted(values - {together}), 2)}
    if one.low == 0 or one.high == 100:  # more than, fewer than: of so many readings one would always do
        tops = wholes = set(own)
    elif not bound:
        tops |= apart
    return any(one.low <= share(top, whole) <= one.high for whole in wholes if whole for top in tops if 0 < top < whole)
