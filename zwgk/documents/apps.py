from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zwgk.documents"
    label = "documents"
