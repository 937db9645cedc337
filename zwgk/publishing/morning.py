"""What time does with what is withheld, and with terms that end: reminders, each once."""

from __future__ import annotations

from zwgk.jobs.registry import daily
from zwgk.people.today import today
from zwgk.publishing import validity_reminders
from zwgk.publishing.withheld import reminding


@daily("08:10")
def remind_of_terms() -> None:
    """Tell whose term ends."""
    validity_reminders.remind(today=today())


@daily("08:20")
def remind_of_withheld() -> None:
    """Tell what is to be re-evaluated, and which secrets' terms end."""
    reminding.remind(today=today())
    reminding.remind_of_secrets(today=today())
