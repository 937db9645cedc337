from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "zwgk.jobs"
    label = "jobs"
