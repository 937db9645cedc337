from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "zwgk.notices"
    label = "notices"
