from django.apps import AppConfig


class InfoRequestsConfig(AppConfig):
    name = "zwgk.inforequests"
    label = "inforequests"
