"""The clauses of a passage that claim an effect, and the words that announce its study."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.rule import Confidence
from claimlint.model.source import Study
from claimlint.model.text import Span
from claimlint.verify.scenes.scene import Told
from claimlint.verify.studies import strength_words
from claimlint.verify.studies import words as studies_words
from claimlint.verify.studies.caveat import caveats
from claimlint.verify.studies.facts import Passage, rx
from claimlint.verify.studies.strength import Level, grade, is_chinese

_EFFECT_ZH = (
    r"改善|降低|减少|减轻|缓解|提高|提升|增强|延缓|治愈|逆转|修复|抑制|有效|治疗|疗效"
    r"|效果|获益|缩短|延长|恢复|预防|控制|消除|保护|作用|优势|促进|消退|好转|康复|杀灭"
    r"|清除|转阴|下降|阻断|突破|见效|痊愈|愈合|缩小|减小|消失|减退|上升|升高|增长|变淡"
    r"|变[白黑小轻强好薄软]|改观"
    r"|淡化|治好|再生|抵御|杀死|减重"
)
_EFFECT_EN = (
    r"\b(?:lost|lighter|clearer|smoother|vanish\w*|gone|better|regrow\w*|no longer)\b|"
    r"\b(?:improv\w+|reduc\w+|lower\w*|effective\w*|efficac\w+|cur(?:e|es|ed)"
    r"|benefit\w*|reliev\w+|prevent\w*|revers\w+|shrink\w*|shrank|eliminat\w+|slow\w*"
    r"|heal\w*|protect\w*|treat\w*|"
    r"remission|respon\w+|recover\w*|cut|cuts|halv\w+|boost\w*|restor\w+|extend\w*"
    r"|prolong\w*|eas(?:e|es|ed)|work(?:s|ed)|drop\w*|fell|decreas\w+|increas\w+"
    r"|disappear\w*|resolv\w+)\b"
)
# a share of the people who took it
_SHARE = (
    r"%的?(?:用户|患者|人|受试者|参与者|使用者|顾客)|% of (?:the )?(?:users|patients"
    r"|people|participants|women|men|customers|cases)"
)
_SAFETY = r"安全|耐受|不良|副作用|并发症|\b(?:safe\w*|tolera\w+|adverse|side effects?)\b"
_CLAUSE = lazy(r"[，。;；!?！？]|(?<!\d)[,:]|[,:](?!\d)|\n")


class Claim(Struct, frozen=True):
    """A clause that claims an effect without doubt."""

    told: Told
    start: int  # inside the words of its sentence
    end: int

    @property
    def span(self) -> Span:
        return Span(self.told.span.start + self.start, self.told.span.start + self.end)

    @property
    def words(self) -> str:
        return self.told.words[self.start : self.end]


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence, without the signs that end them."""
    start = 0
    for match in _CLAUSE.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip(" 。.!?")))


def strong_claims(passage: Passage) -> list[Claim]:
    """Effects told with 显著, 证实, proven ... or with a rate, neither hedged nor denied."""
    if "strong claims" not in passage.known:
        passage.known["strong claims"] = [claim for told in passage.sentences for claim in sentence_claims(told)]
    found: list[Claim] = passage.known["strong claims"]
    return found


def sentence_claims(told: Told) -> list[Claim]:
    if told.heading or rx(studies_words.PLANNED).search(told.words):
        return []
    chinese = is_chinese(told.words)
    proving = rx(strength_words.PROVE_ZH if chinese else r"\b(?:prov(?:e|es|ed)|confirm(?:s|ed)?)\b").search(told.words)
    found = [
        Claim(told, start, end)
        for start, end in clauses(told.words)
        if _strong(told, start, end, chinese, proving is not None and proving.start() <= end)
    ]
    return [] if told.words.rstrip().endswith(("?", "?")) else found


def _strong(told: Told, start: int, end: int, chinese: bool, proving: bool) -> bool:
    clause = told.words[start:end]
    effect, strong, none, hedge = (
        (_EFFECT_ZH, strength_words.STRONG_ZH, strength_words.NONE_ZH, strength_words.HEDGE_ZH)
        if chinese
        else (
            _EFFECT_EN,
            strength_words.STRONG_EN,
            strength_words.NONE_EN,
            (
                r"\b(?:may|might|could|potential\w*|possibl[ey]|appears?|seems?|suggest\w*"
                r"|hope\w*)\b"
            ),
        )
    )
    share = rx(_SHARE).search(clause)
    if not (share or rx(effect).search(clause)) or rx(none).search(clause) or rx(hedge).search(clause):
        return False
    if rx(_SAFETY).search(clause) and not rx(r"疗效|有效|effective|efficacy").search(clause):
        return False
    return proving or rx(strong).search(clause) is not None or _rated(told, start, end)


def _rated(told: Told, start: int, end: int) -> bool:
    """An effect with its share: 有效率92%, pain fell by 40%."""
    low, high = told.span.start + start, told.span.start + end
    return any(
        figure.unit == "pct" and low <= figure.span.start < high and figure.role not in {"incidence", "sex", "p", "ci"}
        for figure in told.figures
    )


def announcement(passage: Passage) -> tuple[Told, int, int] | None:
    """Where the passage says that it speaks of one study."""
    if "announcement" not in passage.known:
        passage.known["announcement"] = _announced(passage)
    found: tuple[Told, int, int] | None = passage.known["announcement"]
    return found


def _announced(passage: Passage) -> tuple[Told, int, int] | None:
    for told in passage.sentences:
        match = None if told.heading else rx(studies_words.SPECIFIC).search(told.words)
        if match is None and not told.heading:
            match = rx(studies_words.CLINICAL_EVIDENCE).search(told.words)
        if match is not None and not rx(studies_words.GENERIC).search(
            told.words[max(0, match.start() - 12) : match.end()]
        ):
            return told, *_short(match)
    return None


def _short(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), min(match.end(), match.start() + 60)


def mild_effect(told: Told) -> bool:
    """An effect told without doubt and without strong words."""
    return (
        not told.heading
        and grade(told.words).level is Level.CAUSE
        and rx(_EFFECT_ZH if is_chinese(told.words) else _EFFECT_EN).search(told.words) is not None
    )


def observed(
    check: str,
    span: Span,
    study: Study,
    *,
    related: tuple[Related, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    severity: str | None = None,
    confidence: Confidence = Confidence.MEDIUM,
    values: Mapping[str, str] | None = None,
) -> Observation:
    """An observation with the caveat that can be pasted."""
    size = f"{study.n:f}" if study.n is not None else ""
    filled = {**caveats(study), "n": size, **(values or {})}
    return Observation(check, span, filled, related, evidence, confidence=confidence, severity=severity)


def at(told: Told, start: int, end: int) -> Span:
    """A place inside a sentence as a place of the document."""
    return Span(told.span.start + start, told.span.start + end)
