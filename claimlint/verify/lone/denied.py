"""None of them, and yet the one is spoken of: ``无一例死亡……该死亡病例``, "no anastomotic leak ... the leak was drained".

What befell nobody is told again with a word that points at it (``该``, ``这2例``, ``复发者``, "the", "both"), so that it befell somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NONE_ZH = lazy(
    r"(?P<none>无一[例人名位个只]?|没有(?:一[例名位个])?(?:人|患者|病例)?|未见|未发生|未出现|未有|零例?|(?<![\d.])0\s?[例人名位次起只]|(?<![有暂仍])无(?![论法需线数痛创菌关效一]))(?P<what>[^,，。;；:：、]{2,16})"
)
_NOUGHT_ZH = lazy(
    r"(?P<before>[一-鿿]{2,8}?)(?:仅|只|共)?(?P<zero>(?<![\d.])0\s?[例人名位次起]|零例|为零|为0(?![\d.%]))"
)
_NONE_EN = lazy(
    r"\b(?P<no>(?:no|zero|0|not (?:a single|one)) (?:new |cases? of |further )?(?P<noun>(?!(?:longer|more|fewer|less|later|earlier|sooner|greater|higher|lower|older|younger|other|better|worse|doubt|matter|less)\b|patients? |participants? |women |men |children |infants? |subjects? |volunteers? |recipients? )(?!was\b|were\b|had\b)[a-z][a-z-]{2,}(?: (?!was\b|were\b|in\b|of\b|had\b|has\b|after\b|during\b|or\b|and\b|among\b|at\b|over\b|since\b|while\b)[a-z-]{3,}){0,3}))"
    r"|\b(?P<none>none (?:of (?:the |its |our |these )?(?:\d[\d,]*|[a-z-]+) ?(?P<whom>[a-z-]+)?)?) ?(?P<verb>(?:[a-z-]+ ){0,5}[a-z-]+)"
    r"|\b(?P<nobody>no|zero) (?:patients?|participants?|women|men|children|infants?|subjects?|volunteers?|recipients?) (?:was |were |had |has )?(?P<did>[a-z]{3,}(?: (?:to |an? )?[a-z-]+)?)"
)
_OTHERWISE = lazy(
    r"说明书|教科书|指南|\bleaflet|\blisted|textbook|guideline|(?<![全本])组(?!织|成|合|员|长|件|内)|队列|后来|其后|此后|出院后|停药后|去年|上年|此前|既往|文献|报道|如果|若|建议|全[市省国县区]|其他医院|该类|可再|应再|会|目标|力争|"
    r"\bgroups?\b|\barms?\b|placebo|control|cohort|\blater\b|subsequent|thereafter|previous|earlier|last year|\bif\b|\bmay\b|might|would|should|target|\baim\b|goal|elsewhere|another|another hospital|other (?:stud|hospital|trial)|literature"
)
_POINTS_ZH = r"(?:(?<![就应不都也还总早])该|这|上述|此)\s?(?:名|例|位|[\d一两二三四五]{1,2}\s?[例名位个起只])?"
_IDLE_ZH = frozenset(["患者", "病例", "出现", "发生", "一例", "者出", "者发", "现象", "情况", "严重", "任何"])
_IDLE_EN = frozenset(
    ["patient", "patients", "people", "participants", "case", "cases", "serious", "severe", "developed", "required", "reported",
     "experienced", "during", "after", "treatment", "adverse", "related", "surgery", "evidence", "difference", "other", "signs",
     "were", "with", "from", "have", "over", "more", "than", "time", "trial", "study", "data", "need", "needed", "doubt",
     "the", "and", "for", "had", "has", "was", "any", "its"]
)  # fmt: skip
_SAID = lazy(r"说明|注明|交代|提[到及]|写|回答|标明|讲|说|告诉|介绍|列出|给出|公布|披露|解释|是不|是否")
_SHORT = 4
_SAME_EN = {"died": "deaths?|died", "death": "deaths?|died", "deaths": "deaths?|died", "die": "deaths?", "dead": "deaths?",
            "fever": "fever[a-z]*", "bled": "bleed[a-z]*", "bleeding": "bleed[a-z]*", "infected": "infect[a-z]*"}  # fmt: skip
_GOES_ON = (
    r"(?=\s?[,;.:]| (?:was|were|in|that|which|who|had|has|is|are|occurred|recovered|settled|healed|belonged|all|both|developed|came|happened|caused|led|resolved|responded|closed|"
    r"followed|arose|patient|patients|case|cases|person|woman|man|child|infant|baby|lamb|dog|mouse|animal|volunteer|participant|at|on|from)\b)"
)
_SOME = lazy(r"(?<![\d.第])1\s?[例名位人起次]|一[例名位](?!都|也)|\bone (?:patient|woman|man|child|participant|infant|case)\b|\ban? (?:patient|woman|man|child|volunteer)\b")  # fmt: skip


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that denies something of all and points at it afterwards."""
    for one in passages(scene):
        if _OTHERWISE.search(one.words):
            continue
        for found in (*_chinese(one), *_english(one)):
            yield found
            break


