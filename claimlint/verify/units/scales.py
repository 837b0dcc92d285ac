"""Scores beyond the top of the scale that the text itself tells: 17.4 on a scale from 0 to 10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.scenes.paragraphs import Paragraph, of_frame
from claimlint.verify.scenes.scene import Frame, Scene, observe

_ASIDE = r"(?:\s?[(（][^()（）\d]{1,40}[)）])?"
_SCALE = (
    lazy(rf"\b(?:scales?|scored?|scores|rated|rating|range[sd]?|graded|points?)\b[^.;\d]{{0,40}}?\b(?P<a>0|1|zero|one){_ASIDE}(?:,? ?(?:to|-|through|up to|and)\s?)(?P<t>\d{{1,3}}|ten|five|seven){_ASIDE}(?!\s?(?:%|years|weeks|months|days|mm|per|ml|mg|\.\d))"),
    lazy(r"(?<![\d.])(?P<a>0|1)\s?[-~至到]\s?(?P<t>\d{1,3})\s?分(?!钟|之|期|级)"),
    lazy(rf"(?<![\d.])(?P<a>0|1)\s?分?{_ASIDE}\s?(?:[-~至到])\s?(?P<t>\d{{1,3}})\s?分(?!钟|之|期|级)"),
    lazy(r"(?:满分|总分|最高)(?:为|是|计|:|：|\s){0,2}(?P<t>\d{1,3})\s?分(?!钟)"),
    lazy(r"(?<![\d.])(?P<t>\d{1,3})\s?分制"),
    lazy(r"(?<![\d.])(?P<a>0|1)(?:-| )to(?:-| )(?P<t>\d{1,3}|ten|five)(?:-point)? (?:[a-z]+ ){0,2}(?:scale|score|rating)\b"),
    lazy(r"\b(?P<t>\d{1,3}|five|seven|ten)-point (?:[a-z]+ ){0,3}(?:scale|score|questionnaire|rating|test|instrument|quiz|exam(?:ination)?)\b"),
    lazy(r"\b(?:out of|maximum(?: score)?(?: of)?|top score(?: is| of)?) (?:a possible |a total of )?(?P<t>\d{1,3}|ten|five)(?: points)?(?=[.,;:)]|\s(?:and|on|for|at|before|after|where)\b)"),
)  # fmt: skip
_WORDS = {"ten": 10, "five": 5, "seven": 7, "zero": 0, "one": 1}
_SCORE = lazy(
    r"(?:\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|averaged|gave (?:it|the [a-z]+|their [a-z]+)|mean|median|average|marked|graded)\b|评分|得分|打分|平均(?:值|为|约|达|是|\s){0,2}(?=\d{1,3}(?:\.\d{1,2})?\s?分(?!钟|之|期|级|制))|打了|给了|给出|自评|平均分|均分|分值|总分)"
    r"(?:[^\d。.;；%]|\d+ ?(?:weeks?|months?|days?|周|个月|天)){0,60}?(?<![\d./-])(?<!\d,)(?:(?P<w>\d{1,3}(?:\.\d{1,2})?)\s?分?\s?(?:-|~|至|到|to|and)\s?)?(?P<v>\d{1,3}(?:\.\d{1,2})?)\s?(?P<u>分(?!钟|之(?!间)|期|级|制)|points?)?"
    r"(?=[\s]?(?:[,，。;；)）(（、]|$|\.(?!\d)|升|降|增|减|提|改|to\b|before|after|at\b|on\b|in\b|by\b|and\b|for\b|with\b|points?|分(?!钟|之(?!间)|期|级|制)|within|from|during|over\b))"
)
_THEN = lazy(
    r"(?:\s?[(（][^()（）]{1,24}[)）])?\s?(?:[,，]\s?)?(?:[^\d。.;；%，,]{0,10}?)(?:升至|降至|降到|升到|增至|减至|提高到|改善至|下降至|上升至|变为|\bto\b|\band\b)\s?(?P<v>\d{1,3}(?:\.\d{1,2})?)(?=\s?(?:分(?!钟|之|期|级|制)|points?|[,，。;；)]|\.(?!\d)|$| (?:at|after|on|by|in|within)\b))"
)
_NOT_ONE_SCALE = lazy(
    r"subscale|维度|条目|每项|单项|各项|each item|each of the [a-z\d]+ (?:items|questions|statements)|per item|items?,? each|each (?:item )?(?:is |was |being )?(?:scored|rated|marked)|totals? (?:scores? )?(?:run|range)|每题|每个条目|每条目|z-?score|t-?score|标准分|百分位|percentile|加分|附加|换算|转换|convert|rescal|normali[sz]ed|百分制|\bsummed\b|added (?:up|together)|相加|之和|各部位|每个?(?:部位|关节)|另一(?:份|个)?量表|another scale"
)
_OTHER_THING = lazy(
    r"\b(?:age|aged|years?|weight|bmi|pressure|rate|followed|heart|sample|duration|dose|n ?=|participants|patients|people|women|men|children)\b|岁|龄|例|名|年|血压|心率|体重|时间|病程|人数|次数|费用|步|米"
)
_ACRONYM = lazy(r"(?<![a-z])(?:[a-z]+-?\d+|[a-z]*[bcdfghjklmnpqrstvwxz]{3,8})(?![a-z])")
_MEASURED = lazy(
    r"质量|功能|认知|焦虑|抑郁|疼痛|睡眠|生活|满意|依从|营养|活动|能力|症状|体征|行为|心理|情绪|记忆|语言|考核|理论|技能|疲劳|"
    r"\b(?:pain|sleep|function|quality|depression|anxiety|fatigue|satisfaction|mobility|grip|cognition|memory|stiffness|knee|hip|mood|itch|handover|stress)\b"
)
_LETTERS = lazy(r"(?<![a-z])[a-z]{2,6}-?\d{0,3}(?![a-z])")
_NEAR = 260  # characters between a scale and a score on it


def check(scene: Scene) -> Iterator[Observation]:
    """Every frame that tells one scale, or one questionnaire by its items."""
    for frame in scene.frames:
        yield from _scaled(frame)
        for one in of_frame(frame):
            yield from _summed(one)


def _summed(one: Paragraph) -> Iterator[Observation]:
    """``10题，每题0～4分，总分47.6分``: the total of the items beyond the most that they give together."""
    told = [match for pattern in _ITEMS for match in pattern.finditer(one.words)]
    if len(told) != 1 or _SUBSCALES.search(one.words):
        return
    match = told[0]
    items, each = _number(match["n"]), _number(match["t"])
    if not items or not each:
        return
    for value, start, end in _scores(_without(one, [match])):
        if _ANOTHER_SCALE.search(one.words, match.end(), max(match.end(), start)):
            return
        if start > match.end() and items * each < value and start - match.end() <= _NEAR:
            line = f"{items} × {each} = {items * each} < {one.words[start:end]}"
            yield observe("impossible-value", one.span(start, end), line, related=[(one.span(*match.span()), match[0])],
                          stated=one.words[start:end], limit=str(items * each))  # fmt: skip
            return


def _number(told: str) -> int | None:
    read = parse_number(told)
    return int(read.value) if read is not None else None


_ITEMS = (
    lazy(
        r"\beach of (?:the|its|these) (?P<n>\d{1,2}|[a-z]{3,9}) (?:items|questions|statements) [^.;\d]{0,30}?\b(?:0|1|zero|one)(?: to |-| through )(?P<t>\d{1,2}|[a-z]{3,5})\b"
    ),
    lazy(
        r"\b(?P<n>\d{1,2}|[a-z]{3,9})(?: |-)(?:items?|questions|statements)\b(?! (?:of|short))[^.;\d]{0,24}?\beach\b[^.;\d]{0,30}?\b(?:0|1|zero|one)(?: to |-| through )(?P<t>\d{1,2}|[a-z]{3,5})\b"
    ),
    lazy(
        r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?(?:条目|题目?|道题|项)[^。；;\d]{0,8}每(?:题|项|道题|个?条目?)[^。；;\d]{0,8}(?:0|1)\s?分?\s?[-~至到]\s?(?P<t>\d{1,2})\s?分"
    ),
)
_ANOTHER_SCALE = lazy(r"\b(?:scales?|questionnaires?|inventory|index|tests?|items)\b|量表|问卷|[a-z]{2,}-?\d")
_SUBSCALES = lazy(
    r"subscale|weighted|维度|加权|标准分|换算|转换|百分制|附加|another|另一|convert|rescal|transform|normali[sz]ed|per cent"
)


def _scaled(frame: Frame) -> Iterator[Observation]:
    """``On a scale from 0 (no pain) to 10, her score ... was 17.4``."""
    if _NOT_ONE_SCALE.search(frame.words):
        return
    tops = [(one, match) for one in of_frame(frame) for pattern in _SCALE for match in pattern.finditer(one.words)]
    values = {
        _WORDS.get(match["t"]) or int(match["t"]) for _, match in tops if match["t"].isdigit() or match["t"] in _WORDS
    }
    if len(values) != 1:
        return
    top = values.pop()
    if top < 4:
        return
    for here, where in tops:
        one = here
        for value, start, end in _scores(_without(one, [match for other, match in tops if other is one])):
            if not top < value <= top * 30 or abs(start - where.start()) > _NEAR:
                continue
            said = _SENTENCE.split(here.words[max(0, where.start() - 60) : where.start()])[-1] + where[0]
            said += _CLAUSE.split(here.words[where.end() : where.end() + 30])[0]
            if _of_another(one.words[max(0, start - 60) : start], said):
                continue
            if one is here and _of_an_unnamed(one.words, where.end(), start):
                continue
            span = one.span(start, end)
            stated = one.words[start:end]
            yield observe("impossible-value", span, f"{stated} > {top}", related=[(one.span(*where.span()), where[0])],
                          stated=stated, limit=str(top))  # fmt: skip
            return


def _of_another(before: str, scale: str) -> bool:
    """Is the score of another thing than the scale, by a name that only the one or the other has?"""
    said = _SENTENCE.split(before)[-1]
    mine, its = set(_MEASURED.findall(said)), set(_MEASURED.findall(scale))
    if its and mine - its:
        return True
    if any(name not in scale for name in _NAMED.findall(said)):
        return True
    whose = _WHOSE.search(_CLAUSE.split(said)[-1])
    if whose is not None and not _NOBODYS.match(whose["who"]) and whose["who"][:4] not in scale:
        return True
    chinese = _HAN.search(said) is not None
    return chinese and any(word not in scale for word in _LETTERS.findall(said))


def _of_an_unnamed(words: str, scale: int, start: int) -> bool:
    """``满分50分，平均43.2分；操作考试平均86.5分``: a bare mean is of the scale where its clause names nothing else."""
    if not _BARE_MEAN.search(words, 0, start):
        return False
    return (
        not _ITS_OWN_MEAN.search(words, 0, start) or _ANOTHER_SCALE.search(words, scale, max(scale, start)) is not None
    )


_BARE_MEAN = lazy(r"平均(?:值|为|约|达|是|\s){0,2}$")
_ITS_OWN_MEAN = lazy(
    r"(?:^|[，,。：:（(、])\s?(?:基线|入选|患者|受试者|入选者|初始|起初|出院|结束|(?:手?术|治疗|干预|训练|练习|用药|入组|随访|给药)[前后]?)?(?:第?[\d一二两三四六八]{1,2}\s?(?:天|日|周|个?月|年|小时)[时后末]?)?"
    r"(?:时|的)?(?:[一-鿿]{0,4}(?:评分|得分|总分))?平均(?:值|为|约|达|是|\s){0,2}$"
)
_NAMED = lazy(r"(?<![a-z\d])[a-z]{2,6}-\d{1,2}[a-z]?(?![a-z\d])")  # EQ-5D
_COUNTED_OFF = lazy(r"(?:\b(?:weeks?|days?|months?|years?|visits?|phase|items?|hours?)|n\s?=|第)\s?$")  # at week 24
_SENTENCE = lazy(r"[。；;]|\.\s")
_CLAUSE = lazy(r"[。；;,，]|\.\s")
_WHOSE = lazy(r"\b(?P<who>[a-z]{3,16}) (?:total |sub)?scores?\b")
_NOBODYS = lazy(
    r"(?:mean|median|average|total|overall|final|baseline|initial|first|last|highest|lowest|best|worst|composite|sum|summary|his|her|their|the|this|these|its|and|but|patient|participant|individual|daily|weekly)s?$"
)
_HAN = lazy("[一-鿿]")


def _without(one: Paragraph, scales: list[re.Match[str]]) -> str:
    """The words of a paragraph with its scales blanked: ``疼痛评分（0～10分）由12.4分降至3.1分``."""
    words = one.words
    for scale in scales:
        start = scale.start("a") if scale.groupdict().get("a") else scale.start("t")
        words = words[:start] + " " * (scale.end() - start) + words[scale.end() :]
    return words


_GRADE = lazy(
    r"(?:\b(?:excellent|very good|good|fair|poor|satisfied|dissatisfied|neutral|agree|disagree)|(?:很好|较好|一般|较差|满意|优秀|良好|[优良差]))[:：]?\s?$"
)


def _scores(text: str) -> Iterator[tuple[float, int, int]]:
    for match in _SCORE.finditer(text):
        words = match[0]
        if _GRADE.search(text, 0, match.start("w") if match["w"] else match.start("v")):
            continue  # excellent 79, good 58: so many who said so
        if _OTHER_THING.search(words) or _ACRONYM.search(words):
            continue
        for name in ("w", "v"):
            if match[name] and not _COUNTED_OFF.search(text, 0, match.start(name)):
                yield float(match[name]), match.start(name), match.end(name)
        then = _THEN.match(text, match.end())
        if then is not None and not _OTHER_THING.search(then[0]):
            yield float(then["v"]), then.start("v"), then.end("v")
