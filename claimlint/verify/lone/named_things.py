"""So many things are announced and named, and there are more or fewer names: ``三家中心，分别是华山医院、瑞金医院``, "three centres, namely Leeds and Hull".

What joins two names may also stand inside one (``心和肺``, "fever and chills"): only a number that no way of counting makes is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_ANNOUNCED_ZH = lazy(
    r"(?<![第前后每另其约近第\d.~至到-])(?P<n>[两二三四五六七八]|[2-8])\s?(?:个|家|种|项|大|类|座|所|位|名|省|市|款|味|部分)(?P<noun>[一-鿿]{0,14}?)(?:进行|完成|开展|参与|参加|举行|组成)?"
    r"(?:[,，]?\s?(?:分别|依次)(?:是|为|位于|来自|指|在|叫)?:?|[,，]?\s?即|[:：]|(?<=终点)[是为]|(?<=指标)[是为]|(?<=成分)[是为]|(?<=因素)[是为]|(?<=症状)[是为]|(?<=中心)[是为]|(?<=医院)[是为])"
)
_ANNOUNCED_BEFORE_ZH = lazy(
    r"[一-鿿]{2,12}(?:有|共|分为|分成|包括)(?P<n>[两二三四五六七八]|[2-8])\s?(?:个|家|种|项|大类|类|座|所|款|味|部分|期|级)[:：,，]\s?(?:分别(?:是|为)|即)?"
)
_STOP_ZH = lazy(r"[，,。;；:：!！?？]|——|--")
_GOES_ON_ZH = lazy(r"[，,]\s?(?:以及|和|与|及|还有|外加|另加|再加|加上|并有|最后)")
_BRACKET = lazy(r"[(（][^()（）]{0,60}[)）]|[“”\"《》]")
_NO_LIST_ZH = lazy(
    r"[\d?？]|等|其中|一是|首先|例如|如|包括|之[一二]|[①②]|多|若干|每|由|随机|均|都|不|被|主要是|不同|至|～|~"
)
_ANNOUNCED_EN = lazy(
    r"(?<![\d.-])\b(?P<n>two|three|four|five|six|seven|eight|[2-8]) (?P<noun>(?:[a-z-]+ ){0,3}?[a-z-]{3,}s)(?P<mid>(?: (?!such|includ|among|like)[a-z'-]+){0,6}?),?(?P<by>,? namely,? ?:?|,? viz\.?,?| ?:|,? that is,)\s"
    r"|\b(?:the|its|our|these|those)? ?(?P<n2>two|three|four|five|six|seven|[2-8]) (?:(?!of\b|who\b|were\b|the\b)[a-z-]+ ){0,3}(?:outcomes|topics|themes|domains|dimensions|modules|subjects|phases|conditions|reasons|causes|treatments|methods|tests|effects|complications|signs|end ?points|endpoints|measures|centres|centers|hospitals|sites|clinics|cities|ingredients|components|criteria|factors|symptoms|drugs|arms) (?P<by2>were|are) "
)
_STOP_EN = lazy(r"[.;:!?](?:\s|$)|\s--\s|\s[-–]\s")
_NO_LIST_EN = lazy(
    r"\d|\b(?:years|months|weeks|days|hours|times|one|twice|once|four|five|six|seven|eight|nine|ten)\b|\betc\b|such as|among|includ|for example|e\.g|and so on|one of|others?\b|each|either|first|\bnot\b|\bfor (?:a|the)\b"
)
_CLAUSE_EN = lazy(
    r"^(?:and |but |or )?(?:was|were|is|are|used|using|which|who|that|all|both|between|with|from|where|when|while|had|has|have|took|ran|at|in|on|by|after|before|since|until|over|during|the (?:same|last|first)|it|they|we|he|she|there|this|these|each|every|run|led|funded|recruited|enrolled|assessed|measured|judged|[a-z]+ed (?:by|in|at|on|with|the|a|to|from))\b"
)
_LONGEST_NAME_ZH, _LONGEST_NAME_EN = 14, 5
_MOST = 9
_AND = lazy(r"\b(?:and|or)\b")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that announces a number of things and names them."""
    for one in passages(scene):
        yield from _chinese(one)
        yield from _english(one)


