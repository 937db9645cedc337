"""What is public, and on what footing: columns, publications with versions, clearances, the shelf's ledger."""

from zwgk.publishing.models.clearances import Clearance, MigrationItem
from zwgk.publishing.models.columns import Column, ColumnPath
from zwgk.publishing.models.leaving import ChannelRecord, Hiding, Removal
from zwgk.publishing.models.lists import ColumnCount, Listing
from zwgk.publishing.models.publications import (
    Feedback,
    FileRole,
    IndexSequence,
    Link,
    OldAddress,
    Publication,
    PublishedFile,
    Version,
)
from zwgk.publishing.models.shelf import ShelfKey, ShelfPage

__all__ = [
    "ChannelRecord",
    "Clearance",
    "Column",
    "ColumnCount",
    "ColumnPath",
    "Feedback",
    "FileRole",
    "Hiding",
    "IndexSequence",
    "Link",
    "Listing",
    "MigrationItem",
    "OldAddress",
    "Publication",
    "PublishedFile",
    "Removal",
    "ShelfKey",
    "ShelfPage",
    "Version",
]
