"""`claimlint sources`: what the folder of cited works holds, and whether it can be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimlint.cli.linters import LinterOptions, Linters
from claimlint.cli.outcome import Exit
from claimlint.cli.told import speaks_chinese, tell, usage
from claimlint.model.report import Problem
from claimlint.model.words import both

if TYPE_CHECKING:
    from claimlint.model.source import Source
    from claimlint.sources import SourceStore
    from claimlint.sources.http import Manners
    from claimlint.sources.services import Hosts

FOLDER = click.option("--sources", "folder", metavar="FOLDER", help="Else the one that the configuration names.")
_LOOSE = {
    "not-verbatim": "the quote does not stand in the full text that is held",
    "no-full-text": "the quote was not checked: no full text is held",
    "no-quote": "has no quote",
}
EXISTING = click.Path(exists=True, dir_okay=False)


@click.group("sources")
def command() -> None:
    """List, add, fetch and verify the cited works."""


def _folder(named: str | None) -> Path:
    settings = Linters(LinterOptions()).settings_for(".")
    if named is None and settings.sources is None:
        raise usage(
            "没有来源文件夹：请给出 --sources，或在 claimlint.toml 里设置 `sources`",
            "no sources folder: give --sources, or set `sources` in claimlint.toml",
        )
    folder = Path(named) if named is not None else settings.resolve(settings.sources or "")
    if not folder.is_dir():
        raise usage(f"没有来源文件夹 {folder.as_posix()}", f"no sources folder {folder.as_posix()}")
    return folder


def _store(named: str | None) -> SourceStore:
    from claimlint.sources import load_store

    return load_store(_folder(named))


def _tell(problems: tuple[Problem, ...]) -> int:
    return tell(problems, speaks_chinese(Linters(LinterOptions()).settings_for(".").lang))


@command.command("list")
@FOLDER
def list_sources(folder: str | None) -> int:
    """The works that are held, with how much of each."""
    store = _store(folder)
    for source in store.sources:
        click.echo(_row(source))
    click.echo(f"{len(store.sources)} works, {len(store.products)} products")
    return _tell(store.problems)


def _row(source: Source) -> str:
    who = source.authors[0] if source.authors else "-"
    year = str(source.year or "-")
    status = "" if source.status in {"ok", "unknown"} else f"  [{source.status}]"
    title = source.title if len(source.title) <= 60 else source.title[:59] + "…"
    return f"{source.id:<24} {source.coverage:<9} {year:<5} {who:<16} {title}{status}"


@command.command("verify")
@FOLDER
def verify_sources(folder: str | None) -> int:
    """Say what could not be read, which works hold no words, which quotes are not verbatim."""
    from claimlint.sources.folder import verify

    store = _store(folder)
    loose = [one for one in verify(store) if one.verdict != "verbatim"]
    for one in loose:
        click.echo(f"{one.source}: {one.fact.name}: {_LOOSE[one.verdict]}")
    bare = [source for source in store.sources if source.coverage in {"none", "metadata"} and not source.facts]
    for source in bare:
        click.echo(f"{source.id}: neither abstract nor facts; figures that cite it stay unchecked")
    for source in store.sources:
        if source.status not in {"ok", "unknown"}:
            click.echo(f"{source.id}: {source.status}: {source.status_evidence or ''}".rstrip(": "))
    wrong = sum(one.verdict == "not-verbatim" for one in loose)
    click.echo(f"{len(store.sources)} works, {len(bare)} without words, {wrong} quotes not verbatim")
    told = _tell(store.problems)
    return told or (Exit.FINDINGS if wrong else Exit.CLEAN)


@command.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@FOLDER
def add_sources(files: tuple[str, ...], folder: str | None) -> int:
    """Copy files of cited works into the folder; a file that cannot be read is not taken."""
    import shutil

    from claimlint.sources.loaders import load

    target = _folder(folder)
    faults: list[Problem] = []
    for name in files:
        path = Path(name)
        found = load(path.read_bytes(), path.name)
        if found.problems or not (found.sources or found.products):
            faults.extend(found.problems or (_nothing(path.name),))
        elif (target / path.name).exists():
            there = (target / path.name).as_posix()
            raise usage(f"{there} 已经存在", f"{there} is there already")
        else:
            shutil.copyfile(path, target / path.name)
            click.echo(f"added {path.name}: {len(found.sources)} works, {len(found.products)} products")
    return _tell(tuple(faults))


@command.command("fetch")
@click.argument("identifiers", nargs=-1, metavar="[DOI or PMID]...")
@click.option("--for", "documents", multiple=True, type=EXISTING, help="Also every work that this draft cites.")
@click.option("--mailto", default="", help="An address that the services may write to.")
@click.option("--refresh", is_flag=True, help="Ask again for what is held already.")
@FOLDER
def fetch_sources(
    identifiers: tuple[str, ...], documents: tuple[str, ...], mailto: str, refresh: bool, folder: str | None
) -> int:
    """Ask Crossref, Europe PMC, PubMed and DataCite for cited works: the only command that uses a network."""
    from claimlint.sources.fetch import fetch

    wanted = [*identifiers, *(name for path in documents for name in _cited(path))]
    if not wanted:
        raise usage(
            "没有要抓取的文献：请给出 DOI 或 PMID，或用 --for 指明稿件",
            "nothing to fetch: give DOIs or PMIDs, or --for DRAFT",
        )
    hosts, manners = _asking(mailto)
    with click.progressbar(length=len(set(wanted)), label="fetching", file=sys.stderr) as bar:
        result = fetch(
            _folder(folder),
            wanted,
            hosts=hosts,
            manners=manners,
            refresh=refresh,
            progress=lambda done, _, __: bar.update(done - bar.pos),
        )
    for name in result.unknown:
        click.echo(f"{name}: none of the services knows it (Chinese DOIs are often registered elsewhere)")
    click.echo(f"{len(result.written)} fetched, {len(result.kept)} held already, {len(result.unknown)} unknown")
    return _tell(result.problems)


def _asking(mailto: str) -> tuple[Hosts, Manners]:
    """Whom to ask and how, by ``[fetch]`` of the configuration; the option wins."""
    from claimlint.sources.http import Manners
    from claimlint.sources.services import Hosts

    said = Linters(LinterOptions()).settings_for(".").fetch
    hosts = Hosts(said.crossref, said.europe_pmc, said.pubmed, said.datacite)
    return hosts, Manners(mailto=mailto or said.mailto, pause=said.pause, timeout=said.timeout, retries=said.retries)


def _cited(path: str) -> list[str]:
    """The identifiers of a draft's references."""
    from claimlint import read
    from claimlint.verify.references.listed import read_references

    document, problems = read.read_bytes(Path(path).read_bytes(), path=path)
    _tell(problems)
    found = read_references(document) if document is not None else ()
    return [name for one in found if (name := one.ids.doi or one.ids.pmid)]


def _nothing(name: str) -> Problem:
    message = both(f"{name} 里没有文献", f"{name} holds no cited work")
    return Problem(code="empty-source", message=message, path=name)