def _chinese(one: Paragraph) -> Iterator[Observation]:
    for match in (*_NONE_ZH.finditer(one.words), *_NOUGHT_ZH.finditer(one.words)):
        what = match.groupdict().get("what") or match.groupdict().get("before") or ""
        words = _pairs(what)
        if not words or _SAID.match(what):
            continue  # 没有说明: who says nothing of it denies nothing
        same = "|".join(map(re.escape, sorted(words)))
        pattern = compiled(
            rf"{_POINTS_ZH}[一-鿿]{{0,2}}(?:{same})(?![一-鿿]{{0,2}}(?:率|评估|标准|中心|单元|科|门诊|病房|防治))[一-鿿]{{0,4}}?|(?<![一-鿿])(?:出现|发生)?(?:{same})[一-鿿]{{0,3}}(?:者|患者|病例)(?=[均都为是仅系经于术停在已随当接给,，])|唯一(?:的)?[一-鿿]{{0,2}}(?:{same})"
        )
        found = pattern.search(one.words, match.end())
        if found is None:
            found = lazy(r"(?:[,，;；。]\s?)(?:该|此)(?:例|名|位)?(?:患者|病例|例|患儿|产妇|新生儿|老人)|[,，;；。]\s?(?:出现|发生|中转|复发|死亡|感染)者(?=[均都为是仅系])").search(one.words, match.end())  # fmt: skip
            if found is not None and not (_direct(one.words, match.end(), found) and _nobody_before(one, found)):
                found = None
        if found is not None and not (
            _at_another_time(one, match, found) or _lesser(one, match, found) or _others(one, match, found)
        ):
            yield _observed(one, match, found)


def _direct(words: str, end: int, found: re.Match[str]) -> bool:
    """Does it follow as the next clause, so that it can point at nothing else?"""
    return not lazy(r"[,，;；。.]").search(words, end, found.start())


_SINGLE = lazy(r"\b(?:that|the) (?:single|sole|only|one|lone) (?:case|event|episode|infection|failure)\b")


def _nobody_before(one: Paragraph, found: re.Match[str]) -> bool:
    """Nobody else at whom the word could point."""
    return _SOME.search(one.words, 0, found.start()) is None


def _pairs(words: str) -> set[str]:
    runs = re.findall(r"[一-鿿]{2,}", words)
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)} - _IDLE_ZH


def _english(one: Paragraph) -> Iterator[Observation]:
    for match in _NONE_EN.finditer(one.words):
        told = match["noun"] or match["verb"] or match["did"] or ""
        told_words = [word for word in re.findall(r"[a-z]{3,}", told) if word not in _IDLE_EN]
        stems = [_stem(word) for word in (told_words[-1:] if match["noun"] else told_words)]
        found = None
        if stems:
            found = compiled(
                rf"\b(?:the|(?<!note )(?<!mean )(?<!means )(?<!show )(?<!shows )(?<!found )(?<!said )(?<!so )that|this|both|those|these|all (?:two|three|four))(?: (?:single|sole|only|one|two|three|four|\d))? (?:(?!first|last|next|next)[a-z-]+ ){{0,2}}?(?:{'|'.join(stems)})\b{_GOES_ON}"
            ).search(one.words, match.end())
        if found is None and match["noun"]:
            found = lazy(r"[,;.:] (?:(?:and|but) )?(?:the (?:single |sole |only |one )?case|that (?:single )?case|in that single case|(?:the|that) (?:affected )?patient|the (?:two|three) (?:cases|patients))(?= (?:was|were|in|had|has|is|,|recovered|died)|,)").search(one.words, match.end())  # fmt: skip
            if found is not None and not _direct(one.words, match.end(), found):
                found = None
            found = found or _SINGLE.search(one.words, match.end())
            if found is not None and not _nobody_before(one, found):
                found = None
        if found is not None and _THOSE_WITH.match(found[0]):
            continue  # four had no scan; 45% of those with a scan
        if found is not None and not (
            _at_another_time(one, match, found) or _lesser(one, match, found) or _others(one, match, found)
        ):
            yield _observed(one, match, found)


