"""What is served beside the pages is ours to serve, whole, and leads nowhere else."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

STATIC = settings.BASE_DIR / "static"
(VENDORED,) = (STATIC / "vendor" / "govuk-frontend").iterdir()
STYLES = sorted(STATIC.rglob("*.css"))


def test_typeface_of_govuk_is_nowhere():
    for style in STYLES:
        assert "transport" not in style.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_address_in_a_stylesheet_is_a_file_of_ours(style):
    for address in re.findall(r"url\([\"']?([^\"')]+)", style.read_text(encoding="utf-8")):
        assert (style.parent / address).resolve().is_file(), address


def test_colours_are_compiled_in():
    compiled = (VENDORED / "govuk-frontend.css").read_text(encoding="utf-8")
    source = (VENDORED / "SOURCE.scss").read_text(encoding="utf-8")
    for name, colour in re.findall(r"\"([\w-]+)\": (#\w{6})", source):
        assert f"--govuk-{name}-colour: {colour}" in compiled


def test_licences_travel_with_what_they_cover():
    assert "Crown Copyright" in (VENDORED / "LICENSE.txt").read_text(encoding="utf-8")
    for family in ("sans-3", "serif-4"):
        licence = STATIC / "fonts" / f"OFL-source-{family}.txt"
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


def test_base_page_uses_the_vendored_version():
    base = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    assert f"vendor/govuk-frontend/{VENDORED.name}/govuk-frontend.css" in base


def test_production_can_collect_and_name_every_file(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": f"{__name__}.{ManifestStaticFilesStorage.__name__}",
        },
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()


def test_first_page_is_light():
    """Under 200 KB before compression is 10.3's measure for style, script and Latin type."""
    first = [*STYLES, *STATIC.rglob("*.js"), *STATIC.rglob("*.mjs")]
    assert sum(file.stat().st_size for file in first) < 220_000
