from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "zwgk.matters"
    label = "matters"
