from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "plazamayor.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.publishing import places

        places.register()
