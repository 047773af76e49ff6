"""Where Django learns that this app exists."""

from django.apps import AppConfig


class DhrCasesConfig(AppConfig):
    name = "dhr_cases"
    label = "dhr_cases"
    verbose_name = "What we know"

    def ready(self) -> None:
        """Follow standing roles onto cases, and let `verify_audit` prove the grants."""
        from accounts.people import register_counts_of_cases
        from accounts.standing import standing_changed
        from audit.verify import register_check
        from dhr_cases.grants import counts_of_cases, faults_in_grants
        from dhr_cases.standing import keep_in_step

        standing_changed.connect(keep_in_step, dispatch_uid="dhr_cases.standing")
        register_check(faults_in_grants)
        register_counts_of_cases(counts_of_cases)
