"""Where Django learns that this app exists."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"
    verbose_name = "What happens next"

    def ready(self):
        """Name the table of disposals, and let the clocks hear of what the family was told."""
        # Models can be imported only once the apps are ready.
        from audit.append_only import allow_disposal
        from dhr_cases.family import offer_recorded
        from workflow.clocks import hear_of_offer

        allow_disposal(table="workflow_disposal", asked_by="proposed_by_id")
        offer_recorded.connect(hear_of_offer, dispatch_uid="workflow.clocks")
