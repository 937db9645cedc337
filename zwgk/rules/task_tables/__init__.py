"""Task tables (任务分工表): who leads and who takes part, read from tables and from the endings of clauses."""

from zwgk.rules.task_tables.clauses import Clause, Responsibility, clauses
from zwgk.rules.task_tables.grids import NoTaskTable, TaskRow, from_grid, from_grids
from zwgk.rules.task_tables.names import names
from zwgk.rules.task_tables.texts import from_text

__all__ = [
    "Clause",
    "NoTaskTable",
    "Responsibility",
    "TaskRow",
    "clauses",
    "from_grid",
    "from_grids",
    "from_text",
    "names",
]
