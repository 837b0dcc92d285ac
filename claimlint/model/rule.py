"""Rules, lexicons and legal bases as values, in the shape in which they are written in YAML."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field


class Severity(StrEnum):
    """How bad it is if the finding is true."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return ("error", "warning", "info").index(self.value)


class Confidence(StrEnum):
    """How sure claimlint is that the finding is true."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for high, 1 for medium, 2 for low."""
        return ("high", "medium", "low").index(self.value)


class RuleStatus(StrEnum):
    STABLE = "stable"
    PREVIEW = "preview"  # reported, but never fails a gate
    DEPRECATED = "deprecated"


class Within(StrEnum):
    """How far a condition looks."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    DOCUMENT = "document"
    FIRST_SCREEN = "first-screen"
    FOOTNOTE = "footnote"


class Guard(StrEnum):
    """A reason why the words of a hit are no claim of the author's."""

    NEGATED = "negated"
    PROHIBITED = "prohibited"
    WARNED = "warned"
    MENTIONED = "mentioned"
    ATTRIBUTED = "attributed"
    ASKED = "asked"
    ANSWERED_NO = "answered-no"
    CONDITIONAL = "conditional"
    HISTORICAL = "historical"
    TECHNICAL_TERM = "technical-term"
    IN_REFERENCES = "in-references"
    IN_DISCLAIMER = "in-disclaimer"
    TRIAL_REPORT = "trial-report"
    GUIDELINE = "guideline"
    LAW_TEXT = "law-text"


Localized = dict[str, str]  # language code (zh, en) -> words
Condition = dict[Within, tuple[str, ...]]  # how far -> names of lexicons, any of which is enough


