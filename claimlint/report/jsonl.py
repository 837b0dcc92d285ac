"""JSON Lines: a claimlint/v1 result a line, for a content system that sends many texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from claimlint.model.report import Report
from claimlint.report import wire
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.places import path_of
from claimlint.report.to_wire import to_wire


def write_line(identity: str | int | None, report: Report, stream: TextIO, options: Options) -> None:
    """The result of one row with the row's own id, as soon as it is there."""
    whole = to_wire([report], options)
    values = {name: getattr(whole, name) for name in whole.__struct_fields__}
    stream.write(msgspec.json.encode(wire.WireLine(id=identity, **values)).decode())
    stream.write("\n")


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """A line a report, in order; its id is its path."""
    for report in reports:
        write_line(shown(path_of(report), options) or None, report, stream, options)