def _chinese(one: Paragraph) -> Iterator[Observation]:
    for pattern in (_ANNOUNCED_ZH, _ANNOUNCED_BEFORE_ZH):
        for match in pattern.finditer(one.words):
            names = _listed_zh(one.words, match.end())
            if names is not None:
                yield from _held(one, match, match["n"], names, match.end())


def _listed_zh(words: str, start: int) -> tuple[int, int, int] | None:
    """Fewest and most names of a list, and where it ends."""
    stop = _STOP_ZH.search(words, start)
    while stop is not None and _GOES_ON_ZH.match(words, stop.start()):
        stop = _STOP_ZH.search(words, stop.end())
    if stop is None:
        return None
    told = _BRACKET.sub("", words[start : stop.start()]).strip()
    told = re.sub(r"[，,]\s?(?=以及|和|与|及|还有|外加|另加|再加|加上)", "、", told)
    told = re.sub(r"、\s?(?:以及|还有|外加|另加|再加|加上|和|与|及)", "、", told)
    behind = words[stop.end() : stop.end() + 24]
    if (
        _NO_LIST_ZH.search(told)
        or stop[0] not in "，,。;；"
        or (stop[0] in "，," and "、" in _STOP_ZH.split(behind)[0])
    ):
        return None
    few = told.split("、")
    many = [name for each in few for name in re.split(r"以及|[和与及或]", each)]
    if len(many) < 2 or any(not 1 < len(name.strip()) <= _LONGEST_NAME_ZH for name in few if len(few) > 1):
        return None
    if len(few) == 1 and len(many) != 2:
        return None
    return len(few), len(many), stop.start()


def _english(one: Paragraph) -> Iterator[Observation]:
    for match in _ANNOUNCED_EN.finditer(one.words):
        stop = _STOP_EN.search(one.words, match.end())
        number = match["n"] or match["n2"]
        if stop is None or _NO_LIST_EN.search(match[0].partition(number)[2]):
            continue
        told = _BRACKET.sub("", one.words[match.end() : stop.start()])
        by = (match["by"] or match["by2"]).strip()
        names = _listed_en(told, short=by != ":")
        if names is not None:
            yield from _held(one, match, number, (*names, stop.start()), match.end())


def _listed_en(told: str, *, short: bool) -> tuple[int, int] | None:
    few: list[str] = []
    for each in told.split(","):
        name = each.strip()
        if short and _CLAUSE_EN.match(name):
            break
        if name:
            few.append(name)
    many = [name for each in few for name in re.split(r"\b(?:and|or)\b|&", each) if name.strip()]
    if len(many) < 2 or len(many) > _MOST or any(len(name.split()) > _LONGEST_NAME_EN for name in many):
        return None
    if _NO_LIST_EN.search(" ".join(few)) or any(_CLAUSE_EN.match(name.strip()) for name in many):
        return None
    if len(few) > 1 and len(_AND.findall(few[-1])) == 1 and not any(_AND.search(name) for name in few[:-1]):
        return (len(few), len(many)) if few[-1].startswith(("and ", "or ")) else (len(many), len(many))
    return len(few), len(many)


def _held(
    one: Paragraph, match: re.Match[str], number: str, names: tuple[int, int, int], start: int
) -> Iterator[Observation]:
    few, many, end = names
    announced = parse_number(number)
    if announced is None or few <= announced.value <= many:
        return
    told, words = match[0].strip(" ,，:："), one.words[start:end].strip()
    place = one.span(match.start(), match.start() + len(match[0].rstrip(" ,，:：")))
    line = f"{told} ≠ {many if announced.value > many else few}: {words}"
    yield observe(
        "told-twice", place, line, related=[(one.span(start, end), words)], stated=told, other=words, tied="yes"
    )
