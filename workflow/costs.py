"""The costs of reviews: what was invoiced, and what each partner owes by the agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import DecimalField, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Organisation, User
from accounts.roles import Permission
from dhr_cases.models import Case
from workflow.models import Cost, CostKind, FundingAgreement, FundingShare, Invoice, Payment
from workflow.sharing import Share, faults, split

NOTHING = Decimal("0.00")


@dataclass
class Owed:
    """What one body owes of one review or of many, and what it has paid, in pounds."""

    who: str
    by_kind: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    paid: Decimal = NOTHING

    @property
    def due(self) -> Decimal:
        """The sum over all kinds of cost."""
        return sum(self.by_kind.values(), NOTHING)

    @property
    def left(self) -> Decimal:
        """What is still to be paid; negative when too much was."""
        return self.due - self.paid


@dataclass(frozen=True)
class Statement:
    """Who owes what, and what no agreement shares, with the reason."""

    owed: tuple[Owed, ...]
    not_shared: tuple[tuple[str, Decimal], ...]
    total: Decimal


def with_sums(costs: QuerySet[Cost]) -> QuerySet[Cost]:
    """Each cost with what was invoiced and what of it was paid."""
    zero = Value(NOTHING, DecimalField(max_digits=11, decimal_places=2))
    return costs.annotate(invoiced=Coalesce(Sum("invoices__amount"), zero))


Agreed = dict[tuple[int, str], list[Share]]
"""The shares of each kind of cost under each agreement, by its key and the kind."""


def statement(
    costs: Iterable[Cost], payments: Iterable[Payment], shares: Agreed | None = None
) -> Statement:
    """What each body owes of these costs.

    Each review's costs of one kind under one agreement are shared as one sum, since a cap counts
    for a review and not for an invoice. `costs` come from `with_sums`. `shares` are those of
    `shares_of`; without them they are asked for, in one query.
    """
    sums: dict[tuple[int, int | None, str], Decimal] = defaultdict(lambda: NOTHING)
    for cost in costs:
        invoiced: Decimal = cost.invoiced  # type: ignore[attr-defined]  # from with_sums
        sums[cost.case_id, cost.agreement_id, cost.kind] += invoiced
    if shares is None:
        shares = shares_of({agreement for _, agreement, _ in sums if agreement is not None})
    owed: dict[str, Owed] = {}
    not_shared: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for (_, agreement, kind), amount in sums.items():
        own = shares.get((agreement, kind), []) if agreement else []
        if not amount:
            continue
        if faults(own):
            why = "no share is agreed" if agreement else "under no agreement"
            not_shared[f"{CostKind(kind).label}: {why}"] += amount
            continue
        for who, part in split(amount, own).items():
            owed.setdefault(who, Owed(who)).by_kind[kind] += part
    for payment in payments:
        who = str(payment.organisation)
        owed.setdefault(who, Owed(who)).paid += payment.amount
    rows = tuple(sorted(owed.values(), key=lambda row: row.who))
    return Statement(rows, tuple(sorted(not_shared.items())), sum(sums.values(), NOTHING))


def shares_of(agreements: set[int]) -> Agreed:
    """The shares of these agreements. One query."""
    found: Agreed = defaultdict(list)
    rows = FundingShare.objects.filter(agreement__in=agreements).select_related("organisation")
    for row in rows:
        share = Share(str(row.organisation), row.percent, row.cap)
        found[row.agreement_id, row.kind].append(share)
    return found


def seen_by(user: User) -> tuple[list[Cost], list[Payment]]:
    """The costs and payments of every review whose costs this person may see. Two queries."""
    cases = Case.objects.allowing(user, Permission.VIEW_COSTS)
    payments = Payment.objects.filter(case__in=cases).select_related("organisation")
    return list(with_sums(Cost.objects.filter(case__in=cases))), list(payments)


def agreements_for(case: Case) -> QuerySet[FundingAgreement]:
    """The agreements that a review may be paid under: those of its county and of its lead body."""
    bodies = [case.lead_partnership_id, case.county_partner_id]
    return FundingAgreement.objects.filter(body__in=[key for key in bodies if key])


@transaction.atomic
def settle_shares(
    agreement: FundingAgreement, kind: str, shares: dict[Organisation, tuple]
) -> None:
    """Keep who pays one kind of cost: {body: (percentage or None, cap or None)}.

    Raises SharesDoNotTotal, as ValueError, with a sentence when they do not make up the whole.
    """
    wrong = faults([Share(str(who), percent, cap) for who, (percent, cap) in shares.items()])
    if wrong:
        raise ValueError(" ".join(wrong))
    before = {row.organisation: row for row in agreement.shares.filter(kind=kind)}
    for who, row in before.items():
        if who not in shares:
            row.delete()
    for who, (percent, cap) in shares.items():
        row = before.get(who) or FundingShare(agreement=agreement, kind=kind, organisation=who)
        if row._state.adding or (row.percent, row.cap) != (percent, cap):
            row.percent, row.cap = percent, cap
            row.save()


def invoiced_besides(cost: Cost, invoice: Invoice) -> Decimal:
    """What the other invoices of a cost come to, in pounds."""
    others = cost.invoices.exclude(pk=invoice.pk) if invoice.pk else cost.invoices.all()
    return others.aggregate(sum=Sum(F("amount")))["sum"] or NOTHING