_THOSE_WITH = lazy(r"(?:those|these) with\b")


def _stem(word: str) -> str:
    if word in _SAME_EN:
        return _SAME_EN[word]
    short = word.removesuffix("s") if len(word) > _SHORT else word
    return (
        rf"{re.escape(short[: max(_SHORT, len(short) - 4 if len(short) > 2 * _SHORT else len(short) - 2)])}[a-z]{{0,6}}"
    )


def _at_another_time(one: Paragraph, claim: re.Match[str], found: re.Match[str]) -> bool:
    """``no bleeding during the operation. The bleeding in the night``: is each told of a time of its own?"""
    own = _CLAUSE.split(one.words[max(0, claim.start() - 12) : claim.end() + 40])
    ahead = max(claim.end(), found.start() - 12)
    before, behind = one.words[ahead : found.start()], one.words[found.end() : found.end() + 30]
    then = _THEN_ZH.search(before + behind) or _THEN_EN.match(behind)
    return then is not None and any(_WHILE.search(each) for each in own[:2])


_CLAUSE = lazy(r"[，。；;,]|\.\s")
_WHILE = lazy(
    r"术中|术后|院内|住院期间|围手术期|\b(?:during|in hospital|in theatre|on the ward|on the day|overnight|within|in the first)\b"
)
_THEN_ZH = lazy(r"术后|夜间|当晚|次日|第[\d一二三四五六七八九十]+天|出院|回家")
_THEN_EN = lazy(
    r" (?:(?:in|during) the (?:night|evening|morning|first|second|next|following)|that night|overnight|at home|at night|after (?:discharge|surgery|leaving|the operation)|on (?:day|the (?:first|second|third|next|following|ward)))"
)


def _lesser(one: Paragraph, claim: re.Match[str], found: re.Match[str]) -> bool:
    """``no serious adverse events. The adverse events that did occur``: are those denied of a degree or cause of their own?"""
    behind = _CLAUSE.split(one.words[claim.end() : claim.end() + 30])[0]
    told = {match[0] for match in _QUALIFIED.finditer(claim[0] + behind)}
    again = (
        one.words[max(0, found.start() - 4) : found.end()] + _CLAUSE.split(one.words[found.end() : found.end() + 20])[0]
    )
    return any(word not in again for word in told)


_QUALIFIED = lazy(
    r"严重|重大|重度|危重|相关|[新再]发|\b(?:[a-z]+-related|related|serious|severe|major|life-threatening|fatal|new|further|unexpected|attributable|due to|grade \d)\b"
)


def _others(one: Paragraph, claim: re.Match[str], found: re.Match[str]) -> bool:
    """``医护零感染。感染患者11名``, "none of the nurses was infected. The infected patients": is it denied of the staff, or of a part, only?"""
    own = _CLAUSE.split(one.words[max(0, claim.start() - 16) : claim.start()])[-1] + claim[0]
    if _OF_SO_MANY.match(one.words, claim.end()) or _SO_MANY.search(one.words, 0, claim.start()):
        return True
    return _STAFF.search(own) is not None and _CARED_FOR.search(one.words, claim.end(), found.end() + 12) is not None


_OF_SO_MANY = lazy(r"[^,.;]{0,24}\b\d+ (?:out )?of (?:the )?\d+\b")  # no transfusion in 46 of 48
_SO_MANY = lazy(r"[中有]\s?\d{1,4}\s?[例名人位](?:患者)?$")  # 48例中46例无输血
_STAFF = lazy(
    r"医护|医务|护士|医生|队员|员工|职工|工作人员|\b(?:nurses|doctors|staff|carers|surgeons|workers|members|porters)\b"
)
_CARED_FOR = lazy(r"患者|病人|病例|居民|老人|\b(?:patients?|residents?|inpatients?|visitors?|children)\b")


def _observed(one: Paragraph, claim: re.Match[str], found: re.Match[str]) -> Observation:
    told, words = claim[0].strip(), found[0].strip(" ,，;；。.")
    return observe("all-with-exceptions", one.span(claim.start(), claim.end()), f"{told} ≠ {words}",
                   related=[(one.span(found.start(), found.end()), words)], stated=told, count=words, tied="yes")  # fmt: skip
