"""Fixtures of the office's pages."""

from tests.office.desk import office_day, sign_in

__all__ = ["office_day", "sign_in"]
