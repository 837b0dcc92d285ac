"""The claimlint/v1 JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from claimlint.model.report import Report
from claimlint.report.options import Options
from claimlint.report.to_wire import to_wire


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """All reports as one indented JSON document."""
    encoded = msgspec.json.encode(to_wire(reports, options))
    stream.write(msgspec.json.format(encoded, indent=2).decode())
    stream.write("\n")
