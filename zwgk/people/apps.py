from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zwgk.people"
    label = "people"
