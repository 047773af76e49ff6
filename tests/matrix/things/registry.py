"""What fills in a part of an address is said once, by its key."""

import pytest

THINGS = {}


def thing(*keys):
    """Register what fills in a part of an address: "the word before it/its name"."""

    def register(function):
        for key in keys:
            THINGS[key] = function
        return function

    return register


def find_thing(key, case, team):
    """What fills in a part of an address; fails with what to do when nobody has said."""
    if key not in THINGS:
        pytest.fail(
            f"Nothing fills in “{key}” of an address. Add a function to tests/matrix/things/:"
            f' @thing("{key}") def _(case, team): …'
        )
    return THINGS[key](case, team)
