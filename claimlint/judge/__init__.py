"""Hits and Observations become Findings and Dismissals: the only maker of Findings."""

from claimlint.judge.judgement import Judgement as Judgement
from claimlint.judge.judgement import judge as judge
