"""The names switch: the same words with real names, pseudonyms or initials (S80)."""

from chronology.names.known import Known, known_names
from chronology.names.switch import SHOWN_BY_DEFAULT, Names, Show

__all__ = ["SHOWN_BY_DEFAULT", "Known", "Names", "Show", "known_names"]
