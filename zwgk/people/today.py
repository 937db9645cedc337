"""The working day of the office: Beijing's date, or the demo's frozen one. Called by faces and jobs, never by rules."""

from zwgk.audit.moments import now as now
from zwgk.audit.moments import today as today
