"""How each database is told to refuse: one module an engine."""

REFUSAL = "The audit trail cannot be altered."
PREFIX = "audit_only_adds_"
