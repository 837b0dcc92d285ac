"""Results that their words announce, against everything in sight that could make them.

Where the other checks know a wording from its first figure to its last, these know only how a result is announced (``下降了``,
"an increase of", ``其余``, "leaving", ``可服用``) and try every way in which the figures around it could have made it. One
that fits is enough for silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, share, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.parts import fault, with_those_who_came
from claimlint.verify.doubts.other_readings import a_base, a_clock_time, changed_by, prices
from claimlint.verify.doubts.other_things import of_other_things, several_for
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_PLAIN = {Comparator.EQUAL, Comparator.ABOUT}
MOST = 7  # operands; with more of them anything can be made


def check(scene: Scene) -> Iterator[Observation]:
    """Changes and remainders."""
    for frame in scene.frames:
        for index, told in frame.telling:
            yield from _changes(frame, index, told)
            yield from _rests(frame, index, told)
            yield from _compared(told)
            yield from _totals(told, frame.sentences[max(0, index - 2) : index])
            yield from _restated(told)
            yield from _every(told)


def before(frame: Frame, index: int, result: Figure, enough: Callable[[list[Figure]], bool]) -> list[Figure]:
    """The exact figures before a result, from as few sentences back as are enough, of one block."""
    told = frame.sentences[index]
    found = [f for f in told.figures if f.span.end <= result.span.start and _point(f)]
    for back in (index - 1, index - 2):
        if enough(found) or back < 0 or frame.sentences[back].block != told.block:
            break
        found = [f for f in frame.sentences[back].figures if _point(f)] + found
    return found


def _point(figure: Figure) -> bool:
    return figure.value is not None and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT} and not figure.word


def alike(one: Figure, two: Figure) -> bool:
    """May one be taken from the other? A bare number is of the other's unit."""
    if any(f.unit == "count" and f.decimals > 0 for f in (one, two)):
        return True  # 3.1 in the active group
    people = {"count", "animal", "eye"}
    return one.unit == two.unit or "none" in {one.unit, two.unit} or {one.unit, two.unit} <= people


# --- changes ------------------------------------------------------------------------------------

_VERB = (
    r"节省|节约|省下|下降|降低|减少|减轻|缩短|缩小|回落|降幅|减幅|升高|上升|提高|提升|增加|增长|增高|延长|改善|升幅|增幅|涨幅|上涨|下跌|获益|(?:风险|率)差|差异|差值|差距|相差|(?:多|少)[一-鿿]{0,3}|高|低|benefit|advantage|difference|gap|"
    r"\b(?:decreas|reduc|fall|drop|declin|increas|ris|grow|gain|improv|shorten|lengthen|loss|cut|jump|saving|extension)[a-z]{0,7}"
)
_LEAD = (
    r"(?:^|[,，;(:-]|\b(?:and|or|so)\b)\s?(?:(?:较|比|与)(?:上年|前一年|上一年|去年|同期|上年同期|治疗前|干预前|术前|入院时|之前|此前|基线)(?:相比)?)?(?:(?:人均|每人|户均|同比|环比|平均|共|净|绝对|相当于|也就是|即|意味着|累计|前后|两者|二者|两组|整体|总体|相对|an?|the|this|that|"
    r"is|was|were|or|represent(?:s|ing)|with|for|meaning|which|mean|average|absolute|relative|net|overall|i\.e\.|giving|equivalent to|a total)\s?){0,4}"
)
_SIZE = r"(?:了|约|达|为|幅度?|出|by|of|about|around|some|nearly|:|\s){0,4}"
_ANNOUNCED = (
    shaped(rf"{_LEAD}(?:{_VERB}){_SIZE}(?P<d><PQUTNXC>)"),
    shaped(rf"{_LEAD}(?P<d><PQUTNXC>)[\s-]?(?:absolute |relative )?(?![a-z]{{2,9}}(?:ed|lls|ts)\b)(?:{_VERB})"),
    shaped(r"(?<=[\ue000-\ue00c\s])[(]\s?[-+](?P<d><PQUTN>)\s?[)]"),
    shaped(r"(?:^|[,，;(:-])\s?(?:up|down) (?:by )?(?P<d><PQ>)"),
)
_FROM_TO = lazy(
    r"由|从|自|两组|[升降增减涨跌加高低少长短][至到为]|去年|上年|上一年|分别|[高低长短多少]于|组[^。]{1,24}组|前[^。]{1,40}后|\bfrom\b.{1,60}?\bto\b|\bbefore\b|baseline|\bversus\b|\bvs\b|"
    r"compared with|\brespectively\b|\b(?:of|between)\b.{1,30}\band\b|\b(?:18|19|20)\d\d\b.{1,40}\b(?:18|19|20)\d\d\b|最初|起初|initial"
)
_BOTH_TOLD = lazy(  # the value before is told, not only spoken of
    r"由|从|[升降增减]至|(?:18|19|20)\d\d年.{1,40}(?:18|19|20)\d\d年|去年.{1,30}今年|上年.{1,30}(?:今年|本年)|(?:治疗|干预|术|入院)前[^。]{1,40}后|入院时.{1,30}出院时"
)
_UNSEEN = lazy(
    r"(?:较|相比|(?<![同环])比)(?!上年|前一年|上一年|去年|同期|治疗前|干预前|术前|入院时|之前|此前|基线|例|率|较)|\bthan\b|对照|安慰剂|placebo|control"
)


