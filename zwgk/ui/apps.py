from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zwgk.ui"
    label = "ui"
