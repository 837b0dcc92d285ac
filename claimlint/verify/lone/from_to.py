"""A first day, a length and a last day, wherever the three stand: ``3月28日起病，发热持续6天，至4月2日``, "made in March 2023, shelf life 36 months, expires in March 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.dates import Date, apart, dates
from claimlint.verify.times.lengths import Time, times
from claimlint.verify.times.spans import fits

_BEGAN = lazy(
    r"起病|发病|起$|入院|住进|住院|开[始营幕工诊园启封放馆]|始于|启[动用]|上线|发热|[出起]疹|发作|首[例次剂批]|第一[例次剂针]|确诊|诊断|自$|从$|由$|入驻|封控|隔离|停诊|"
    r"末次月经|接种|服药|用药|植入|发烧|骨折|打上|戴上|装上|放置|置入|留置|"
    r"\b(?:began|start(?:ed|s|ing)?|opened|opens|onset|admitted|fell ill|from|between|first|last (?:menstrual )?period|given|diagnosed|injected|vaccinated|received|fitted|closed on|shut on|since)\b"
)
_ENDED = lazy(
    r"[至到止]|截|出院|结束|恢复|[闭落]幕|闭营|关[闭停张]|末例|最后|消[退失]|退[热烧]|[热烧]退|体温正常|缓解|解[除封]|停(?!经)|拆|取出|完成|痊愈|"
    r"\b(?:to|until|till|through|and|ended|ends|settl(?:ed|ing)|gone|clear(?:ed|ing)|discharged|home|closed|lifted|complet(?:ed|ing)|finish(?:ed|ing)|resolv(?:ed|ing)|shut|last|over|reopened|removed|stopped|by)\b"
)
_LASTED = lazy(
    r"(?:历时|历经|持续|一共|总共|合计|共计?|为期|连续|整整|前后|住院|住了|时长|长达|病程|入组期|招募期|隔离|延续|跨度|高热|发[热烧]|坚持|固定|佩戴|[一共]共?[烧住做停用关封])(?:了|已|为|达|时间|时|期|有|长达|历时|整整|用了|花了|\s|:){0,4}$|"
    r"已(?:经)?[^，。；;\d]{0,8}$|整整[一-鿿]{1,3}了\s?$|"
    r"\b(?:last(?:ed|s|ing)|persisted|for|spanned|spanning|took|ran|in (?:those|these|the|all)|during (?:those|these|the)|over (?:those|these|the)|after (?:a (?:stay|course|run|total|period) of|an (?:illness|absence) of)|(?:stay|span|period|total|duration|run) of)(?: (?:a|an|exactly|just|the|full|total of|whole))* ?$"
)
_LASTED_BEHIND = lazy(
    r"\s?(?:(?:of|in) (?:all|total)\b|altogether|in hospital|inclusive|之久)|(?:之?后|后的|(?: and)?,? later\b)"
)
_IN_FULL = lazy(r"\bafter (?:exactly|precisely|just) $|, an? full $")
_AND_NO_MORE = lazy(
    r" (?:on the ward|in (?:the )?hospital|as an in-?patient|because|in all)\b(?! care)|\s?(?:[.,;:)]|$)"
)
_RIGHT_THERE = 14  # characters between a date and a length that is told "for"
_WEAK = lazy(r"\bfor(?: (?:a|an|exactly|just|the|full|a total of))*\s$")
_LATER_BEHIND = lazy(r"\s?(?:之?后| later| after)")
_THEN_WHAT = lazy(  # discharged on 28 May, two weeks later the wound was dry
    r"\s?之?后的?(?=[一-鿿])| later,? (?!that\b|altogether)(?=[a-z])"
)
_LATER = lazy(
    r"(?:之?后(?:的|即|，|于|在|到)?|(?:的|于|即|在|到|，)|,? later,?|,? afterwards?,?| on| by| in|,| that is| i\.e\.|\s){0,4}"
)
_PREGNANT_AHEAD = lazy(r"(?:停经|孕|妊娠)(?:已|了|满|约)?$")
_PREGNANT = lazy(r"\s?(?:pregnant|of (?:pregnancy|amenorrh)|gestation|along\b)")
_LAST_PERIOD = lazy(r"末次月经|last (?:menstrual )?period|lmp")
_OF_SOMETHING = lazy(  # what lasts for a part of the time, or for another
    r"术[前后]|转科|抗|药|通气|插管|治疗|随访|icu|监护|每|平均|中位|约|其中|提前|推迟|延|再|还|预计|计划|拟|将|至少|最多|工作日|除去|扣除|实际|其间|期间(?!共)|建议|间隔|复查|透析|吸氧|引流|康复训练|另|此前|此后|其后|随后|"
    r"\b(?:treat|antibiot|ventilat|follow|each|every|mean|median|about|of which|of whom|at least|up to|before|earlier|intensive|oxygen|weekday|working|plan|will|expect|delay|further|another|extra|except|exclud|course of|took (?:tablets|pills)|respectively|programme|wore|icu)"
)
_BEHIND = lazy(
    r"\s?(?:前(?!后)|以前|之前|内(?:的|(?=不))|[的]?(?:抗|药|治疗|随访|疗程|工作日)|of (?:antibiotic|treat|therap|follow|ventilat|iv|oral)|before|ago|prior|earlier|each|per\b|apiece|after (?:the|his|her|an?|surgery|admission|birth)|in (?:the )?(?:intensive|icu|nicu|picu|isolation))"
)
_MADE = lazy(
    r"生产|制造|出厂|开封|开启|灌装|分装|签发|换发|办理|manufactur|\bmade\b|produced|opened|issued|packed|bottled|mixed|prepared|reconstituted"
)
_OPENED = lazy(r"开封|开启|opened")
_KEEPS = lazy(
    r"(?:有效期|保质期|质保期?|贮存期|货架期|限用|可用|可?(?:在[^，。；]{0,8})?(?:保存|使用|存放)|效期)(?:为|是|共|：|:|\s){0,2}$|\b(?:shelf[- ]life (?:of|is)|keeps? (?:for|its strength for)|good for|within|valid for|lasts?(?: for)?|stable for|warranty of)(?: exactly| only)? $"
)
_EXPIRES = lazy(
    r"(?:有效期?至|失效|到期|过期|保质期至|截止(?:日期)?)(?:日期)?(?:为|是|于|：|:|\s){0,2}$|(?:应|须|必须|务必|需|要)(?:在|于)$|\b(?:expir(?:es?|ed|y|ing)|use[dr]?[- ]by|best before|discard (?:by|on|after)|(?:must|should|to) be (?:used|discarded|thrown away|finished) (?:by|on|before)|valid until|runs? out|that is,? (?:by|until)|good until|finished by)(?: (?:date|is|in|on|by|the end of|at the end of|of)|:)* ?$"
)
_UNLESS = lazy(r"冷藏|若|如果|一旦|refrigerat|\bif\b|unless|once (?!opened)|whichever|先到|为准|或")
_STOP = lazy(r"[。；;]|\.\s")
_CUT = lazy(r"[，。；;,]|\.\s")
_BOTH_ENDS = lazy(r"(?:首尾|头尾|首末|含这)$")
_MOST = 3  # dates


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells two dates and a length that its words tie to both."""
    for one in passages(scene):
        told = dates(one.words)
        if 2 <= len(told) <= _MOST and told[0].words != told[1].words:
            yield from _check(one, told)


