"""The command line: a lazy group, so that each command imports only what it needs."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import click

from claimlint import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimlint.model.words import Words

COMMANDS = {
    "check": ("check", "Check documents and mark what may not be said."),
    "explain": ("explain", "Say what fired on a line, what was dismissed and why."),
    "rules": ("rules", "List, show, try, test and create rules."),
    "read": ("read", "Show how a document was read: blocks, roles, sentences."),
    "figures": ("figures", "Show which numbers were read as what."),
    "sources": ("sources", "List, add and verify the cited works."),
    "eval": ("evaluate", "Measure the rules on labelled text."),
    "init": ("init", "Write a first claimlint.toml and a pre-commit entry."),
}


class LazyGroup(click.Group):
    """Commands are modules that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"claimlint.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


def _unknown_command(name: str) -> Words:
    import difflib

    from claimlint.model.words import both, meant

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = meant(near[0]) if near else both(f"命令有：{'、'.join(COMMANDS)}", f"commands: {', '.join(COMMANDS)}")
    return both(f"没有 {name} 这个命令；{hint.zh}", f"no such command {name!r}; {hint}")


@click.group(cls=LazyGroup, invoke_without_command=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimlint", message="%(prog)s %(version)s")
def app() -> None:
    """Find claims in medical text that may not be made, and figures that do not agree."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        code = app.main(args=list(argv) if argv is not None else None, standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        _say(_in_language("已中断", "interrupted", argv))
        return 130
    except getattr(click.exceptions, "NoArgsIsHelpError", ()) as error:  # of click 8.2 and later
        print(error.ctx.get_help(), file=sys.stderr)
        return 2
    except click.ClickException as error:
        _usage(error, argv)
        return 2
    except BrokenPipeError:
        silence_stdout()
        return 0
    except SystemExit:  # nothing of ours raises it, and click only where nobody reads on: with 1, which means findings
        silence_stdout()
        return 0
    except Exception as error:
        return _internal(error, argv)
    return code if isinstance(code, int) else 0


def _internal(error: Exception, argv: Sequence[str] | None) -> int:
    """A fault of claimlint itself outside any document: one line, or all of it for those who ask."""
    import os

    if os.environ.get("CLAIMLINT_DEBUG"):
        raise error
    words = str(error).splitlines()[0] if str(error) else ""
    what = f"{type(error).__name__}: {words}".rstrip(": ")
    _say(_in_language(f"内部错误：{what}", f"internal error: {what}", argv))
    advice = _in_language(
        "请告诉我们；设置 CLAIMLINT_DEBUG=1 可以看到出错的位置",
        "please report this; CLAIMLINT_DEBUG=1 shows where it happened",
        argv,
    )
    print(f"  {advice}", file=sys.stderr)
    return 2


def _in_language(zh: str, en: str, given: Sequence[str] | None) -> str:
    """What is said of a call that may not even have been understood: by its --lang, else the terminal's."""
    from claimlint.cli.told import speaks_chinese

    argv = sys.argv[1:] if given is None else list(given)

    def value(option: str) -> str:
        given = [one.partition("=")[2] for one in argv if one.startswith(f"{option}=")]
        given += [after for one, after in pairwise(argv) if one == option]
        return given[-1] if given else ""

    machine = "--jsonl" in argv or value("--format") not in ("", "text", "concise")
    return zh if speaks_chinese(value("--lang") or "auto", machine=machine) else en


def _usage(error: click.ClickException, argv: Sequence[str] | None) -> None:
    from claimlint.model.words import spoken

    words = error.format_message()  # what the parser itself says is English
    _say(" ".join(_in_language(spoken(words, True), words, argv).split()))
    if isinstance(error, click.UsageError) and error.ctx is not None:
        label = _in_language("试试：", "try: ", argv)
        print(f"  {label}{error.ctx.command_path} --help", file=sys.stderr)


def _say(words: str) -> None:
    print(f"claimlint: {words}", file=sys.stderr)


def silence_stdout() -> None:
    """After the reader of our output has gone: let Python's own flush at exit go nowhere."""
    import os

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)


def main() -> None:
    """The console script."""
    import gc

    gc.set_threshold(200_000)  # many small frozen values, next to no cycles
    leave(run())


def leave(code: int) -> NoReturn:
    """End without taking apart what goes with the process anyway."""
    import os

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads on: Python's own way out knows what to do
        sys.exit(code)
    if sys.gettrace() is not None:  # who watches us writes its results at exit
        sys.exit(code)
    os._exit(code)
