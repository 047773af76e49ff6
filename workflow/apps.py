"""Where Django learns that this app exists."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"
    verbose_name = "What happens next"

    def ready(self):
        """Name the table whose rows let the history of a disposed case go."""
        # Models can be imported only once the apps are ready.
        from audit.append_only import allow_disposal

        allow_disposal(table="workflow_disposal", asked_by="proposed_by_id")