def _check(one: Paragraph, told: tuple[Date, ...]) -> Iterator[Observation]:
    every = [
        each
        for each in times(one)
        if not (each.counted or each.bare or _BOTH_ENDS.search(one.words[max(0, each.start - 3) : each.start]))
        and not any(d.start < each.end and each.start < d.end for d in told)
    ]
    ways = [way for first, last in combinations(told, 2) if (way := apart(first, last)) is not None]
    if any(fits(each, way) for each in every for way in ways):
        return
    for first, last in pairwise(told):
        way, pair = apart(first, last), (first, last)
        found = [each for each in every if _tied(one, told, pair, each, every)]
        if len(found) == 1 and way is not None:
            yield _fault(one, found[0], first, last, way)
            return


def _tied(one: Paragraph, told: tuple[Date, ...], pair: tuple[Date, Date], time: Time, every: list[Time]) -> bool:
    first, last = pair
    if time.ranges or any(last.end <= each.start < time.start for each in every):
        return False
    if len(told) > len(pair) and not (first.end <= time.start < last.start):
        return False
    return _lasts(one, pair, time) or (len(told) == len(pair) and _is_kept(one, pair, time, every))


def _lasts(one: Paragraph, told: tuple[Date, ...], time: Time) -> bool:
    """Do its words begin at the first date and end at the second?"""
    first, last = told
    near = _CUT.split(one.words[max(0, time.start - 36) : time.start])[-1]
    if time.start >= last.end and _since_event(one, told, time):
        return True
    if _OF_SOMETHING.search(near) or _BEHIND.match(time.rest) or _UNLESS.search(time.marked):
        return False
    if _LAST_PERIOD.search(one.words[: first.end + 8]):
        return time.start > last.start and (_PREGNANT_AHEAD.search(near) or _PREGNANT.match(time.rest)) is not None
    if first.end <= time.start < last.start:
        if _steps(one, time, last):
            return _any(_BEGAN, _about(one, first, time.start))
        if _LATER_BEHIND.match(time.rest):
            return False
    if time.start >= last.end and _THEN_WHAT.match(time.rest):
        return False
    if _LATER_BEHIND.match(time.rest) and _STOP.search(one.words[last.end : max(last.end, time.start)]):
        return False  # came out on 24 June. Three weeks later she was back at work
    away = max(time.start - last.end, first.start - time.end)
    if away > _RIGHT_THERE and (
        _WEAK.search(one.words[max(0, time.start - 24) : time.start]) or _LATER_BEHIND.match(time.rest)
    ):
        return False
    said = one.words[max(0, time.start - 30) : time.start]
    if not (_LASTED.search(said) or _LASTED_BEHIND.match(time.rest) or (_IN_FULL.search(said) and _AND_NO_MORE.match(time.rest))):  # fmt: skip
        return False
    if time.start < first.start and _STOP.search(one.words[time.end : first.start]):
        return False
    return _any(_BEGAN, _about(one, first, last.start)) and _any(_ENDED, _about(one, last, len(one.words), first.end))


