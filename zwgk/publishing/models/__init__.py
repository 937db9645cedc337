"""What is public, and on what footing: columns, publications with versions, clearances, the shelf's ledger."""

from zwgk.publishing.models.catalogue import (
    Catalogue,
    CatalogueEdition,
    CatalogueFiling,
    CatalogueItem,
    CatalogueRow,
    ColumnCharge,
)
from zwgk.publishing.models.chains import Chain, ChainPlan
from zwgk.publishing.models.clearances import Clearance, MigrationItem
from zwgk.publishing.models.columns import Column, ColumnPath
from zwgk.publishing.models.deliveries import Delivery, DeliveryItem, ReadingPoint
from zwgk.publishing.models.following import FollowCount, Following, FollowSettings
from zwgk.publishing.models.gazette import GazetteArticle, GazetteIssue
from zwgk.publishing.models.issued import IssuedAs
from zwgk.publishing.models.leaving import ChannelAccount, ChannelPhoto, ChannelRecord, Hiding, Removal
from zwgk.publishing.models.lists import ColumnCount, Listing
from zwgk.publishing.models.migrating import MigrationFinding, MigrationScan
from zwgk.publishing.models.page_pictures import PagePicture
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
from zwgk.publishing.models.shelf import ShelfKey, ShelfPage, ShelfTurn
from zwgk.publishing.models.topics import Booklet, Topic, TopicItem
from zwgk.publishing.models.validity import ValidityChange
from zwgk.publishing.models.withheld import NegativeEntry, WithheldItem

__all__ = [
    "Booklet",
    "Catalogue",
    "CatalogueEdition",
    "CatalogueFiling",
    "CatalogueItem",
    "CatalogueRow",
    "Chain",
    "ChainPlan",
    "ChannelAccount",
    "ChannelPhoto",
    "ChannelRecord",
    "Clearance",
    "Column",
    "ColumnCharge",
    "ColumnCount",
    "ColumnPath",
    "Delivery",
    "DeliveryItem",
    "Feedback",
    "FileRole",
    "FollowCount",
    "FollowSettings",
    "Following",
    "GazetteArticle",
    "GazetteIssue",
    "Hiding",
    "IndexSequence",
    "IssuedAs",
    "Link",
    "Listing",
    "MigrationFinding",
    "MigrationItem",
    "MigrationScan",
    "NegativeEntry",
    "OldAddress",
    "PagePicture",
    "Publication",
    "PublishedFile",
    "ReadingPoint",
    "Removal",
    "ShelfKey",
    "ShelfPage",
    "ShelfTurn",
    "Topic",
    "TopicItem",
    "ValidityChange",
    "Version",
    "WithheldItem",
]
