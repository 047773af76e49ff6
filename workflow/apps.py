"""Where Django learns that this app exists."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    label = "workflow"
    verbose_name = "What happens next"

    def ready(self):
        """Name the table of disposals; let clocks and letters hear of who was told and asked."""
        # Models can be imported only once the apps are ready.
        from audit.append_only import allow_disposal
        from dhr_cases.agencies import agencies_asked
        from dhr_cases.family import offer_recorded
        from workflow.clocks import hear_of_offer
        from workflow.letters import keep_what_was_asked

        allow_disposal(table="workflow_disposal", asked_by="proposed_by_id")
        offer_recorded.connect(hear_of_offer, dispatch_uid="workflow.clocks")
        agencies_asked.connect(keep_what_was_asked, dispatch_uid="workflow.letters")
