from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "plazamayor.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.organisation import places

        places.register()