def _since_event(one: Paragraph, told: tuple[Date, ...], time: Time) -> bool:
    """``told in March 2012 ... died in April 2019, nine years after the diagnosis``; ``2020年开始透析，距确诊已12年``."""
    first, last = told
    began = " ".join((one.words[: first.start], _CUT.split(one.words[first.end : last.start])[0]))
    gap = one.words[last.end : time.start]
    period = _ITS_PERIOD.match(time.rest)
    if period is not None:  # the three-year recruitment period
        return period["noun"][:6] in began and _THE.search(gap) is not None
    if _A_COURSE.match(time.rest) and _AN.fullmatch(gap):  # a 21-day course
        return _any(_BEGAN, _about(one, first, last.start)) and _any(_ENDED, _about(one, last, time.start, first.end))
    after, since = _AFTER_EVENT.match(time.rest), _SINCE_EVENT.search(gap)
    if after is not None and _AND_THEN.fullmatch(gap):
        return _names(after["event"], began)
    return since is not None and _names(since["event"], began) and not _CUT.search(gap[: since.start()])


def _names(event: str, clause: str) -> bool:
    return any(words.match(event) and told.search(clause) for words, told in _EVENTS)


_AN = lazy(r"[^,.;\d]{0,24}, an? ")
_A_COURSE = lazy(r"-?\s?(?:course|stay|illness|absence|gap|interval|wait|stretch|closure|period|spell)(?=[.;,]|$)")
_AND_THEN = lazy(r"[^,.;，。；\d]{0,24}(?:, |, just |, only |, exactly )")
_AFTER_EVENT = lazy(
    r" (?:after|from) (?:being |(?:the|her|his|their|its|that) )?(?:initial |first |original )?(?P<event>diagnos|operation|surgery|transplant|admission|onset|symptom|case|infection|vaccination|injury|fracture)[a-z]*(?=[.;,]|$)"
)
_SINCE_EVENT = lazy(
    r"[，,]\s?(?:此时|这时|当时)?(?:距离?|离|自)(?:首次|初次|最初|其|她|他|被)?(?P<event>确诊|诊断|手术|术后|移植|发病|起病|入院|感染|接种|退休|戒烟|结婚)(?:时|那年|那天|之日|日|起)?(?:已经?|恰好|正好|整整|过去|过了|了|有|\s){0,4}$"
)
_ITS_PERIOD = lazy(r"-?\s?(?P<noun>[a-z]{5,}) (?:period|phase|window|campaign|spell)\b")
_THE = lazy(r"\b(?:the|this|that) $")
_EVENTS = (
    (lazy(r"diagnos|确诊|诊断"), lazy(r"diagnos|\btold\b|found to have|确诊|诊断|查出|患上|发现")),
    (lazy(r"operation|surgery|手术|术后"), lazy(r"operat|surg|underwent|resect|\bhad [a-z ]{3,24} (?:replaced|removed|fitted)|手术|切除|[^\s]术")),
    (lazy(r"transplant|移植"), lazy(r"transplant|移植|换[肝肾心肺]|received a (?:kidney|liver|heart|lung)")),
    (lazy(r"admission|入院"), lazy(r"admitted|admission|入院|住进|收治")),
    (lazy(r"onset|symptom|case|infection|发病|起病|感染"), lazy(r"symptoms? began|fell ill|onset|first case|发病|起病|感染")),
    (lazy(r"vaccination|接种"), lazy(r"vaccinat|接种")),
    *((lazy(word), lazy(word)) for word in ("退休", "戒烟", "结婚")),
    (lazy(r"injury|fracture"), lazy(r"\b(?:injur|broke|fractur|fell\b)")),
)  # fmt: skip


