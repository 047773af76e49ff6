"""Writes fixtures/passwords.txt: passwords of 12 characters or more that people really choose.

Django ships 20,000 common passwords, of which only 187 are long enough for our rule. The rest
are made here from the words and habits that lists of leaked passwords show again and again:
a common word with a year, a season with a number, a word twice, a row of keys.
Run it again after changing it: `python scripts/make_password_list.py`.
"""

from __future__ import annotations

import gzip
from itertools import product
from pathlib import Path

import django.contrib.auth as auth

SHORTEST = 12
OUT = Path(__file__).resolve().parent.parent / "fixtures" / "passwords.txt"

WORDS = """
password passw0rd welcome letmein changeme qwerty qwertyuiop administrator admin login secret
monkey dragon football baseball basketball superman batman spiderman starwars pokemon princess
sunshine rainbow butterfly chocolate cupcake strawberry blueberry summer winter spring autumn
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday liverpool arsenal chelsea everton
manchester manchesterunited manchestercity tottenham astonvilla newcastle westham leeds celtic
rangers rugby cricket england scotland ireland wales london birmingham bristol cardiff computer
internet samsung iphone facebook google microsoft windows office work company business manager
family mother father mummy daddy grandma grandad charlie jessica michael jennifer daniel thomas
ashley nicole matthew joshua andrew george william oliver jack harry olivia amelia emily poppy
buster bailey molly bella daisy tigger snoopy garfield mickey minnie disney hello iloveyou
loveyou mylove lovely beautiful forever together happy holiday christmas birthday freedom
victory winner champion hunter killer master shadow ninja pirate wizard knight angel
whatever nothing trustno1 access please thankyou temporary default guest user testing
""".split()  # noqa: SIM905 - as a list of strings it would fill a screen
ENDINGS = [
    *map(str, range(1990, 2031)),
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "!",
    "!!",
    "1!",
    "12!",
    "123!",
    "1234!",
    "01",
    "001",
    "007",
    "111",
    "1111",
    "000",
    "0000",
    "321",
    "4321",
    "54321",
    "654321",
    "69",
    "99",
    "100",
    "2020!",
    "2021!",
    "2022!",
    "2023!",
    "2024!",
    "2025!",
    "2026!",
    "2027!",
    "abc",
    "abc123",
    "qwe",
    "qwerty",
    "xyz",
    "me",
    "you",
    "now",
    "today",
]
BEGINNINGS = [
    "my",
    "the",
    "ilove",
    "welcome",
    "hello",
    "password",
    "new",
    "1",
    "123",
    "1234",
    "12345",
    "123456",
]
ROWS = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedc",
    "1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "abcdefghijklmnopqrstuvwxyz",
    "zaq12wsxcde34rfv",
    "!qaz2wsx3edc",
    "qwerty1234567890",
    "1234567890qwerty",
    "qwertyasdfgh",
    "asdfghzxcvbn",
    "qweasdzxc123",
    "123qweasdzxc",
]
PHRASES = """
correcthorsebatterystaple thisismypassword thisisapassword mypasswordis letmeinplease
letmeinnow opensesame2026 ilovemyfamily ilovemydog ilovemycat ilovemykids ilovechocolate
iloveyouforever iloveyousomuch youllneverwalkalone comeonyoureds gladallovernow
tobeornottobe maytheforcebewithyou inthebeginning onceuponatime happyeverafter
nevergonnagiveyouup whosyourdaddy donttouchthis dontforgetme forgetmenot idontknow
idontremember icantremember ineedanewpassword passwordpassword passwordispassword
changethispassword changemeplease temporarypassword defaultpassword administrator
rememberme123 notmypassword yetanotherpassword supersecretpassword topsecret123
threerandomwords threerandomwords1 threeunrelatedwords correcthorsebattery
""".split()  # noqa: SIM905 - the same


def common() -> set[str]:
    """The long entries of Django's own list."""
    path = Path(auth.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {line.strip().lower() for line in lines}


def made() -> set[str]:
    """Words with their habitual endings and beginnings, pairs, doubles and rows of keys."""
    found = set(PHRASES)
    found |= {word + ending for word, ending in product(WORDS, ENDINGS)}
    found |= {word.replace("o", "0") + ending for word, ending in product(WORDS, ENDINGS)}
    found |= {start + word for start, word in product(BEGINNINGS, WORDS)}
    found |= {"".join(parts) for parts in product(BEGINNINGS, WORDS, ("1", "123", "!"))}
    found |= {word + word for word in WORDS}
    found |= {row[:size] for row in ROWS for size in range(SHORTEST, len(row) + 1)}
    found |= {row[::-1][:size] for row in ROWS for size in range(SHORTEST, len(row) + 1)}
    found |= {first + second for first, second in product(ROWS, ROWS)}
    return found


if __name__ == "__main__":
    kept = sorted(entry for entry in common() | made() if len(entry) >= SHORTEST)
    OUT.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} passwords written")
