"""The annual report on government information disclosure (政府信息公开工作年度报告): its format, and its checks.

依据：《政府信息公开条例》第四十九条、第五十条；国办公开办函〔2021〕30号。
"""

from zwgk.rules.annual_report.checks import Check, Finding, Verdict, check
from zwgk.rules.annual_report.layout import Layout, layout_of
from zwgk.rules.annual_report.reading import from_tables
from zwgk.rules.annual_report.report import Cell, Report, cells_of, from_json, value_of

__all__ = [
    "Cell",
    "Check",
    "Finding",
    "Layout",
    "Report",
    "Verdict",
    "cells_of",
    "check",
    "from_json",
    "from_tables",
    "layout_of",
    "value_of",
]
