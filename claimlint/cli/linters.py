"""The linters of one run: one for each configuration file that governs a document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import asdict, replace

from claimlint.config import Settings, discover
from claimlint.inputs import display_path, read_limited
from claimlint.lint import Linter
from claimlint.model.report import Problem, Report
from claimlint.results import Results, forget_old, holds
from claimlint.rulebook import locate_builtin
from claimlint.rulebook.files import SUFFIXES

if TYPE_CHECKING:
    from concurrent.futures import Executor

ENOUGH_FOR_PROCESSES = 16  # files; fewer are checked sooner than processes start


class LinterOptions(Struct, frozen=True, kw_only=True):
    """What the command line says about how to check; may be sent to another process."""

    config: str | None = None
    sources: str | None = None
    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    content: str | None = None
    audience: str | None = None
    product: str | None = None
    jurisdiction: tuple[str, ...] = ()
    as_of: str | None = None
    lang: str = "auto"
    cache: bool = True
    no_evasion: tuple[str, ...] = ()
    fail_on_unchecked: bool = False  # so that cited works are missed where no folder of sources was named

    @classmethod
    def take(cls, options: dict[str, Any]) -> LinterOptions:
        """Take our options out of a command's own."""
        values = {name: options.pop(name) for name in cls.__struct_fields__ if name in options}
        for name in ("select", "ignore", "jurisdiction", "no_evasion"):
            values[name] = tuple(
                part.strip() for words in values.get(name, ()) for part in words.split(",") if part.strip()
            )
        return cls(**values)