def _steps(one: Paragraph, time: Time, last: Date) -> bool:
    """``21天后的9月22日``, "38 days later, on 4 May"."""
    gap = one.words[time.end : last.start]
    return len(gap) <= 14 and ("后" in gap or "later" in gap or "after" in gap) and _LATER.fullmatch(gap) is not None


def _about(one: Paragraph, date: Date, stop: int, start: int = 0) -> tuple[str, str]:
    """The words of its clause before a date, and those behind it to the end of theirs."""
    before = _CUT.split(one.words[max(start, date.start - 30) : date.start])[-1]
    behind = _CUT.split(one.words[date.end : min(stop, date.end + 40)])[0]
    return before, behind


def _any(words: re.Pattern[str], clause: tuple[str, str]) -> bool:
    return any(words.search(each) for each in clause)


def _is_kept(one: Paragraph, told: tuple[Date, ...], time: Time, every: list[Time]) -> bool:
    """``5月12日生产，有效期24个月，有效期至……``; the only length of the passage."""
    first, last = told
    if len(every) != 1 or _UNLESS.search(one.words) or _BEHIND.match(time.rest):
        return False
    near = one.words[max(0, time.start - 30) : time.start]
    if _OPENED.search(time.marked) and not _any(_OPENED, _about(one, first, last.start)):
        return False
    kept = _KEEPS.search(near) is not None or (
        _MADE.search(one.words[: first.start]) is not None and time.rest[:3] == "有效期"
    )
    expires = one.words[max(first.end, last.start - 34) : last.start]
    if one.words[last.end : last.end + 2].startswith(("前", "到期", "失效", "过期")) is False and not _EXPIRES.search(
        expires
    ):
        return False
    return kept and _EXPIRES.search(expires) is not None and _any(_MADE, _about(one, first, last.start))


def _fault(one: Paragraph, time: Time, first: Date, last: Date, length: tuple[int, int]) -> Observation:
    short = length[1] < 120
    unit = "天 (days)" if short else "月 (months)"
    low, high = (str(n if short else round(n / 30.44)) for n in length)
    right = low if low == high else f"{low}-{high}"
    line = f"{first.words} - {last.words} = {right} {unit} ≠ {time.words}"
    related = [(one.span(each.start, each.end), each.words) for each in (first, last)]
    return observe("date-span", time.span, line, related=related, stated=time.words, before=first.words, after=last.words,
                   right=right, tied="yes")  # fmt: skip
