"""The pipeline on one page: read, match, verify, judge, and what became of it as a Report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace

import claimlint
from claimlint.config import EVASIONS, Settings, load
from claimlint.faults import crash, evasion_problems, no_sources, no_text, no_wording_rules, option_problems
from claimlint.inputs import display_path, read_limited
from claimlint.model.hit import SATISFIED, UNASKED, Dismissal
from claimlint.model.report import BasisNote, DocumentNote, Problem, ProblemKind, Profile, Report, RuleNote
from claimlint.model.rule import Basis
from claimlint.model.words import spoken

if TYPE_CHECKING:
    from claimlint.judge.judgement import Judgement
    from claimlint.match import Scanner
    from claimlint.model.rulebook import Rulebook
    from claimlint.model.text import Document
    from claimlint.sources import SourceStore
    from claimlint.verify.run import Verification

Problems = tuple[Problem, ...]
T = TypeVar("T")


class Engine(NamedTuple):
    """A rulebook with only the rules that run, and the matcher that was built from it."""

    rulebook: Rulebook
    matcher: Scanner


class Linter:
    """Checks documents; rules are loaded and the matcher built once, on first use.

    ``config`` is a configuration file or ``Settings``; without it nothing is discovered. What is given
    here wins over the configuration, the document's front matter (where allowed) over the configuration.
    """

    def __init__(
        self,
        *,
        config: str | os.PathLike[str] | Settings | None = None,
        sources: str | os.PathLike[str] | None = None,
        rules: Iterable[str | os.PathLike[str]] | str | os.PathLike[str] = (),
        select: Iterable[str] | str = (),
        ignore: Iterable[str] | str = (),
        content: str | None = None,
        audience: str | None = None,
        product: str | None = None,
        jurisdiction: Iterable[str] | str | None = None,
        as_of: date | str | None = None,
        lang: str = "auto",
        cache: bool = True,
        no_evasion: Iterable[str] | str = (),
    ) -> None:
        self.settings, problems = _settings(config)
        self._config = "claimlint.toml" if config is None or isinstance(config, Settings) else _named(config)
        self._sources = os.fspath(sources) if sources is not None else None
        folders = (rules,) if isinstance(rules, str | os.PathLike) else rules
        self._rules = tuple(os.fspath(folder) for folder in folders)
        self._select, self._ignore = _several(select), _several(ignore)
        self._given = {"content": content, "audience": audience, "product": product}
        self._jurisdiction = (jurisdiction,) if isinstance(jurisdiction, str) else jurisdiction
        self._lang, self._cache = lang, cache
        self._no_evasion = _several(no_evasion)
        self.as_of = str(next(day for day in (as_of, self.settings.as_of, date.today()) if day is not None))
        self._engines: dict[tuple[tuple[str, ...], ...], Engine | None] = {}
        self._loaded: tuple[Rulebook | None, Problems] | None = None
        self._store: SourceStore | None = None
        self._problems = [*problems, *option_problems(self._given, self._jurisdiction or (), lang, self.as_of)]
        self._problems += evasion_problems(self._no_evasion)
        self._sound = not self._problems  # False: to check anything would be to check the wrong thing

    # -- what stands ready before the first document ------------------------------------------------

    @property
    def problems(self) -> Problems:
        """What is wrong with the run as a whole: configuration, rules, selection, sources."""
        self.prepare(self.settings)
        _ = self.store
        return tuple(self._problems)

    @property
    def sound(self) -> bool:
        """Whether the options and the configuration could be read as they are meant."""
        return self._sound

    @property
    def usable(self) -> bool:
        """Whether documents can be checked at all."""
        return self._sound and self.prepare(self.settings) is not None

    @property
    def rulebook(self) -> Rulebook | None:
        """All rules that are loaded, selected or not; None when they could not be read."""
        if self._loaded is None:
            from claimlint import rulebook
            from claimlint.language.compiled import recall

            if self._cache:
                recall()

            self._loaded = rulebook.load(self.rule_folders, cache=self._cache)
            self._problems.extend(self._loaded[1])
            self._hold_configuration()
        return self._loaded[0]

    def _hold_configuration(self) -> None:
        """Hold what configuration says of rules against the rules; what it mistypes, nothing can be checked by."""
        book, said = self._loaded[0] if self._loaded else None, self.settings
        selects = said.select or said.ignore_rules or said.unsuppressible or said.ignore
        if book is None or not (selects or said.thresholds or said.overrides):
            return
        from claimlint.rulebook.configured import faults

        found = faults(self.settings, book, self.as_of, self._config)
        self._problems.extend(found)
        self._sound = self._sound and all(one.kind is not ProblemKind.USAGE for one in found)

    @property
    def rule_folders(self) -> list[Path]:
        """The folders of rules beside the shipped ones."""
        return [*map(self.settings.resolve, self.settings.rules), *map(Path, self._rules)]

    def prepare(self, settings: Settings) -> Engine | None:
        """The rules that ``settings`` select, with their matcher; None when there is no usable rulebook."""
        select, ignore = self._select or settings.select, (*settings.ignore_rules, *self._ignore)
        off = EVASIONS if "all" in self._no_evasion else self._no_evasion
        undone = tuple(name for name in settings.evasions if name not in off)
        if (select, ignore, undone) not in self._engines:
            self._engines[select, ignore, undone] = self._engine(select, ignore, undone)
        return self._engines[select, ignore, undone]

    def _engine(self, select: tuple[str, ...], ignore: tuple[str, ...], undone: tuple[str, ...]) -> Engine | None:
        whole = self.rulebook
        if whole is None or not self._sound:
            return None
        from claimlint.match import Matcher
        from claimlint.rulebook import cache, selectors

        chosen, problems = selectors.choose(whole, select, ignore)
        told = {problem.message for problem in self._problems}
        self._problems.extend(problem for problem in problems if problem.message not in told)
        if problems:
            return None
        shelf = cache.Shelf(chosen) if self._cache and chosen.fingerprint else None
        return Engine(chosen, Matcher(chosen, shelf=shelf, variants=undone))

    @property
    def store(self) -> SourceStore | None:
        """The cited works, where a sources folder was named or what is unchecked fails the run."""
        folder = self.source_folder
        if self._store is None and (folder is not None or self.settings.fail_on_unchecked):
            from claimlint import sources

            if folder is None:
                self._store = sources.SourceStore()  # nothing is held: every cited work is unchecked
            elif not folder.is_dir():
                self._problems.append(no_sources((self._sources and _named(self._sources)) or display_path(folder)))
                self._store = sources.SourceStore()
            else:
                self._store = sources.load_store(folder)
                self._problems.extend(self._store.problems)
        return self._store

    @property
    def source_folder(self) -> Path | None:
        """The folder that holds the cited works, where one was named."""
        if self._sources is not None:
            return Path(self._sources)
        return self.settings.resolve(self.settings.sources) if self.settings.sources is not None else None

    def variant(
        self,
        *,
        content: str | None = None,
        audience: str | None = None,
        product: str | None = None,
        jurisdiction: Iterable[str] = (),
        as_of: str | None = None,
        sources: str | None = None,
    ) -> Linter:
        """A linter for another profile that shares the rules and the matcher of this one."""
        other = copy(self)
        other._given = {"content": content, "audience": audience, "product": product}
        other._jurisdiction = tuple(jurisdiction) or self._jurisdiction
        other.as_of = as_of or self.as_of
        if sources is not None:
            other._sources, other._store = sources, None
        return other

    # -- one document ------------------------------------------------------------------------------

    def check_text(
        self,
        text: str,
        *,
        format: str = "text",  # noqa: A002 - the public name
        path: str | None = None,
        meta: Mapping[str, object] | None = None,
    ) -> Report:
        """Check a string; ``format`` is text, markdown or html. ``meta`` stands for front matter."""
        from claimlint import read

        _of_kind("text", text, str, "check_bytes takes bytes, check_file a path")
        shown = path or "<text>"
        try:
            document, problems = read.read_text(text, path=shown, format=format)
        except Exception as error:
            return self._unread(shown, (crash(error, "reading", shown),))
        if document is not None and meta:
            document = replace(document, meta={**document.meta, **meta})
        return self._check(document, problems, shown, path)

    def check_bytes(self, data: bytes, *, path: str | None = None, format: str | None = None) -> Report:  # noqa: A002
        """Check the bytes of a file; the format is told by the path's suffix or the bytes themselves."""
        from claimlint import read

        _of_kind("data", data, bytes, "check_text takes a str, check_file a path")
        shown = display_path(path) if path else "<bytes>"
        try:
            document, problems = read.read_bytes(data, path=shown, format=format)
        except Exception as error:
            return self._unread(shown, (crash(error, "reading", shown),))
        return self._check(document, problems, shown, path)

    def check_file(self, path: str | os.PathLike[str]) -> Report:
        """Check one file; a file that cannot be read gives a Report with a Problem, never an exception."""
        name = os.fspath(path)
        data = read_limited(name, self.settings.for_path(name).limits.max_bytes)
        if isinstance(data, Problem):
            return self._unread(display_path(name), (data,))
        return self.check_bytes(data, path=name)

    def check_paths(self, paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> Iterator[Report]:
        """Check files one after the other: one Report a document, in order; a folder is walked as `check` does.

        What cannot be done in a folder, or is not read there, comes as a Report without a document before its others.
        """
        for path in (paths,) if isinstance(paths, str | os.PathLike) else paths:
            name = os.fspath(path)
            files: tuple[str, ...] = (name,)
            if os.path.isdir(name):
                from claimlint.targets import expand

                files, problems = expand((name,), lambda _: self.settings)
                if problems:
                    yield Report(problems=problems, version=claimlint.__version__)
            yield from map(self.check_file, files)

    def _check(self, document: Document | None, problems: Problems, shown: str, path: str | None) -> Report:
        settings = self.settings.for_path(path or shown)
        engine = self.prepare(settings)
        if document is None or engine is None:
            return self._unread(shown, problems if document is None else (*problems, *self.problems))
        if self.rulebook is not None and not self.rulebook.judges_wording(document.language):
            problems = (*problems, no_wording_rules(shown, document.language))  # rules go by the words, not by `lang`
        lang = self._lang if self._lang != "auto" else settings.lang
        if lang != "auto":
            document = replace(document, language=lang)
        return self._run(document, engine, settings, list(problems))

    def _run(self, document: Document, engine: Engine, settings: Settings, problems: list[Problem]) -> Report:
        from claimlint.judge.declared import declared
        from claimlint.judge.judgement import judge
        from claimlint.model.hit import Scan
        from claimlint.verify.run import Verification, verify

        def stage(doing: str, work: Callable[[], T], otherwise: T) -> T:
            """A step that crashes makes the document incomplete and leaves the other steps to go on."""
            try:
                return work()
            except Exception as error:
                problems.append(crash(error, doing, document.path))
                return otherwise

        said, faults = declared(document, settings)
        problems.extend(faults)
        if not document.text.strip():
            problems.append(no_text(document.path))
        given = self.profile(said, settings)
        own = (rule.thresholds for rule in engine.rulebook.rules)
        thresholds = {name: value for each in own for name, value in each.items()} | settings.thresholds
        scan = stage("matching", lambda: engine.matcher.scan(document), Scan())
        checked = stage("verifying", lambda: verify(document, self.store, thresholds, self.as_of), Verification())
        verdict: Judgement | None = stage(
            "judging",
            lambda: judge(
                engine.rulebook,
                document,
                scan,
                checked.observations,
                given,
                settings=settings,
                as_of=self.as_of,
            ),
            None,
        )
        return self._report(document, engine.rulebook, checked, verdict, problems, given)

    def profile(self, said: Mapping[str, str], settings: Settings) -> Profile:
        """What was declared about a document: by the caller, by its front matter (``said``), by configuration."""
        keys = ("content", "audience", "product")
        values: dict[str, str | None] = {
            key: self._given[key] or said.get(key) or getattr(settings, key) for key in keys
        }
        jurisdiction = tuple(self._jurisdiction or settings.jurisdiction or ())
        declared = {key for key, value in values.items() if value} | ({"jurisdiction"} if jurisdiction else set())
        return Profile(
            content=values["content"],
            audience=values["audience"],
            product=values["product"],
            jurisdiction=jurisdiction,
            declared=frozenset(declared),
        )

    # -- what became of it -------------------------------------------------------------------------

    def _report(
        self,
        document: Document,
        rulebook: Rulebook,
        checked: Verification,
        verdict: Judgement | None,
        problems: list[Problem],
        profile: Profile,
    ) -> Report:
        findings = verdict.findings if verdict else ()
        dismissals, unasked = _asked(verdict.dismissals if verdict else ())
        met = {one.rule for one in dismissals if one.reason == SATISFIED}
        names = sorted({finding.rule for finding in findings} | met)
        cited = {basis for finding in findings for basis in finding.basis}
        chinese = document.language.startswith("zh")
        every = dict.fromkeys((*problems, *self.problems))  # a program sees the run's own only here
        complete = verdict is not None and not any(one.kind is not ProblemKind.NOTE for one in every)
        note = self._note(document, rulebook, verdict.profile if verdict else profile)
        return Report(
            all_findings=findings,
            agreements=tuple(replace(one, reason=spoken(one.reason, chinese)) for one in checked.agreements),
            dismissals=dismissals,
            unasked=unasked,
            problems=tuple(one.spoken(chinese) for one in every),
            documents=(replace(note, status="checked" if complete else "partial"),),
            rules=rule_notes(rulebook, names),
            bases=basis_notes(rulebook, cited),
            document=document,
            version=claimlint.__version__,
        )

    def _note(self, document: Document, rulebook: Rulebook, profile: Profile) -> DocumentNote:
        return DocumentNote(
            path=document.path,
            format=document.format,
            sha256=document.sha256,
            language=document.language,
            profile=profile,
            rulebook=rulebook.fingerprint,
            as_of=self.as_of,
            status="checked",
            characters=len(document.text),
        )

    def _unread(self, path: str, problems: Problems) -> Report:
        note = DocumentNote(
            path=path,
            format="",
            sha256="",
            language="",
            profile=Profile(),
            rulebook="",
            as_of=self.as_of,
            status="unread",
        )
        return Report(problems=problems, documents=(note,), version=claimlint.__version__)


def _asked(dismissals: Iterable[Dismissal]) -> tuple[tuple[Dismissal, ...], tuple[Dismissal, ...]]:
    """What became no finding, and the rules about the whole document that were not put to it at all."""
    asked: list[Dismissal] = []
    unasked: list[Dismissal] = []
    for one in dismissals:
        (unasked if one.reason in UNASKED and one.span.end <= one.span.start else asked).append(one)
    return tuple(asked), tuple(unasked)


def rule_notes(rulebook: Rulebook, names: Iterable[str]) -> dict[str, RuleNote]:
    """What a report repeats of the rules that it mentions."""
    wanted = set(names)
    return {
        rule.id: RuleNote(rule.title, rule.why, rule.basis, rule.category, rule.group, rule.status.value)
        for rule in rulebook.rules
        if rule.id in wanted
    }


def basis_notes(rulebook: Rulebook, cited: Iterable[str]) -> dict[str, BasisNote]:
    """What a report repeats of the law: official name with article, summary, force."""
    statutes = {statute.id: statute for statute in rulebook.statutes}
    notes = {}
    for basis in sorted(cited):
        name, _, article = basis.partition("#")
        statute = statutes.get(name)
        entry = statute.articles.get(article) if statute else None
        if statute is None or entry is None:
            continue
        title = {lang: words + _article(entry, lang) for lang, words in statute.title.items()}
        notes[basis] = BasisNote(title=title, summary=entry.summary, force=statute.force, verified=entry.verified)
    return notes


def _article(entry: Basis, lang: str) -> str:
    """An article as it stands behind the name of its statute: 广告法第十六条, 编辑规范：个体差异."""
    words = entry.article_in(lang)
    if lang != "zh":
        return f", {words}"
    if isinstance(entry.article, str):
        return f" {words}" if words.isascii() else words
    return f"：{words}"


def _settings(config: str | os.PathLike[str] | Settings | None) -> tuple[Settings, Problems]:
    if config is None:
        return Settings(), ()
    if isinstance(config, Settings):
        return config, ()
    settings, problems = load(os.fspath(config), _named(config))
    return settings or Settings(), problems


def _named(path: str | os.PathLike[str]) -> str:
    """A path in the words of who named it."""
    return Path(path).as_posix()


def _several(values: Iterable[str] | str) -> tuple[str, ...]:
    """A string where several may be given is one selector, and not its letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def _of_kind(name: str, value: object, kind: type, instead: str) -> None:
    """A fault of the calling program is not one of a document."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {kind.__name__}, not {type(value).__name__}: {instead}")
