"""`claimlint init`: a first configuration that says what the common keys do."""

from __future__ import annotations

from pathlib import Path

import click

from claimlint.cli.outcome import Exit
from claimlint.cli.told import usage

TEMPLATE = """\
# claimlint: see docs/configuration.md for every key.

# What the documents are. Undeclared, claimlint infers it and says so.
# content = "popular-science"     # advertisement, popular-science, product-page, press-release, academic
# audience = "public"             # public, professional
# product = "cell-therapy"        # drug, device, health-food, medical-service, cell-therapy, ...
# jurisdiction = ["cn"]

# The folder that holds what the cited works say.
# sources = "sources"

# Names and terms that are never reported.
# accept = []

# exclude = ["archive/**"]

# [[overrides]]
# paths = ["ads/**"]
# content = "advertisement"
"""

HOOK = """\
Add this to .pre-commit-config.yaml:

  - repo: <where you keep claimlint>
    rev: <a commit hash>    # once a release is tagged, `pre-commit autoupdate` fills in its tag
    hooks:
      - id: claimlint
"""


@click.command("init")
@click.option("--force", is_flag=True, help="Replace a claimlint.toml that is there.")
def command(force: bool) -> int:
    """Write claimlint.toml in the working directory and show the pre-commit entry."""
    path = Path("claimlint.toml")
    if path.exists() and not force:
        raise usage("claimlint.toml 已经存在；--force 会替换它", "claimlint.toml is there already; --force replaces it")
    path.write_text(TEMPLATE, encoding="utf-8")
    click.echo("wrote claimlint.toml\n")
    click.echo(HOOK, nl=False)
    return Exit.CLEAN