def _changes(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``11.2个月和6.8个月，延长了4.4个月``, "from 2,400 to 3,000, an increase of 25%": no two values make the change."""
    near = frame.sentences[max(0, index - 2) : index + 1]
    for pattern in _ANNOUNCED:
        for match in pattern.finditer(told.shape):
            change = told.group(match, "d")
            own = [f for f in before(frame, index, change, _two_alike) if _of_a_change(f)]
            own = [f for f in own if not any(a_clock_time(one, f) for one in near if one.span.contains(f.span))]
            pairs = [(a, b) for a, b in combinations(own, 2) if _makes(a, b, change) and not prices(match[0], a, b)]
            if pairs and not _comparable(*pairs[-1], change):
                continue
            if pairs and expressions.search(r"\d\.\d", _between(told, pairs[-1][1], change)):
                continue  # a number that was not read stands nearer
            if _A_RATE.match(told.words, change.span.end - told.span.start):
                continue  # a rise of 13 µmol/L per hour
            behind = expressions.match(r"[a-z]{0,6} in (?:the |overall |mean )?([a-z]{4,})", told.shape[match.end() :])
            if behind and behind[1] not in told.shape[: match.start()]:
                continue
            if pairs and any(changed_by(one, f) for one in near for f in pairs[-1] if one.span.contains(f.span)):
                continue  # 减少186万元 is no value before or after
            if pairs and of_other_things(told, *pairs[-1], change):
                continue
            if not _point(change) or not pairs or len(own) > MOST or _UNSEEN.search(match[0]):
                continue
            first = pairs[-1][0].span.start
            text = told.words[: change.span.start - told.span.start]
            said = text if first >= told.span.start else frame.sentences[index - 1].words + text
            known = _BOTH_TOLD if expressions.search("[较比与]", match[0]) else _FROM_TO
            explained = _from_further_back(frame, pairs[-1][1], change) or any(
                _explains(a, b, change) for a, b in pairs
            )
            if known.search(said) and not explained:
                yield _change_fault(*pairs[-1], change)


def _from_further_back(frame: Frame, end: Figure, change: Figure) -> bool:
    """``入院118 mmol/L……1 h后122；24 h升至126，共升高8``: all of the change, from a value before those two."""
    alike_ones = [f for f in frame.figures if f.unit == end.unit and _point(f) and f.span < end.span]
    return any(abs(value_of(end) - value_of(f)) == abs(value_of(change)) for f in alike_ones)


_A_RATE = lazy(
    r"\s?[µμa-z²/%]{0,8}\s?(?:(?:per|a|an|each|every|/)\s?(?:hour|h|day|d|week|month|year|decade|session|visit)\b|/\s?[天日周月年]|/\s?小时)"
)
_OTHER_THINGS = 1000
_FARTHEST_APART = 5  # times; what is so far apart is not one quantity before and after, unless the change is as large


def _comparable(one: Figure, two: Figure, change: Figure) -> bool:
    low, high = sorted((abs(value_of(one)), abs(value_of(two))))
    large = change.unit == "pct" and abs(value_of(change)) >= _LARGE
    if change.unit != "pct":
        return high <= low * _OTHER_THINGS  # $163,200 and $1.52 a dollar
    return large or high <= low * _FARTHEST_APART


_LARGE = 60  # percent


def _between(told: Told, one: Figure, two: Figure) -> str:
    return told.words[max(0, one.span.end - told.span.start) : two.span.start - told.span.start]


def _two_alike(figures: list[Figure]) -> bool:
    return any(alike(a, b) for a, b in combinations([f for f in figures if _of_a_change(f)], 2))


def _of_a_change(figure: Figure) -> bool:
    return figure.unit not in {"p", "ci", "cilevel", "hr", "or", "rr", "sd", "fold"}


def _makes(one: Figure, two: Figure, change: Figure) -> bool:
    """Could the change be one between these two?"""
    if not alike(one, two) or {one.unit, two.unit} == {"none", "pct"}:
        return False
    unit = one.unit if two.unit in {"none", "count"} else two.unit
    if unit in {"none", "count"} and one.decimals > 0:
        return change.unit in {"pct", "none", "score"}
    return change.unit == "pct" or change.unit == unit or (change.unit in {"pp", "score"} and unit == "pct")


def _explains(one: Figure, two: Figure, change: Figure) -> bool:
    gap, stated = abs(value_of(one) - value_of(two)), abs(value_of(change))
    step = max(map(unit_in_last_place, (one, two)))
    rough = 0 if change.comparator is Comparator.EQUAL else stated / 10
    room = max(step, unit_in_last_place(change)) + rough
    if several_for(one, two, change):
        return True
    if abs(gap - stated) <= room and (change.unit != "pct" or "pct" in {one.unit, two.unit}):
        return True
    if change.unit != "pct":
        return False
    bases = [base for base in map(abs, map(value_of, (one, two))) if base]
    return any(
        abs(share(gap, base) - stated) <= unit_in_last_place(change) + share(step, base) * 2 + rough for base in bases
    )


def _change_fault(one: Figure, two: Figure, change: Figure) -> Observation:
    high, low = max(value_of(one), value_of(two)), min(value_of(one), value_of(two))
    line = f"{plain(high)} - {plain(low)} = {plain(high - low)}"
    if change.unit == "pct" and value_of(one):
        line += f"; {plain(high - low)}/{plain(value_of(one))} = {show(share(high - low, abs(value_of(one))), 1)}%"
    return observe("change-size", change, f"{line} ≠ {change.raw}", related=[(one, one.raw), (two, two.raw)],
                   before=one.raw, after=two.raw, right=line)  # fmt: skip


# --- what is left ---------------------------------------------------------------------------------

_LEFT = (
    shaped(
        r"(?:其余|另外|余下|剩余|剩下|尚余|还剩|仅剩|\bleaving|\bleaves|\bthe (?:other|rest|remaining|remainder)|\bremaining)"
        r"(?:的|为|有|占|仅|则|only|just|about|were|,|\s){0,3}`{0,6}?(?P<r><CNXP>)"
    ),
    shaped(r"(?P<r><CN>) (?:will|would|did|do|does|had|have|were|was|are|could|can)(?: not|n't|not)(?=\s?[.,;)]|$)"),
    shaped(r"\bso (?P<r><CN>)(?! (?:of|in|out)\b)"),
    shaped(
        r"(?:实际|最终|最后|实有)(?:完成|纳入|入组|随访|参与|参加|分析|统计|接受|可评估|有效|共|为|有|了){0,3}(?P<r><CNX>)"
    ),
    shaped(r"(?P<r><CX>)(?:则)?(?:不会|没有|不是|未见|不能|否)(?=[。,，;)]|$)"),
)
_PART_OF = lazy(
    r"原定|计划|拟|筛查|筛选|检索|剔除重复|分别|重叠|其中.{1,40}其中|同时|both|overlap|screened|respectively|including|follow-up|months|weeks"
)


_AND_MORE = shaped(r"(?:和|与|、| and )<C>")  # 其余19例和22例


_OF_THE = lazy(r"\bof (?:the|these|those) $")  # three of the 29 were not: a whole, not what is left
_SO_MANY_OF = shaped(r" (?:[a-z]+ )?of <NUCX>|[次份剂](?:，|,)?每[次份剂]<NUCX>")  # the rest as three doses of 8


_NO_REST = lazy(
    r"\bimput|\bthe rest (?:gives|would)|\b(?:enrolled|randomi[sz]ed|recruited) \d+: \d"
)  # 150: 76 to the app is no ratio


def _rests(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``If 200 people take it, 6 will bleed and 194 will not``; ``其余110张``."""
    for pattern in _LEFT:
        for match in pattern.finditer(told.shape):
            rest = told.group(match, "r")
            if _NO_REST.search(f"{frame.sentences[max(0, index - 1)].words} {told.words}"):
                continue
            if told.words.count("leaving") > 1:
                continue  # nine from one arm, leaving 91, and five from the other, leaving 95
            if not exact(rest) or _PART_OF.search(told.words) or _AND_MORE.match(told.shape, match.end()):
                continue
            if _SO_MANY_OF.match(told.shape, match.end()) or _OF_THE.search(
                told.words[: rest.span.start - told.span.start]
            ):
                continue
            own = [f for f in before(frame, index, rest, partial(_two_like, rest)) if alike(f, rest)]
            own = [f for f in own if f.denominator is None]
            again = any(f.span != rest.span and f.value == rest.value and f.unit == rest.unit for f in frame.figures)
            whole = sum(map(value_of, own), value_of(rest))
            again = again or (
                len(own) > 1 and any(f.value == whole for f in frame.figures)
            )  # 312份, 203人, 11人, 其余98人
            near = frame.sentences[max(0, index - 1) : index + 1]
            spelled = [
                one.value
                for each in near
                for one in numbers(each)
                if one.figure is None and each.span.start + one.end <= rest.span.start
            ]
            if any(
                f - each == rest.value
                for f in {value_of(f) for f in frame.figures if alike(f, rest) and f.value is not None}
                for each in spelled
            ):
                continue
            if not again and not _left_of_others(frame, rest) and (1 < len(own) <= 5 or (rest.unit == "pct" and own)):
                yield from _rest_fault(frame, own, rest)


def _left_of_others(frame: Frame, rest: Figure) -> bool:
    """``44 items; 31 reached consensus, nine of the remaining 13``: two numbers told anywhere before leave it."""
    told = {one.value for other in frame.sentences for one in numbers(other) if one.figure is not rest and other.span.start + one.end <= rest.span.start}  # fmt: skip
    if rest.unit == "pct":
        return False
    if len(told) <= MOST and any(a - b == rest.value for a in told for b in told if a - b != b or len(told) > 2):
        return True
    counted = {value_of(f) for f in frame.figures if f.span.end <= rest.span.start and alike(f, rest) and _point(f)}
    return len(counted) <= 2 * MOST and any(
        a - b - c == rest.value for a in counted for b, c in combinations(counted, 2) if a > b + c
    )  # 642 cases; 71 infants, 402 aged 1-18, the remaining 169


def _two_like(rest: Figure, figures: list[Figure]) -> bool:
    return sum(1 for f in figures if alike(f, rest)) >= (1 if rest.unit == "pct" else 2)


def _rest_fault(frame: Frame, own: list[Figure], rest: Figure) -> Iterator[Observation]:
    values = [value_of(f) for f in own]
    percent = rest.unit == "pct"
    if any((f.unit == "pct") != percent for f in own):
        return
    whole = Decimal(100) if percent else max(values)
    parts = values if percent else sorted(values)[:-1]
    left, room = value_of(rest), unit_in_last_place(rest) * max(1, len(parts)) if percent else Decimal(0)
    if percent and any(
        abs(whole - value_of(f) - left) <= room for f in frame.figures if f.unit == "pct" and f.value is not None
    ):
        return
    sums = {sum(some, Decimal(0)) for size in range(1, len(parts) + 1) for some in combinations(parts, size)}
    told = [value_of(f) for f in frame.figures if alike(f, rest) and f.value is not None and f not in own]
    wholes = {whole} | {each for each in told if each > whole}
    if not percent:  # ninety-four biopsies: 57, 31 and the remaining 6
        wholes |= {
            one.value for each in frame.sentences for one in numbers(each) if one.figure is None and one.value > whole
        }
    if not percent and any(a + b == left for a, b in combinations([*values, *told][:MOST], 2)):
        return  # 72 found and 694 false alarms, so 766 are recalled
    if left == whole or any(abs(each - made - left) <= room for each in wholes for made in sums):
        return
    if any(each - sum(values, Decimal(0)) == left for each in wholes):  # the whole is told further back
        return
    if not percent and (any(f.value == whole + left for f in frame.figures) or with_those_who_came(frame, own, rest)):
        return
    made = sum(parts, Decimal(0))
    if abs(whole - made - left) * 2 <= whole and made < whole:
        line = f"{plain(whole)} - {plain(made)} = {plain(whole - made)} ≠ {plain(left)}"
        yield observe("parts-total", rest, line, related=[(f, f.raw) for f in own], stated=plain(left),
                      sum=plain(whole - made), parts=f"{plain(whole)} - {plain(made)}")  # fmt: skip


# --- a share in words and again in digits -----------------------------------------------------------

_AGAIN = shaped(
    r"(?P<a><PU>)`{0,24}?\s?[(,，-]\s?(?:(?:or|i\.e\.|that is|about|roughly|approximately|around|nearly|some|即|约|也就是|换算下来|折合|相当于|(?:总体|整体)?[一-鿿]{0,4}率(?:为|达|是)?|"
    r"大约|为|患病率|,)\s?){0,3}(?P<b><P>)\s?(?=[),，。.;]|$| of| have| had| were)"
)


_OF_THEM = lazy(r" of (?:them|these|those|whom)\b")
_OF_OTHERS = lazy(r" of (?:all |the )?(?!them|these|those|whom)[a-z]{3,}")


def _restated(told: Told) -> Iterator[Observation]:
    """``about one in ten people (roughly 10%)``."""
    for match in _AGAIN.finditer(told.shape):
        words, digits = told.group(match, "a"), told.group(match, "b")
        if _OF_THEM.search(match[0]) and _OF_OTHERS.match(told.shape, match.end()):
            continue  # half of them, some 6% of women
        spelt = words.word or expressions.search(r"one|two|three|分之|每", words.raw.lower()) is not None
        if (
            not spelt
            or not ({words.comparator, digits.comparator} <= _PLAIN or words.comparator is digits.comparator)
            or words.value is None
            or digits.value is None
            or digits.word
            or words.unit not in {"pct", "ratio"}
        ):
            continue
        value = value_of(words) * (100 if words.unit == "ratio" else 1)
        if abs(value - value_of(digits)) > max(Decimal(3), value / 5):
            line = f"{words.raw} = {show(value, 1)}% ≠ {digits.raw}"
            yield observe("percent-of-count", digits, line, related=[(words, words.raw)], right=f"{show(value, 0)}%",
                          count=words.raw, total="100", fits=show(value, 0) + "%")  # fmt: skip


_COMPARED = (
    shaped(
        r"(?P<b><PUTNXC>)`{0,6}?[,，(]\s?(?:较|比)`{0,14}?(?P<a><PUTNXC>)`{0,4}?(?:增长|增加|上升|提高|升高|下降|减少|降低|缩短|延长|高|低|多|少)"
        r"(?:了|约|出){0,2}(?P<d><PQUTNXC>)"
    ),
    shaped(
        r"(?P<b><PUTNXC>)`{0,24}?[,(]\s?(?:some |about )?(?P<d><PQUTNXC>) (?:more|less|fewer|higher|lower|longer|shorter|greater|above|below|up on|down on)"
        r"(?: than)?`{0,16}?(?P<a><PUTNXC>)"
    ),
)


def _compared(told: Told) -> Iterator[Observation]:
    """``2.4万人次，较去年同期的2.0万人次增长20%``; "9,600, 20% more than the 8,000 of 2021"."""
    for pattern in _COMPARED:
        for match in pattern.finditer(told.shape):
            one, two, change = (told.group(match, name) for name in "abd")
            able = all(map(_point, (one, two, change))) and _makes(one, two, change) and _of_a_change(change)
            able = able and _comparable(one, two, change)
            if able and not _explains(one, two, change) and not any(a_base(told, f) for f in (one, two, change)):
                yield _change_fault(one, two, change)


# --- totals -----------------------------------------------------------------------------------------

_TOTAL = (
    shaped(
        r"[,，;]\s?(?:两|二|三|四|<TX>)(?:年|组|次|批|家|期|者|项|院|地|轮|类|部分)?(?:一共|共计?|合计|总计|总共|累计)[一-鿿]{0,4}(?P<t><CX>)"
    ),
    shaped(r"[,;]\s?(?:for |making |giving )a total of (?P<t><CNXU>)"),
    shaped(r"[,;]\s?(?:making |giving |for )?(?:a total of )?(?P<t><CNX>) (?:in total|altogether|in all)(?=[.,;)]|$)"),
)


_OTHERS_TOO = lazy(
    r"\b(?:further|another|additional|others|also|plus|joined|of (?:whom|which|these)|exclu[a-z]+|withdr[a-z]+|removed|duplicates?|dropped|lost)\b|\bmore (?:from|were|came)"
)


_EACH_ONE = lazy(r"\beach\b|[各每]\s?\d")


def _totals(told: Told, ahead: Sequence[Told]) -> Iterator[Observation]:
    """``第一年98例，第二年124例，两年共222例``: no two or more of the numbers before make it."""
    for pattern in _TOTAL:
        for match in pattern.finditer(told.shape):
            total = told.group(match, "t")
            before = [f for f in told.figures if told.places[told.figures.index(f)] < match.start()]
            if _OTHERS_TOO.search(told.shape, 0, match.start("t")):
                continue  # a further 60 from elsewhere, and those told before them
            before = [f for f in before if alike(f, total) or value_of(f) > 12]  # the two trials
            before = [f for f in before if total.unit == f.unit or f.unit not in {"site", "country", "study"}]
            own = [f for f in before if alike(f, total) and exact(f) and (f.decimals <= 0 or f.unit == total.unit)]
            if not 2 <= len(own) <= 5 or len(own) < len(before) or not exact(total):
                continue
            if _EACH_ONE.search(told.words, 0, total.span.start - told.span.start):
                continue  # two boluses, 51 mmol each, 102 in all
            values, stated = [value_of(f) for f in own], value_of(total)
            sums = {sum(some, Decimal(0)) for size in range(2, len(own) + 1) for some in combinations(values, size)}
            products = {one * two for one, two in combinations(values, 2)}
            before_it = {one.value for each in ahead for one in numbers(each)}
            if {stated - each for each in sums} & before_it:
                continue  # with those of a sentence before
            if stated not in sums | products | set(values) and max(values) < stated < sum(values, Decimal(0)) * 2:
                yield fault(own, total)


_SO_OFTEN = shaped(
    r"(?P<b><P>)[^。;\ue000-\ue00c]{0,16}?[,，(]\s?(?:也就是说?|即|相当于|换句话说)?[,，]?每(?P<n><CX>)`{0,6}?[里中]`{0,8}?(?P<k><CX>)"
)
_EVERY = shaped(
    r"每(?P<n><CX>)`{0,6}?[里中]`{0,8}?(?P<k><CX>)`{0,14}?[,，(]`{0,8}?(?:率|比例|占比|即|约)(?:为|达|是|约){0,2}(?P<b><P>)"
)


def _every(told: Told) -> Iterator[Observation]:
    """``每10个孩子中约有4个近视，近视率为39.8%``."""
    for match in (*_EVERY.finditer(told.shape), *_SO_OFTEN.finditer(told.shape)):
        whole, part, digits = (told.group(match, name) for name in "nkb")
        if not _point(digits) or not exact(whole) or not 0 < value_of(part) <= value_of(whole):
            continue
        value = share(value_of(part), value_of(whole))
        if abs(value - value_of(digits)) > max(share(Decimal(1), value_of(whole)) / 2, value / 5, Decimal(3)):
            line = f"{plain(value_of(part))}/{plain(value_of(whole))} = {show(value, 1)}% ≠ {digits.raw}"
            yield observe("percent-of-count", digits, line, related=[(part, part.raw)], right=f"{show(value, 0)}%",
                          count=plain(value_of(part)), total=plain(value_of(whole)), fits=show(value, 0) + "%")  # fmt: skip


# --- everything that can be made ----------------------------------------------------------------------


def made(values: list[Decimal], least: int = 1) -> set[Decimal]:
    """Every product of some values divided by that of some others; ``least`` is how many take part."""
    found: set[tuple[int, Decimal]] = {(0, Decimal(1))}
    for value in values[:MOST]:
        if value:
            found |= {(number + 1, new) for number, one in found for new in (one * value, one / value)}
    return {one for number, one in found if number >= least}
