"""Where Django learns that this app exists."""

from django.apps import AppConfig


class DhrCasesConfig(AppConfig):
    name = "dhr_cases"
    label = "dhr_cases"
    verbose_name = "What we know"

    def ready(self) -> None:
        """Let cases follow standing roles, days to avoid follow dates, and grants be proved."""
        from django.db.models.signals import post_save

        from accounts.people import register_counts_of_cases
        from accounts.standing import standing_changed
        from audit.verify import register_check
        from dhr_cases import anniversaries
        from dhr_cases.grants import counts_of_cases, faults_in_grants
        from dhr_cases.standing import keep_in_step

        for name in ("Case", "Person", "Involvement"):
            post_save.connect(
                anniversaries.follow,
                sender=self.get_model(name),
                dispatch_uid=f"dhr_cases.anniversaries.{name}",
            )
        standing_changed.connect(keep_in_step, dispatch_uid="dhr_cases.standing")
        register_check(faults_in_grants)
        register_counts_of_cases(counts_of_cases)
