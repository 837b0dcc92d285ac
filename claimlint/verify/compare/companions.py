"""Words beside the figures that the source tells otherwise: severity, time origin, deaths, purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Verdict
from claimlint.model.source import WorkKind
from claimlint.model.text import Span
from claimlint.verify.compare.passages import Passages, quoted
from claimlint.verify.figures.roles import sentence_spans


class Discord(NamedTuple):
    """Words of the document that the source does not bear out."""

    span: Span
    verdict: Verdict
    quote: str
    zh: str
    en: str


Companion = Callable[[str, int, Passages], Iterator[Discord]]


def discords(text: str, scope: Span, held: Passages) -> list[Discord]:
    """Everything that the sentences of a scope say otherwise than the source."""
    found: list[Discord] = []
    for span in sentence_spans(text, scope.start, scope.end):
        sentence = fold(text[span.start : span.end])
        for companion in COMPANIONS:
            found += companion(sentence, span.start, held)
    return found


# --- deaths ---------------------------------------------------------------------------------------

_NO_DEATH = lazy(
    r"(?:总(?:体)?生存率|总存活率|生存率|存活率|"
    r"overall survival(?: rate)?)[:为达是高均was of]{0,4}\s?100\s?%|100\s?%的?(?:总?生存率|存活率|存活|"
    r"overall survival|survival)"
    r"|(?:无|没有|未发生|未出现|无一)(?:一?例)?(?:死亡)(?:病例|患者|事件|发生)?|(?:no|"
    r"without any) deaths?\b|死亡率[为是:]{0,2}\s?0(?:\.0+)?\s?%"
)
_OTHER_SURVIVAL = lazy(r"无病|无进展|无事件|无复发|肾脏?|移植物|器官|free|graft|renal|kidney")
_NUMBER = r"(?:\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[一二两三四五六七八九十]{1,3})"
_DEATHS = lazy(
    rf"(?<!no )\b{_NUMBER}\s(?:[a-z-]{{2,14}}\s){{0,3}}?(?:died|deaths?)\b|"
    rf"{_NUMBER}[例名人](?:患者)?(?:[^,，。;；]{{0,12}})死亡|死亡(?:患者|"
    rf"病例)?[共为:]{{0,2}}{_NUMBER}[例名人]"
)


def deaths(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """No deaths, or a survival of 100%, where the source counts deaths."""
    for match in _NO_DEATH.finditer(sentence):
        if _OTHER_SURVIVAL.search(sentence[max(0, match.start() - 5) : match.end()]) or "相关" in match[0]:
            continue
        said = quoted(held, _DEATHS)
        if said is not None and not expressions.search(r"\b(?:0|no|zero)\s(?:\w+\s)?died", fold(said)):
            span = Span(start + match.start(), start + match.end())
            yield Discord(span, Verdict.CONTRADICTED, said, "来源记有死亡病例", "the source counts deaths")


# --- severity dropped -----------------------------------------------------------------------------

_NO_EVENTS = lazy(
    r"(?:无|未见|未发生|未出现|没有|未引发|未观察到|零)(?:任何|明显)?(?:不良(?:临床)?(?:事件|反应)|副作用|"
    r"不良作用)|\bno (?:adverse|side) (?:clinical )?(?:events?|effects?|reactions?)"
)
_NO_SEVERE = lazy(
    r"\bno (?:severe|serious|major|grade [345]|treatment-related|related|"
    r"drug-related)[^.;]{0,40}(?:events?|effects?|reactions?)|(?:无|未见|未发生|未出现|未观察到|"
    r"没有)[^,，。;；]{0,6}(?:严重|重度|相关)[^,，。;；]{0,8}(?:不良|副)"
)


def severity(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """No adverse events, where the source says no severe ones."""
    for match in _NO_EVENTS.finditer(sentence):
        said = quoted(held, _NO_SEVERE)
        if said is not None and quoted(held, _NO_EVENTS) is None:
            span = Span(start + match.start(), start + match.end())
            yield Discord(
                span,
                Verdict.OVERSTATED,
                said,
                "来源只说没有严重（或相关）的不良事件",
                "the source says so of severe or related events only",
            )


# --- time counted from another event --------------------------------------------------------------

_EVENTS = {
    "infusion": r"输注|回输|注射|注入|infusions?|injections?|administration",
    "transplantation": r"移植|transplant(?:ation)?",
    "surgery": r"手术|术|surgery|operation|surgical",
    "randomisation": r"随机(?:化|分组)?|randomi[sz]ation",
    "discharge": r"出院|discharge",
    "withdrawal": r"停药|撤药|withdrawal|discontinuation|stopping",
}
_ANY_EVENT = "|".join(_EVENTS.values())
_WHEN_CHINESE = lazy(
    r"(输注|回输|注射|注入|移植|手术|术|随机(?:化|分组)?|出院|停药|撤药)(?:治疗)?(?:后|"
    r"之后)的?第?\s?(\d{1,3})\s?(个?月|周|天|日|年|小时)"
)
_WHEN_ENGLISH = lazy(
    r"(?:(?P<first>weeks?|months?|days?|years?|hours?)\s(?P<list>\d{1,3}(?:(?:,|,? and|,? or|"
    r" &)\s\d{1,3}){0,8})|(?P<number>\d{1,3})\s(?P<unit>weeks?|months?|days?|years?|hours?))"
    rf"\s(?:after|post|following|from)[- ](?:[a-z-]{{2,14}}\s){{0,3}}?(?P<event>{_ANY_EVENT})\b"
)
_UNIT = {"个月": "month", "月": "month", "周": "week", "天": "day", "日": "day", "年": "year", "小时": "hour"}


def _event(words: str) -> str | None:
    return next((name for name, pattern in _EVENTS.items() if expressions.fullmatch(pattern, words)), None)


def _moments(text: str) -> Iterator[tuple[str, int, str, int, int]]:
    """(event, number, unit, start, end) of every “N weeks after X”."""
    for match in _WHEN_CHINESE.finditer(text):
        event = _event(match[1])
        if event:
            yield event, int(match[2]), _UNIT[match[3]], *match.span()
    for match in _WHEN_ENGLISH.finditer(text):
        event = _event(match["event"])
        unit = (match["first"] or match["unit"]).rstrip("s")
        for number in expressions.findall(r"\d{1,3}", match["list"] or match["number"]):
            if event:
                yield event, int(number), unit, *match.span()


def moment(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """第34周 counted from the infusion, where the source counts it from the transplantation."""
    theirs = list(_moments(held.words))
    for event, number, unit, begin, end in _moments(sentence):
        same = [one for one in theirs if one[1:3] == (number, unit)]
        if same and all(one[0] != event for one in same):
            said = quoted(held, re.compile(re.escape(held.words[same[0][3] : same[0][4]])))
            yield Discord(
                Span(start + begin, start + end),
                Verdict.CONTRADICTED,
                said or held.words[same[0][3] : same[0][4]],
                "来源的时间是从另一事件算起",
                "the source counts the time from another event",
            )


# --- what happened at one time --------------------------------------------------------------------

_TIME = lazy(
    r"(?:第\s?)?(\d{1,3})\s?(个月|周|天|小时|年)|\b(week|month|day|hour|year)s?\s(\d{1,3})|\b(\d{1,3}|one|"
    r"two|three|four|six|twelve)[- ](week|month|day|hour|year)s?"
)
_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "six": "6",
    "twelve": "12",
    "five": "5",
    "eight": "8",
    "ten": "10",
}
_STRONGLY = lazy(
    r"(?:绝对)?(?:数量|水平|指标)?(?:显著|明显|大幅)(?:性)?(?:升高|增加|上升|下降|降低|减少|改善|提高)|"
    r"significant(?:ly)? (?:increase|decrease|reduc|improve|higher|lower)\w{0,4}"
)
_WEAKLY = lazy(
    r"\bminor changes?|\bno (?:statistically )?significant|\bnot (?:statistically )?significant|"
    r"\bno (?:major|clear) |无统计学(?:意义|差异)|无(?:显著|明显)(?:性)?(?:变化|差异|改变)|差异不显著|"
    r"轻微变化|变化不大"
)
_UP = lazy(r"升高|增加|上升|提高|增多|\bincreas|\brose\b|\bhigher\b|\belevat")
_DOWN = lazy(r"下降|降低|减少|\bdecreas|\breduc|\bfell\b|\blower|\bdeclin")


def _times(text: str) -> list[tuple[str, str, int, int]]:
    found = []
    for match in _TIME.finditer(text):
        number = match[1] or match[4] or match[5]
        unit = _UNIT.get(match[2] or "", "") or match[3] or match[6]
        found.append((_WORDS.get(number, number), unit, *match.span()))
    for match in expressions.finditer(r"\b(week|month|day|hour)s?\s(\d{1,3}(?:(?:,|,? and)\s\d{1,3}){1,8})", text):
        found += [(number, match[1], *match.span()) for number in expressions.findall(r"\d{1,3}", match[2])]
    for match in expressions.finditer(
        r"\b(one|two|three|four|five|six|eight|ten|twelve)\s(hour|day|week|month|year)s?", text
    ):
        found.append((_WORDS[match[1]], match[2], *match.span()))
    return found


def strength_at_time(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """显著 at a time for which the source says minor or not significant; or the other direction."""
    times = {(number, unit): (begin, end) for number, unit, begin, end in _times(sentence)}
    if not times:
        return
    strong = _STRONGLY.search(sentence)
    for said in _sentences(held):
        folded = fold(said)
        shared = [key for key in times if key in {(n, u) for n, u, _, _ in _times(folded)}]
        if not shared or strong is None:
            continue
        if _WEAKLY.search(folded) and times[shared[0]][0] < strong.start():
            yield Discord(
                Span(start + strong.start(), start + strong.end()),
                Verdict.OVERSTATED,
                said.strip(),
                "来源称同一时间点变化轻微或不显著",
                "the source calls the change at that time minor or not significant",
            )
            return
        yield from _turned(sentence, start, said, [times[key] for key in shared])


def _turned(sentence: str, start: int, said: str, places: list[tuple[int, int]]) -> Iterator[Discord]:
    folded = fold(said)
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    for begin, end in places:
        clause = expressions.match(r"[^,，。;；]{0,24}", sentence[end:])
        following = clause[0] if clause else ""
        turned = (_DOWN.search(following) if up and not down else None) or (
            _UP.search(following) if down and not up else None
        )
        if turned and "显著" in following:
            yield Discord(
                Span(start + begin, start + end + turned.end()),
                Verdict.OVERSTATED,
                said.strip(),
                "来源在同一时间点报告的方向相反",
                "the source reports the opposite direction at that time",
            )
            return


def _sentences(held: Passages) -> Iterator[str]:
    for text in [*(t.text for t in held.source.texts), *(fact.quote for fact in held.source.facts)]:
        for span in sentence_spans(text):
            yield text[span.start : span.end]


# --- all studies; the trial's purpose; certainty ---------------------------------------------------

_ALL_STUDIES = lazy(
    r"(?:所有|全部)的?(?:纳入)?(?:研究|试验|文献)(?:均|都)?(?:显示|表明|证实|证明|发现)[^,，。;；]{0,16}|"
    r"\ball (?:included )?(?:studies|trials) (?:show|found|demonstrat|report)\w{0,4}"
)
_POOLED = lazy(r"i2\s?[=:]?\s?\(?\s?(\d{2,3}(?:\.\d)?)\s?%|heterogeneity|异质性|pooled|smd|合并效应")
_EFFICACY = lazy(
    r"(?:评估|评价|考察|检验|验证)[^。;；]{0,70}?(治疗[^,，。;；]{0,16}(?:效果|疗效)|疗效|有效性)|"
    r"显著(?:的)?(?:安全性和)?疗效|疗效(?:显著|确切|确凿|突出)|\b(?:proved?|showed|"
    r"demonstrated) (?:significant )?(?:clinical )?efficacy"
)
_NOT_POWERED = lazy(
    r"not (?:been )?(?:designed|powered) (?:for|to)[^.;]{0,40}(?:efficacy|effect)|主要(?:研究)?(?:终点|"
    r"目的)[^,，。;；]{0,8}安全|primary (?:end ?points?|outcomes?|objectives?|purpose|"
    r"aim)s?[^.;]{0,30}safety"
)
_ESPECIALLY = lazy(r"(?:尤其|特别)[是在]{0,2}(\d{1,2})\s?-\s?(\d{1,2})\s?个月[^,，。;；)]{0,10}")
_STEM = lazy(r"(?<!造血)(?:接受|行|采用|进行)?(?:自体|异体|同种异体)?干细胞移植(?:\([a-z]{2,5}\))?(?:治疗)?")
_BLOOD_STEM = lazy(r"h(?:a)?ematopoietic|造血干细胞")


def _found(match: re.Match[str], start: int, verdict: Verdict, said: str, zh: str, en: str, group: int = 0) -> Discord:
    group = group if group and match[group] else 0
    return Discord(Span(start + match.start(group), start + match.end(group)), verdict, said, zh, en)


def all_studies(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """A pooled effect over differing studies told as what all studies show."""
    match = _ALL_STUDIES.search(sentence)
    if match and held.source.kind is WorkKind.META_ANALYSIS and (said := quoted(held, _POOLED)) is not None:
        yield _found(
            match,
            start,
            Verdict.OVERSTATED,
            said,
            "来源报告的是合并效应，并非“所有研究”",
            "the source reports a pooled effect, not what all studies show",
        )


def purpose(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """Efficacy told of a study that was made for safety."""
    match = _EFFICACY.search(sentence)
    if match and (said := quoted(held, _NOT_POWERED)) is not None:
        yield _found(
            match,
            start,
            Verdict.OVERSTATED,
            said,
            "来源的目的是安全性，或不足以判断疗效",
            "the source was made for safety or not powered for efficacy",
            1,
        )


def emphasis(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """“especially at 2-3 months” of a source that reports many time points alike."""
    match = _ESPECIALLY.search(sentence)
    if match is None or expressions.search(r"especially|particularly|most (?:marked|pronounced)|尤其|特别", held.words):
        return
    listed = re.compile(r"(?:\d{1,2} (?:weeks?|months?)(?:,| and|, and) ){3,}")
    said = quoted(held, listed)
    if said is not None:
        yield _found(
            match,
            start,
            Verdict.OVERSTATED,
            said,
            "来源在多个时间点均报告了该结果，没有突出这一时段",
            "the source reports many time points and singles out none",
        )


def cell_type(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """Stem-cell transplantation without saying that it is of blood stem cells."""
    match = _STEM.search(sentence)
    if (
        match
        and "造血" not in sentence
        and not expressions.search(r"mesenchymal|间充质", held.words)
        and (said := quoted(held, _BLOOD_STEM)) is not None
    ):
        yield _found(
            match,
            start,
            Verdict.OVERSTATED,
            said,
            "来源是造血干细胞移植，原文未说明",
            "the source is about haematopoietic cells; the text does not say so",
        )


# --- years of a study -----------------------------------------------------------------------------

_PERIOD = lazy(
    r"(?:between|from)\s(?:[a-z]{3,9}\s)?((?:19|20)\d{2})\s?(?:and|to|until|through|"
    r"-)\s?(?:[a-z]{3,9}\s)?((?:19|20)\d{2})|((?:19|20)\d{2})\s?年?(?:\d{1,2}月)?\s?(?:至|到|-|"
    r"~)\s?((?:19|20)\d{2})"
)


def _periods(text: str) -> list[tuple[str, str, int, int]]:
    return [(m[1] or m[3], m[2] or m[4], *m.span()) for m in _PERIOD.finditer(text)]


def period(sentence: str, start: int, held: Passages) -> Iterator[Discord]:
    """A study period of which one end is the source's and the other is not."""
    theirs = _periods(held.words)
    for first, last, begin, end in _periods(sentence):
        if any(one[:2] == (first, last) for one in theirs):
            continue
        half = [one for one in theirs if (one[0] == first) != (one[1] == last)]
        if len({one[:2] for one in half}) == 1 and len({one[:2] for one in theirs}) == 1:
            words = held.words[half[0][2] : half[0][3]]
            said = quoted(held, re.compile(re.escape(words)))
            yield Discord(
                Span(start + begin, start + end),
                Verdict.CONTRADICTED,
                said or words,
                "来源的起止年份不同",
                "the source gives another period",
            )


COMPANIONS: tuple[Companion, ...] = (
    deaths,
    severity,
    moment,
    strength_at_time,
    all_studies,
    purpose,
    emphasis,
    cell_type,
    period,
)
