"""Where Django learns that this app exists."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "audit"
    label = "audit"
    verbose_name = "Who did what"

    def ready(self):
        """Take the triggers away for a migration and put them back after it."""
        # Models can be imported only once the apps are ready.
        from audit.append_only import install_after_migrate, remove_before_migrate

        pre_migrate.connect(remove_before_migrate, sender=self)
        post_migrate.connect(install_after_migrate, sender=self)
