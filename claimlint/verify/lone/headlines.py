"""A share in words of a headline against what the text below it tells of the same.

``近三成大学生睡不够！……其中39.1%的人每晚睡眠不足六小时``, "Fewer than half get the check they need, a charity says. ... 181 of the 260
had had a test".
"""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import BlockKind
from claimlint.verify.arithmetic.exact import exact, plain, share, show, value_of
from claimlint.verify.arithmetic.words_and_digits import fits
from claimlint.verify.lone.retold import shared_words
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe

LONGEST = 600  # characters of the text
_HEADLINE = 90
_PAIR = 2
_SAID = lazy(
    r"[！!]\s*$|(?:调查|研究|报告|统计|数据)(?:显示|发现|表明)"
    r"|, (?:a|the|new|an) [a-z -]{0,24}?(?:charity|survey|study|report|poll|audit|review|trust|team|research) (?:says|suggests|finds|found|shows|warns|reveals|suggested|showed)\b|^(?:survey|study|poll|audit|report): "
)
_OF_EVERYBODY = lazy(
    r"[我全]国|中国|全[球省市]|世界|每年|据统计|据估计|in (?:the (?:uk|us|world|country)|britain|england|america|china|europe)|nation|worldwide|globally"
)
_OF_ONE_PLACE = lazy(
    r"我院|本院|我科|本科室|我们|本组|\b(?:our|we)\b|\b(?:in|at) (?:one|this|a) (?:clinic|hospital|ward|practice|school)"
)
_OTHERWISE = lazy(
    r"其中.{1,40}其中|去年|上年|此前|对照|安慰剂|组(?!织|成|合)|男|女生|女性|[较比](?!例)|分别|last year|previous|\bmen\b|placebo|controls?\b|groups?\b|compared|respectively|earlier|another"
)
_NOT = lazy(r"[未没不无非缺差]|异常|\b(?:not|never|no|none|without|fail\w*|lack\w*|miss\w*|un[a-z]{4,})\b|n't\b")
_PEOPLE = lazy(
    r"大学生|中学生|小学生|学生|孕妈妈|孕妇|妈妈|老年人|老人|成年人|居民|市民|网友|儿童|孩子|患者|病人|女性|男性|受访者|"
    r"\b(?:people|adults|children|pupils|students|women|men|mothers|fathers|parents|patients|teenagers|nurses|doctors|users|staff|workers|new)\b"
)
_ALIKE = tuple(  # what is one thing in other words
    map(
        lazy,
        (
            r"睡|失眠|\bsleep|\basleep|insomnia",
            r"\bcheck|\btest|\bscreen|\bscan|筛查|检查|体检|检测",
            r"\bwrong|mistake|\berrors?\b|incorrect|错误|不正确|不规范",
            r"\bdent(?:al|ist)|牙",
            r"焦虑|anxi",
            r"颈椎|\bneck",
            r"抑郁|depress|low mood",
            r"近视|myop|short-sight",
            r"吸烟|抽烟|smok",
            r"超重|肥胖|overweight|obes",
            r"运动|锻炼|exercis|\bactive\b|活动",
            r"疼|痛|\bpain|\bsore|\bache",
            r"疲劳|疲惫|tired|fatigue|exhaust",
            r"脱发|掉发|hair",
            r"接种|疫苗|vaccin|\bjab",
            r"早餐|早饭|breakfast",
            r"\bwash(?:ed|ing)? (?:their )?hands|hand hygiene|洗手",
        ),
    )
)
_NARROWER = lazy(  # what the clause tells of fewer than the headline does
    r"[轻中重]度|中重|严重|高度|确诊|首次|每天|经常|长期|持续|\d\s?岁|\b(?:severe\w*|serious\w*|moderate\w*|mild\w*|daily|every day|often|regular\w*|always|confirmed|never)\b"
)
_OF_SOME = lazy(
    r"(?:的|者)[^,，。;；其]{0,10}(?:中|里)[,，]?(?:有|约|仅)?\s?$|\b(?:of|among) (?:those|them|these|whom|the ones)\b[^.]{0,60}$"
)
_LONG_WORD = lazy(r"[a-z]{4,}")
_IDLE = frozenset(
    {"with", "from", "that", "this", "were", "have", "been", "than", "thei", "they", "when", "most", "said"}
)
_CLAUSE = lazy(r"[,，。;；!?！？:：]|\.\s|\band (?=\d)")


