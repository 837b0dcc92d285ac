"""What tests of several folders share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes depends on the machine
settings.load_profile("untimed")

Steps = Callable[[Callable[[], object], str], int]


@pytest.fixture(scope="session")
def steps() -> Steps:
    """Counts how many lines of the files whose path holds a word are run in doing some work (never timed)."""

    def counted(work: Callable[[], object], within: str) -> int:
        total = 0

        def count(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal total
            if within not in frame.f_code.co_filename:
                return None
            total += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            work()
        finally:
            sys.settrace(before)
        return total

    return counted
