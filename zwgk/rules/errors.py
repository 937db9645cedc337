"""Refusals: every one says what is refused, why (with its basis), and what to do next."""

from __future__ import annotations


class RuleViolation(Exception):
    """An act that the rules do not allow (不符合规则).

    ``what`` names the refused act, ``why`` the reason with its basis (依据) and the reader's own figure, ``remedy`` the
    next step. All three are Chinese sentences without a final stop. ``field`` names the input at fault, if it is one.
    """

    def __init__(self, *, what: str, why: str, remedy: str, field: str | None = None) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.what}：{self.why}。{self.remedy}。"

    def as_dict(self) -> dict[str, str]:
        """Return ``{"what", "why", "remedy"}`` as the command line prints it."""
        return {"what": self.what, "why": self.why, "remedy": self.remedy}


class LimitExceeded(RuleViolation):
    """A figure lies beyond its legal or deliberate limit (超出限额)."""


class BadInput(RuleViolation):
    """Something typed or uploaded cannot be used (输入有误)."""


class NotAllowed(RuleViolation):
    """The actor has not the duty that the act asks for (无权办理)."""


class NotCleared(RuleViolation):
    """Nothing goes out without a clearance that fits its very text (未经审查不得公开)."""


class GateClosed(RuleViolation):
    """A step that must come first has not been done (前置环节未完成)."""


class Stale(RuleViolation):
    """Somebody else changed the same thing in the meantime (内容已被他人修改)."""


class Classified(RuleViolation):
    """Bears a mark of secrecy; nothing of it may be kept here (涉密不上网)."""
