"""Where something can be read on the web."""

from __future__ import annotations

from django import forms

EXAMPLE = "Enter a web address, like https://www.example.org/reviews/"


class WebAddressField(forms.URLField):
    """An address of at most 200 characters; one typed without its scheme is taken as https."""

    def __init__(self, **kwargs):
        kwargs["error_messages"] = {
            "required": "Enter the web address",
            "invalid": EXAMPLE,
            **kwargs.get("error_messages", {}),
        }
        super().__init__(assume_scheme="https", max_length=200, **kwargs)
