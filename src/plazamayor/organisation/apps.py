from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "plazamayor.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar, and listens for changes in how people sign in."""
        from plazamayor.organisation import hearing, places

        places.register()
        hearing.listen()