class Linters:
    """Finds the configuration of each document and keeps one Linter for each that occurs."""

    def __init__(self, options: LinterOptions) -> None:
        self._options = options
        self._linters: dict[str | None, Linter] = {}
        self._results: dict[int, Results] = {}

    def for_path(self, path: str) -> Linter:
        place = self._options.config or _relative(discover(path))
        if place not in self._linters:
            given = asdict(self._options)
            given["jurisdiction"] = given["jurisdiction"] or None
            unchecked = given.pop("fail_on_unchecked")
            linter = self._linters[place] = Linter(**{**given, "config": place})
            if unchecked:
                linter.settings = replace(linter.settings, fail_on_unchecked=True)
        return self._linters[place]

    def settings_for(self, path: str) -> Settings:
        return self.for_path(path).settings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the run as a whole, each fault once."""
        return tuple(dict.fromkeys(one for linter in self._linters.values() for one in self._problems_of(linter)))

    @property
    def usable(self) -> bool:
        return all(self._sound(linter) or linter.usable for linter in self._linters.values())

    def check_file(self, path: str) -> Report:
        """Check one file, or tell again what an earlier run said of the same bytes checked in the same way."""
        linter = self.for_path(path)
        results, data = self._results_of(linter), self._read(linter, path)
        if results is None or data is None:
            return linter.check_file(path)
        if (key := self._key(linter, path, data)) is None:
            return linter.check_bytes(data, path=path)
        if (known := results.get(key)) is not None:
            return known
        report = linter.check_bytes(data, path=path)
        results.put(key, report)
        return report

    def known(self, path: str) -> bool:
        """Whether an earlier run has said all that there is to say of a file."""
        linter = self.for_path(path)
        data = self._read(linter, path)
        key = self._key(linter, path, data) if data is not None else None
        return key is not None and holds(key)

    def _read(self, linter: Linter, path: str) -> bytes | None:
        """The bytes of a file that can be read, where results are kept."""
        if not self._options.cache:
            return None
        data = read_limited(path, linter.settings.for_path(path).limits.max_bytes)
        return None if isinstance(data, Problem) else data

    def _key(self, linter: Linter, path: str, data: bytes) -> str | None:
        """What the result of these bytes is kept under; None where something is wrong with the run."""
        results = self._results_of(linter)
        if results is None or self._problems_of(linter):
            return None
        return results.key(data, display_path(path), linter.settings.for_path(path))

    def _problems_of(self, linter: Linter) -> tuple[Problem, ...]:
        if self._sound(linter):
            return ()
        problems = linter.problems
        results = self._results_of(linter)
        if results is not None and not problems:
            results.note_sound()
        return problems

    def _sound(self, linter: Linter) -> bool:
        results = self._results_of(linter)
        return results is not None and results.sound

    def _results_of(self, linter: Linter) -> Results | None:
        """Where the results of a linter are kept; None without a cache.

        And for a configuration that cannot be read: nothing of it stands in the settings that a result is kept under.
        """
        if not self._options.cache or not linter.sound:
            return None
        if id(linter) not in self._results:
            folders: list[tuple[Path, str | tuple[str, ...]]]
            folders = [(folder, SUFFIXES) for folder in (locate_builtin(), *linter.rule_folders)]
            folders += [(folder, "") for folder in (linter.source_folder,) if folder is not None]
            said = (self._options, linter.settings, linter.as_of)
            self._results[id(linter)] = Results(said, folders)
        return self._results[id(linter)]


def _relative(path: os.PathLike[str] | None) -> str | None:
    """A configuration that was found, as seen from the working directory: so problems name it."""
    if path is None:
        return None
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return os.fspath(path)


def check_files(files: Sequence[str], linters: Linters, options: LinterOptions, jobs: int) -> Iterator[Report]:
    """One report a file, in order; in several processes where that is worth it."""
    unknown = sum(not linters.known(path) for path in files)
    jobs = jobs or min(os.cpu_count() or 1, unknown // ENOUGH_FOR_PROCESSES) or 1
    if jobs <= 1 or len(files) < 2:
        yield from map(linters.check_file, files)
    else:
        yield from _in_processes(files, options, jobs)
    if unknown and options.cache:
        forget_old()


def _in_processes(files: Sequence[str], options: LinterOptions, jobs: int) -> Iterator[Report]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(files)), initializer=_start, initargs=(options,)) as executor:
        yield from _collect(executor, files)


def _collect(executor: Executor, files: Sequence[str]) -> Iterator[Report]:
    chunk = max(1, min(16, len(files) // 64))
    try:
        yield from executor.map(_check, files, chunksize=chunk)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise


_worker: list[Linters] = []  # the linters of a worker process


def _start(options: LinterOptions) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    _worker[:] = [Linters(options)]


def _check(path: str) -> Report:
    return _worker[0].check_file(path)


Command = Callable[..., Any]


def linter_options(command: Command) -> Command:
    """The options that every command that checks text has."""
    selector = "an id, a family, a glob or pack:NAME; may be repeated, or separated by commas"
    for option in reversed(
        [
            click.option("--config", metavar="FILE", help="Configuration file; else found upward from the document."),
            click.option("--sources", metavar="FOLDER", help="The folder that holds the cited works."),
            click.option("--rules", multiple=True, metavar="FOLDER", help="More rules beside the shipped ones."),
            click.option("--select", multiple=True, metavar="SELECTOR", help=f"Run only these rules: {selector}."),
            click.option("--ignore", multiple=True, metavar="SELECTOR", help="Do not run these rules."),
            click.option(
                "--content",
                metavar="KIND",
                help="What the documents are: advertisement, popular-science, product-page, ...",
            ),
            click.option("--audience", metavar="WHO", help="For whom they are: public or professional."),
            click.option(
                "--product", metavar="KIND", help="What they are about: drug, device, cell-therapy, health-food, ..."
            ),
            click.option(
                "--jurisdiction", multiple=True, metavar="CODE", help="Whose law: cn, eu, uk, us; may be repeated."
            ),
            click.option("--as-of", metavar="DATE", help="Judge by the law in force on this day."),
            click.option(
                "--lang",
                type=click.Choice(["zh", "en", "auto"]),
                default="auto",
                show_default=True,
                help="The language of the documents, and of what is said of the run.",
            ),
            click.option(
                "--no-evasion", multiple=True, metavar="KIND", help="Evasive spellings to leave alone; or all."
            ),
            click.option(
                "--cache/--no-cache", default=True, help="Keep compiled rules and results of unchanged files."
            ),
        ]
    ):
        command = option(command)
    return command
