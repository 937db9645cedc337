"""The tree of columns as pages show it: nodes with their numbers, the branch that is open, what is empty and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zwgk.publishing import addresses, queries
from zwgk.rules.publication import ColumnKind

if TYPE_CHECKING:
    from zwgk.publishing.models import Column

#: where the columns of these kinds have their page
PLACES = {
    str(ColumnKind.GUIDE): "/gongkai/zhinan/",
    str(ColumnKind.INSTITUTIONS): "/gongkai/zhidu/",
    str(ColumnKind.STATUTORY): "/gongkai/fading/",
    str(ColumnKind.ANNUAL): "/gongkai/nianbao/",
    str(ColumnKind.ORGANS): "/jigou/",
}


@dataclass
class Node:
    """A column with what stands below it. ``number`` counts everything live below, too."""

    column: Column
    number: int = 0
    children: list[Node] = field(default_factory=list)
    open: bool = False
    here: bool = False

    @property
    def url(self) -> str:
        return self.column.external_url or PLACES.get(self.column.kind) or addresses.column(self.column.slug)

    @property
    def has_own_page(self) -> bool:
        """True for generated pages, which are never empty for want of publications."""
        return self.column.kind in {str(ColumnKind.GUIDE), str(ColumnKind.ORGANS)} or bool(self.column.external_url)

    @property
    def empty_line(self) -> str:
        """What is said where nothing is there yet (空栏目说明)."""
        if self.number or self.has_own_page:
            return ""
        return self.column.note or "目前没有属于本类的应公开信息；产生后将在法定期限内公开。"

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Tree:
    """All public columns of the site: ``roots`` in order, ``of`` by id."""

    roots: list[Node]
    of: dict[int, Node]

    def by_kind(self, kind: ColumnKind) -> Node | None:
        """The first column of a kind."""
        return next((node for node in self.of.values() if node.column.kind == kind), None)

    def root_of(self, node: Node) -> Node:
        """The top above a node."""
        while node.column.parent_id in self.of:
            node = self.of[node.column.parent_id]
        return node

    def open_to(self, column_id: int) -> None:
        """Open the branch that leads to a column and mark it as the place where the reader is."""
        node = self.of.get(column_id)
        if node is None:
            return
        node.here = node.open = True
        while node.column.parent_id in self.of:
            node = self.of[node.column.parent_id]
            node.open = True


def tree(*, organ_id: int | None = None) -> Tree:
    """Read the whole tree, or an organ's own, with its numbers: two queries."""
    nodes = {column.pk: Node(column) for column in queries.columns(organ_id=organ_id)}
    for pk, number in queries.numbers(list(nodes)).items():
        nodes[pk].number = number
    roots: list[Node] = []
    for node in nodes.values():
        parent = node.column.parent_id
        if parent is None:
            roots.append(node)
        elif parent in nodes:
            nodes[parent].children.append(node)
    return Tree(roots, nodes)
