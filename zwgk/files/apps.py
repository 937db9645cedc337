from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "zwgk.files"
    label = "files"
