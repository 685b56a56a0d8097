from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "plazamayor.organisation"
    label = "organisation"
