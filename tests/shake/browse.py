"""A process in which one person uses the service: `python -m tests.shake.browse ACCOUNT`.

Reads one request a line, as JSON with an address, a moment to send it at and perhaps what is
posted; answers each with a line of JSON: the status and the text of the page.
"""

import json
import sys
import time

import django

django.setup()

from django.test import Client  # noqa: E402 - what stands above must come first

from accounts.models import User  # noqa: E402 - what stands above must come first


def browse(account: int) -> None:
    """Sign in, then do as told until there is nothing more to read."""
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(User.objects.get(pk=account))
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        time.sleep(max(0, wanted["at"] - time.time()))
        if wanted["post"] is None:
            answer = client.get(wanted["address"])
        else:
            answer = client.post(wanted["address"], wanted["post"])
        print(json.dumps([answer.status_code, answer.content.decode()]), flush=True)


if __name__ == "__main__":
    browse(int(sys.argv[1]))
