from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "zwgk.publishing"
    label = "publishing"
