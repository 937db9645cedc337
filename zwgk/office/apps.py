from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "zwgk.office"
    label = "office"
