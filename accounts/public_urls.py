"""Addresses of pages for anybody; the foot of every page names them without a namespace."""

from django.urls import path

from accounts.views import public

urlpatterns = [
    path("", public.start, name="start"),
    path("support/", public.support, name="support"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
    path("cookies/", public.cookies, name="cookies"),
]
