from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "zwgk.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Supply the public search index."""
        from zwgk.publishing.search_source import SOURCE
        from zwgk.search.sources import register_source
        from zwgk.search.store import PUBLIC

        register_source(PUBLIC, SOURCE)
