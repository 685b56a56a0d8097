from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "plazamayor.public"
    label = "public"

    def ready(self) -> None:
        """Puts the room's place in the navigation and its work on the calendar."""
        from plazamayor.public import places

        places.register()
