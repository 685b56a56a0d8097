from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "plazamayor.public"
    label = "public"
