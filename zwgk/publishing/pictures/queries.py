"""Pictures of pages as the public sees them. Whether the file is public is asked of the file at every request."""

from __future__ import annotations

from zwgk.publishing.models import PagePicture, PublishedFile


def pages(file: PublishedFile) -> list[PagePicture]:
    """The pictures of a file's pages, in order."""
    return list(PagePicture.objects.filter(source=file.sha256).order_by("page"))


def page(file: PublishedFile, number: int) -> PagePicture | None:
    """One page's picture."""
    return PagePicture.objects.filter(source=file.sha256, page=number).first()