def check(scene: Scene) -> Iterator[Observation]:
    """The text, if it is short and begins with a headline."""
    if len(scene.document.text) > LONGEST:
        return
    sentences = list(scene.sentences)
    if len(sentences) < _PAIR or scene.document.blocks[sentences[0].block].table is not None:
        return
    first, rest = sentences[0], sentences[1:]
    yield from _share(scene, first, rest)
    yield from _changed(scene, first, rest)


def _share(scene: Scene, first: Told, rest: list[Told]) -> Iterator[Observation]:
    shares = [f for f in first.figures if f.unit in {"pct", "ratio"}]
    if len(shares) != 1 or len(first.figures) != 1 or len(first.words) > _HEADLINE or not shares[0].word:
        return
    heading = scene.document.blocks[first.block].kind is BlockKind.HEADING
    words, text = shares[0], fold(scene.document.text)
    if not (heading or _SAID.search(first.words)) or words.unit != "pct":
        return
    if any(each.search(text) for each in (_OF_EVERYBODY, _OF_ONE_PLACE, _OTHERWISE)):
        return
    told = _told(rest)
    if told is None:
        return
    part, whole, sentence = told
    says, clause = first.words[words.span.end - first.span.start :], _clause(sentence, part)
    actual = share(value_of(part), value_of(whole)) if whole is not None else value_of(part)
    if _NARROWER.search(_narrow(clause, says)) or _OF_SOME.search(
        sentence.words[: part.span.start - sentence.span.start]
    ):
        return
    turned = (_NOT.search(says) is None) != (_NOT.search(clause) is None)
    if fits(words, actual) or (turned and fits(words, 100 - actual)) or not _of_one_thing(says, clause):
        return
    right = f"{show(actual, 1)}%"
    line = f"{plain(value_of(part))}/{plain(value_of(whole))} = {right}" if whole is not None else right
    yield observe("percent-of-count", words, f"{line} ≠ {words.raw}", related=[(part, part.raw)], right=right,
                  count=plain(value_of(part)), total=plain(value_of(whole)) if whole is not None else "100", fits=right,
                  tied="yes")  # fmt: skip


def _changed(scene: Scene, first: Told, rest: list[Told]) -> Iterator[Observation]:
    """``CALLS CUT REPEAT VISITS BY 31% ... made 31% fewer repeat visits``, ``让再住院减少28%……再住院次数比未接到者少28%``."""
    if len(first.figures) != 1 or first.figures[0].unit != "pct" or len(first.words) > _HEADLINE:
        return
    figure = first.figures[0]
    before, behind = (
        first.words[: figure.span.start - first.span.start],
        first.words[figure.span.end - first.span.start :],
    )
    head = _CHANGED_BY.search(before)
    if head is None or behind.strip(" .。!！") or _OF_A_PART.search(scene.document.text.lower()):
        return
    if before.isascii() and scene.document.slice(first.span).upper() != scene.document.slice(first.span):
        return  # in English a headline by its capitals
    told = [(f, one) for one in rest for f in one.figures if f.unit in {"pct", "pp", "ratio", "fold"}]
    if (
        len(told) != 1
        or told[0][1] is not rest[0]
        or not _THAN_OTHERS.search(rest[0].words)
        or told[0][0].unit != "pct"
        or not exact(told[0][0])
        or not exact(figure)
    ):
        return
    other, sentence = told[0]
    what = _what_changed(sentence, other, _FEWER.search(head[0]) is not None)
    if what and all(noun[:_STEM] in before for noun in what) and abs(value_of(other) - value_of(figure)) >= 1:
        yield observe("told-twice", other, f"{figure.raw} ≠ {other.raw}", related=[(figure, figure.raw)], stated=other.raw,
                      other=figure.raw, tied="yes")  # fmt: skip


