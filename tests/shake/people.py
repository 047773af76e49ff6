"""People at their own browsers, each in a process of their own."""

import html
import json
import re
import time

SOON = 0.03  # seconds: enough for both to have read what they are to send


class Person:
    """Somebody at their own browser, in a process of their own."""

    def __init__(self, process):
        self.process = process
        assert process.stdout.readline() == "ready\n", process.stderr.read()

    def send(self, address, post=None, at=0.0):
        """Ask for a page, or send a form, at a moment."""
        line = json.dumps({"address": address, "post": post, "at": at})
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def answer(self):
        """The status of what came back, and its words."""
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        status, page = json.loads(line)
        return status, _words(page)


def both(pair, address, posts):
    """What each is answered when the two send their forms in the same moment."""
    at = time.time() + SOON
    for person, post in zip(pair, posts, strict=True):
        person.send(address, post, at=at)
    return [person.answer() for person in pair]


def _words(page):
    """The text of a page as a reader has it, its form's boxes included."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
