"""How many queries a page makes, compared with `query_counts.json` so that a change is seen.

`UPDATE_QUERY_COUNTS=1` writes the file afresh. Beginning, committing, sealing and what a session
notes now and then of its person's last look are not counted.
"""

import json
import os
import re
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).with_name("query_counts.json")
NOT_COUNTED = re.compile(
    r"^(BEGIN|COMMIT|ROLLBACK|(RELEASE )?SAVEPOINT|PRAGMA)|audit_seal"
    r'|^UPDATE "(django_session|accounts_opensession)"',
    re.I,
)


@contextmanager
def count_queries(page: str):
    """Everything inside makes as many queries as the file says of this page."""
    with CaptureQueriesContext(connection) as captured:
        yield
    made = [row["sql"] for row in captured if not NOT_COUNTED.search(row["sql"])]
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        known[page] = len(made)
        COUNTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
        return
    listed = "\n".join(made)
    assert len(made) == known.get(page), f"{page}: {len(made)} queries\n{listed}"
