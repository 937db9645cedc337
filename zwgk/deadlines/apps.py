from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "zwgk.deadlines"
    label = "deadlines"