class Pattern(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One wording of a rule's fault, with what must or must not stand around it.

    ``text`` is in the pattern language of docs/rule-format.md. ``needs`` and ``absent`` name lexicons
    of which a term must, or must not, occur outside the hit.
    """

    text: str
    needs: Condition = {}
    absent: Condition = {}
    blocks: tuple[str, ...] = ()  # block kinds or roles in which it holds; empty: all


class Guards(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Changes to the family's guards."""

    add: tuple[Guard, ...] = ()
    drop: tuple[Guard, ...] = ()


class Register(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What voice a rule asks for: "need" refuses a hit without it, "+" and "-" move the confidence.

    ``selling`` is the least chance, by the weights of rules/_voice.yaml, that the sentence sells; where it is
    given, even as 0, a sentence that hardly sells makes no finding of the rule milder but in a document that informs.
    Below 0 not even one that does not sell at all: for what is told in a plain voice.
    """

    promotional: str | None = None  # need, + or -
    clinical: str | None = None  # refuse, + or -
    within: Within = Within.SENTENCE
    selling: float | None = None


class Applies(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which profiles a rule is for; an empty tuple means all.

    ``declared`` names the profile fields (content, audience, product) that must have been declared,
    not inferred, for the rule to run.
    """

    jurisdiction: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()


class ExampleSpec(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A case that a rule carries; in ``bad`` the marked words <<...>> are the exact findings."""

    text: str
    format: str = "text"
    content: str | None = None
    product: str | None = None
    audience: str | None = None
    as_of: str | None = None
    sources: str | None = None
    because: Guard | None = None
    severity: Severity | None = None


class Examples(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    bad: tuple[str | ExampleSpec, ...] = ()
    good: tuple[str | ExampleSpec, ...] = ()
    todo: tuple[str | ExampleSpec, ...] = ()


class Requirement(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"):
    """What a presence rule demands: any one of the forms in ``any``, or one of each of ``all``.

    Forms are patterns; ``hollow`` are forms that nearly count and do not, ``hollow_why`` says why.
    With ``before_action`` a form below the last call to act does not count.
    """

    any: tuple[str, ...] = ()
    all: tuple[tuple[str, ...], ...] = ()
    hollow: tuple[str, ...] = ()
    hollow_why: Localized = {}
    before_action: bool = False


class Trigger(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When a presence rule applies: any of its alternatives that is given must hold.

    ``rules``: selectors of rules with a finding in the document; ``patterns``: words that occur;
    ``profile``: the document's profile alone is the trigger (scope: document).
    """

    rules: tuple[str, ...] = ()
    patterns: tuple[str | Pattern, ...] = ()
    also: tuple[str | Pattern, ...] = ()  # patterns of which one must occur in the document besides
    observations: tuple[str, ...] = ()  # facts that verify saw, e.g. preclinical-study
    profile: bool = False


class Rule(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab", kw_only=True):
    """One YAML file of rules/: when to report, on which ground, in which words."""

    id: str
    category: str
    title: Localized
    message: Localized
    suggest: Localized
    why: Localized
    basis: tuple[str, ...]
    languages: tuple[str, ...]
    severity: Severity | dict[str, Severity]
    confidence: Confidence = Confidence.HIGH
    status: RuleStatus = RuleStatus.STABLE
    since: str | None = None
    replaces: tuple[str, ...] = ()
    applies: Applies = field(default_factory=Applies)
    # a pattern rule
    patterns: tuple[str | Pattern, ...] = ()
    needs: Condition = {}
    absent: Condition = {}
    blocks: tuple[str, ...] = ()
    unless: Guards = field(default_factory=Guards)
    soften: dict[str, Severity] = {}  # hedged, attributed, trial-report ... -> severity
    register: Register | None = None
    yields_to: tuple[str, ...] = ()
    once: Within | None = None  # sentence: one finding a sentence, and none beside one of yields_to
    # a presence rule
    when: Trigger | None = None
    require: Requirement | None = None
    within: Within | None = None
    group: str | None = None
    # a check rule
    check: str | None = None
    thresholds: dict[str, float] = {}
    examples: Examples = field(default_factory=Examples)
    measured: dict[str, str | int | float] = {}  # hits, precision, corpus, date on real text
    notes: str | None = None

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def kind(self) -> str:
        """pattern, presence or check."""
        if self.check is not None:
            return "check"
        return "presence" if self.require is not None else "pattern"

    def severity_for(self, content: str | None, audience: str | None, product: str | None = None) -> Severity:
        """The severity in a profile: the audience's word wins over the product's, the content's, the default."""
        if isinstance(self.severity, Severity):
            return self.severity
        for key in (audience, product, content, "default"):
            if key is not None and key in self.severity:
                return self.severity[key]
        return Severity.WARNING


class Suffix(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An open class: ``stem`` (e.g. "1-4") Chinese characters before ``end`` make a term."""

    end: str
    stem: str
    not_before: tuple[str, ...] = ()  # characters or words that must not follow
    not_stem: tuple[str, ...] = ()  # stems that make no term


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A named word list that patterns use as {name}.

    ``include`` names other lexicons whose terms belong to this one; the longest match of ``innocents``
    masks every term inside it, for all rules.
    """

    terms: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    suffixes: tuple[Suffix, ...] = ()
    innocents: tuple[str, ...] = ()
    about: str = ""
    origin: str = ""


class Basis(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One article of a statute, code or norm, as rules cite it (``cn/advertising-law#16``)."""

    article: str | Localized  # as a text counts them; of norms without numbers, what each is called
    summary: Localized
    verified: str  # text, secondary or memory: how the wording was checked
    checked_on: str | None = None
    wording: str | None = None  # only words that the law prescribes to be printed
    penalty: str | None = None
    in_force_from: str | None = None
    until: str | None = None
    source_cures: bool = True
    note: str | None = None

    def article_in(self, lang: str) -> str:
        """What the article is called in a language."""
        if isinstance(self.article, str):
            return self.article
        return self.article.get(lang) or next(iter(self.article.values()))


class Statute(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One file of rules/_basis: a statute or code with the articles that rules cite."""

    id: str
    title: Localized
    jurisdiction: str
    force: str  # law, regulation, ministry-rule, enforcement-guide, industry-code, editorial
    in_force_from: str | None = None
    until: str | None = None
    issuer: str | None = None
    number: str | None = None
    url: str | None = None
    articles: dict[str, Basis] = {}
