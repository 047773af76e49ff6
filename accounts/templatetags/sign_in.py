"""Pieces of the sign-in pages: `{% load sign_in %}`."""

from __future__ import annotations

from typing import Any

import qrcode
from django import template

from accounts import recovery

register = template.Library()


@register.inclusion_tag("accounts/_qr_code.html")
def qr_code(text: str) -> dict[str, Any]:
    """A QR code as SVG within the page: our content policy refuses `data:` pictures."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = (
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, dark in enumerate(row)
        if dark
    )
    return {"path": "".join(squares), "size": len(rows)}


@register.filter
def in_fours(key: str) -> str:
    """A long key in groups of four letters, as people type it."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


@register.simple_tag(takes_context=True)
def recovery_codes_left(context: dict[str, Any]) -> int:
    """How many recovery codes the person signed in has not used. Costs one query."""
    return recovery.left(context["request"].user)
