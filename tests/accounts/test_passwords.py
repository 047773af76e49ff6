"""Passwords: long, unknown, and nothing anybody here would guess first."""

import pytest
from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import passwords
from accounts.models import Organisation, User


def person():
    body = Organisation(name="Northshire Housing")
    return User(email="petra.longname@example.org", name="Petra Longname", organisation=body)


def refusals(password):
    try:
        validate_password(password, person())
    except ValidationError as error:
        return [fault.code for fault in error.error_list]
    return []


def test_list_holds_at_least_3000_that_our_rule_would_otherwise_accept():
    assert len({entry for entry in passwords.known() if len(entry) >= 12}) >= 3000
    accepted = [
        entry
        for entry in passwords.known()
        if not any(raises(check, entry) for check in (passwords.PatternPassword(),))
    ]
    assert len(accepted) >= 3000


def raises(check, entry):
    try:
        check.validate(entry)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    "password",
    [
        "marmalade tractor Venice",
        "kettle-orbit-walnut-58",
        "x" * 3 + "bright morning in a lane" * 4,
    ],
)
def test_three_unrelated_words_are_accepted(password):
    assert refusals(password) == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", "password_too_short"),
        ("password1234", "password_is_known"),
        ("P@ssw0rd1234", "password_is_known"),
        ("Pass word 1234", "password_is_known"),
        ("Liverpool2024", "password_is_known"),
        ("ThreeRandomWords", "password_is_known"),
        ("aaaaaaaaaaaaaaaa", "password_is_a_pattern"),
        ("xkcdqxkcdqxkcdq", "password_is_a_pattern"),
        ("abcdefghijklmno", "password_is_a_pattern"),
        ("my council kettle orbit", "password_holds_a_context_word"),
        ("walnut Gl0ucester orbit", "password_holds_a_context_word"),
        ("longname walnut orbit", "password_holds_a_context_word"),
        ("northshire walnut orbit", "password_holds_a_context_word"),
        ("walnut GLO-2026-02 orbit", "password_holds_a_reference"),
    ],
)
def test_password_is_refused(password, why):
    assert why in refusals(password)


def test_refusals_are_sentences_that_say_what_to_do():
    with pytest.raises(ValidationError) as refused:
        validate_password("my council kettle orbit", person())
    assert "The password must not hold “council”. Others would guess it." in refused.value.messages


def test_passwords_are_kept_as_argon2id(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    get_hasher.cache_clear() if hasattr(get_hasher, "cache_clear") else None
    kept = make_password("marmalade tractor Venice")
    assert kept.startswith("argon2$argon2id$")
    assert identify_hasher(kept).algorithm == "argon2"


def test_argon2_comes_first_in_the_real_settings():
    text = (passwords.LIST.parent.parent / "config" / "settings.py").read_text(encoding="utf-8")
    first = text.split("PASSWORD_HASHERS = [")[1].split(",")[0]
    assert "Argon2PasswordHasher" in first
