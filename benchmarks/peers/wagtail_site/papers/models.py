"""The one kind of page, and the list above it."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class ListPage(Page):
    """A column (栏目)."""


class PaperPage(Page):
    """A paper (公文) with what our page says about it."""

    index_no = models.CharField(max_length=100, blank=True)
    organ = models.CharField(max_length=200)
    published_on = models.CharField(max_length=20)
    published_at = models.CharField(max_length=30)
    body = RichTextField()

    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("index_no")]
    content_panels = [*Page.content_panels, *map(FieldPanel, ("index_no", "organ", "published_on", "body"))]
