from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "plazamayor.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        """Puts the room's places in the navigation and its work on the calendar."""
        from plazamayor.bulletins import places

        places.register()
