"""What a kit is made from: one public wording with its address and pictures, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zwgk.files import body
from zwgk.files.body import BlockKind
from zwgk.publishing import addresses, issued, printing
from zwgk.publishing.models import FileRole, Publication
from zwgk.rules import channels
from zwgk.rules.errors import GateClosed
from zwgk.rules.publication import PublicationState, Visibility


@dataclass(frozen=True)
class Kit:
    """The public wording of a publication, ready to be dressed for a channel.

    ``summary`` has at most 120 characters; ``attachments`` are names only; ``digest`` is that of the public version.
    """

    number: int
    title: str
    doc_number: str
    organ: str
    column: str
    index_no: str
    published_on: date
    address: str
    body_html: str
    attachments: tuple[str, ...]
    digest: str
    version: int
    inside_only: bool = False

    @property
    def text(self) -> str:
        """The text as lines."""
        return body.text_of(self.body_html)

    @property
    def summary(self) -> str:
        """What stands under the title in a list of articles (摘要)."""
        said = [b.text for b in body.blocks(self.body_html) if b.kind is BlockKind.PARAGRAPH and not b.cls]
        return channels.summary(said) or self.title[: channels.SUMMARY]

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures of the body, address → bytes, in order."""
        return printing.pictures([self.body_html])


def kit_of(publication: Publication) -> Kit:
    """Take a publication up for its channels. Errors: ``GateClosed`` where its page is not live (网站首发)."""
    version = publication.current
    if publication.state != PublicationState.LIVE or version is None:
        raise GateClosed(
            what="不能制作渠道文稿",
            why=f"网页现为“{publication.get_state_display()}”，其他渠道不得先于网站发布",
            remedy="请先在网站公开",
        )
    return Kit(
        number=publication.pk,
        title=version.title,
        doc_number=publication.doc_number,
        organ=issued.organ_name(publication),
        column=publication.column.name,
        index_no=publication.index_no or "",
        published_on=publication.published_on,
        address=addresses.absolute(addresses.publication(publication.pk)),
        body_html=version.body_html,
        attachments=tuple(
            version.files.filter(role=FileRole.ATTACHMENT.value).order_by("order", "pk").values_list("name", flat=True)
        ),
        digest=version.digest,
        version=version.no,
        inside_only=publication.visibility == Visibility.INTERNAL,
    )
