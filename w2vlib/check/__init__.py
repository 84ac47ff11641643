"""Checks: tell students what is wrong with their code, and why."""

from w2vlib.check.notebook import check
from w2vlib.check.practice import practice

__all__ = ["check", "practice"]
