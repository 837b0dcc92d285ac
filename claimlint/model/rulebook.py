"""A Rulebook: all rules, lexicons and bases that are loaded, compiled to elements, with a fingerprint."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from claimlint.model.rule import Condition, Lexicon, Rule, Statute


class Element(Struct, frozen=True, omit_defaults=True, array_like=True):
    """One step of a compiled pattern.

    ``kind``: "slot" (a term of one of ``names``), "literal" (one of ``names`` as words), "quantity" (the
    built-in slot ``names[0]``), "gap" (``low`` to ``high`` characters; ``wide`` gaps may cross clause
    marks), "space" (one space), "start" or "end" (of the sentence), "open" or "close" (of the marked span).
    """

    kind: str
    names: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    wide: bool = False


class CompiledPattern(Struct, frozen=True, omit_defaults=True, array_like=True):
    """A pattern of a rule, ready to be matched; alternatives are expanded to several of these."""

    rule: int  # index into Rulebook.rules
    pattern: int  # index into the rule's patterns, as written
    purpose: str = "report"
    part: int = 0
    elements: tuple[Element, ...] = ()
    expression: str | None = None  # a bounded regular expression instead of elements
    anchors: tuple[str, ...] = ()  # literals of which an expression needs one
    needs: Condition = {}
    absent: Condition = {}
    blocks: tuple[str, ...] = ()


class LanguageTerms(Struct, frozen=True):
    """The lexicons of one language, resolved: includes expanded, suffix classes kept apart."""

    lexicons: dict[str, Lexicon] = {}
    innocents: tuple[str, ...] = ()


class Defaults(Struct, frozen=True, forbid_unknown_fields=True):
    """rules/_defaults.yaml: per family the guards, softeners and severity caps that its rules start from."""

    guards: dict[str, tuple[str, ...]] = {}
    soften: dict[str, dict[str, str]] = {}
    selling: dict[str, float] = {}  # in a document that does not sell: least chance that a sentence does, else info
    hardly_selling: dict[str, float] = {}  # the same in any document and in a text too short to have a voice
    barely_selling: dict[str, float] = {}  # the same for an error, and a warning of a rule that sets ``selling: 0``
    informing: dict[str, str] = {}  # what a warning of a check becomes in a document that informs


class VoiceLayer(Struct, frozen=True, forbid_unknown_fields=True):
    """One language of rules/_voice_layer.yaml: how kinds of words and characters speak for selling *together*.

    Each of ``units`` hidden units sums ``start``, ``length`` (for each 20 characters of the sentence, five at most)
    and, for each feature of the sentence, its step of ``table`` times ``step``; where that is above nought, ``out``
    times the sum is added to the log odds, as is ``bias``. Fitted together with the weights of rules/_voice.yaml.
    """

    units: int
    bias: float
    start: tuple[float, ...]  # of each unit
    out: tuple[float, ...]
    step: tuple[float, ...]
    length: tuple[float, ...]
    names: str  # of the features, a line each: a lexicon, # and a mark, = and a character or pair of neighbours
    table: bytes  # steps of each feature (a row each) by unit, 128 above what they are

    def __post_init__(self) -> None:
        for field in ("start", "out", "step", "length"):
            if len(getattr(self, field)) != self.units:
                raise ValueError(f"{field} holds {len(getattr(self, field))} values for {self.units} units")
        rows = self.names.count("\n") + 1
        if len(self.table) != rows * self.units:
            raise ValueError(f"table holds {len(self.table)} steps for {rows} names of {self.units} units")


class VoiceWeights(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One language of rules/_voice.yaml: how much each kind of word says that a sentence sells.

    The sum of ``bias``, the weights of the lexicons of which a term stands in the sentence (each place
    counts, at most ``most`` times), of ``marks`` and of ``grams`` (characters and pairs of neighbours, each
    once), and what ``layer`` adds are log odds; fitted by benchmarks/fit_voice.py. Where the sentences of a
    document that sell most, the one that is asked about left out, have mean log odds below ``even``, its own are
    lowered by ``say`` times the difference, at most by ``say_most``.
    """

    bias: float
    words: dict[str, float] = {}
    marks: dict[str, float] = {}
    grams: dict[str, float] = {}
    most: int = 2
    even: float = 2.5
    say: float = 1.0
    say_most: float = 3.0
    fitted: str = ""
    layer: VoiceLayer | None = None  # from rules/_voice_layer.yaml


class Rulebook(Struct, frozen=True):
    """What one run judges by."""

    rules: tuple[Rule, ...] = ()
    patterns: Sequence[CompiledPattern] = ()  # rule by rule, those that report first, as they are written
    languages: Mapping[str, LanguageTerms] = {}  # zh, en (each with the common terms added)
    statutes: tuple[Statute, ...] = ()
    defaults: Defaults = Defaults()
    categories: dict[str, dict[str, str]] = {}  # category -> title by language
    voices: dict[str, VoiceWeights] = {}  # by language
    origins: dict[str, str] = {}  # rule id -> path of its file, relative to its root
    packs: dict[str, str] = {}  # rule id -> pack (zh, en, common, or a user's folder name)
    replaced: dict[str, tuple[str, ...]] = {}  # rule id -> the ids that it had before
    fingerprint: str = ""

    def judges_wording(self, language: str) -> bool:
        """Whether any rule of claims reads a language, ``zh-Hant`` or ``en``."""
        plain = language.partition("-")[0]
        return any(rule.family == "overclaim" and plain in rule.languages for rule in self.rules)

    def written(self, rule: int, pattern: int) -> Iterator[CompiledPattern]:
        """All that one pattern of a rule became, of those that report."""
        wanted = (rule, False, pattern)
        for at in range(bisect_left(self.patterns, wanted, key=_place), len(self.patterns)):
            if _place(self.patterns[at]) != wanted:
                return
            yield self.patterns[at]


def _place(pattern: CompiledPattern) -> tuple[int, bool, int]:
    return pattern.rule, pattern.purpose != "report", pattern.pattern