def _what_changed(told: Told, figure: Figure, fewer: bool) -> list[str]:
    """The nouns of which there are so many percent more or fewer; none where another direction is told."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    english = _MORE_OF.match(told.words, end)
    if english is not None:
        down = english["way"] in {"fewer", "less", "lower"}
        return english["what"].split() if down == fewer else []
    chinese = _MORE_BEFORE.search(told.words, 0, start)
    if chinese is None or (_FEWER.search(chinese["way"]) is not None) != fewer:
        return []
    return [chinese["what"][-2:]]


_STEM = 6
_CHANGED_BY = lazy(
    r"\b(?:cuts?|reduces?|lowers?|slash(?:es)?|trims?|raises?|lifts?|boosts?|increases?|improves?)\b[^,;:]{3,60} by $|(?:减少|下降|降低|减|降|增加|上升|提高|升高|增|升)了?$"
)
_FEWER = lazy(r"cut|reduc|lower|slash|trim|减|降|少|低")
_MORE_OF = lazy(
    r" (?P<way>fewer|less|lower|more|higher) (?P<what>(?!likely)(?:[a-z-]{4,} ){0,3}?[a-z-]{4,})(?=[,.;]| (?:over|in|than|during|within|after|at)\b)"
)
_MORE_BEFORE = lazy(
    r"(?P<what>[一-鿿]{2,4}?)(?:次数|人数|例数|率|风险)?(?:比|较)[^，。；,;\d]{2,12}(?P<way>减少|下降|降低|少|低|增加|上升|提高|多|高)了?$"
)
_THAN_OTHERS = lazy(
    r"[比较](?:未|没有?|不)[一-鿿]{1,6}(?:者|的)|\bthan (?:those (?:who|that|which|without)|[a-z]+ (?:elsewhere|who did not|without))\b"
)
_OF_A_PART = lazy(
    r"其中|男|女|\d\s?岁|老年|儿童|重[度症]|亚组|去年|上年|此前|校正|[二三两\d]\s?[剂针次]|以上|坚持|全程|足量|\b(?:of whom|among|subgroup|severe|last year|previous|adjusted|per year|another|earlier|relative|absolute|up to|as much as|doses?|shots?|regular\w*|fully|at least|more than|who had (?:had|already))\b"
)


def _narrow(clause: str, says: str) -> str:
    """The words of a clause, without those that the headline has as well."""
    for match in _NARROWER.finditer(says):
        clause = clause.replace(match[0], " ")
    return clause


def _told(rest: list[Told]) -> tuple[Figure, Figure | None, Told] | None:
    """The only share in digits of the text below, or the smaller of its only two numbers with the larger."""
    figures = [(f, told) for told in rest for f in told.figures]
    shares = [(f, told) for f, told in figures if f.unit in {"pct", "ratio", "permille"}]
    counts = [(f, told) for f, told in figures if kind_of(f) in "CNX"]
    if any(kind_of(f) == "D" for f, _ in figures) or not all(exact(f) for f, _ in (*shares, *counts)):
        return None
    if shares:
        alone = len(shares) == 1 and not shares[0][0].word and len({value_of(f) for f, _ in counts}) <= 1
        return (shares[0][0], None, shares[0][1]) if alone and shares[0][0].unit == "pct" else None
    values = {value_of(f) for f, _ in counts}
    if len(values) != _PAIR or any(f.decimals > 0 for f, _ in counts):
        return None
    part, told = next((f, one) for f, one in counts if value_of(f) == min(values))
    whole = next(f for f, _ in counts if value_of(f) == max(values))
    return (part, whole, told) if kind_of(whole) == "C" and whole.span < part.span else None


def _clause(told: Told, figure: Figure) -> str:
    """The clause of a figure, up to the end of its sentence."""
    at = figure.span.start - told.span.start
    return _CLAUSE.split(told.words[:at])[-1] + told.words[at + len(figure.raw) :]


def _of_one_thing(says: str, clause: str) -> bool:
    """Do the headline and the clause speak of one thing, the people aside?"""
    mine, rest = (_PEOPLE.sub(" ", words) for words in (says, clause))
    if any(each.search(mine) and each.search(rest) for each in _ALIKE):
        return True
    mine = _CLAUSE.split(mine)[0]
    if not mine.isascii():
        return shared_words(mine, rest) > 0
    return len(_stems(mine) & _stems(rest)) > 1


def _stems(words: str) -> set[str]:
    return {match[0][:4] for match in _LONG_WORD.finditer(words)} - _IDLE
