from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zwgk.documents"
    label = "documents"

    def ready(self) -> None:
        """Supply the office's search index."""
        from zwgk.documents.search_source import SOURCE
        from zwgk.search.sources import register_source
        from zwgk.search.store import OFFICE

        register_source(OFFICE, SOURCE)
