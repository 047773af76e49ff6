"""What points at somebody whoever they are, as people write it, and what only looks like it.

Every number is invented: telephones of Ofcom's drama ranges, postcodes of areas in use, NHS and
National Insurance numbers made by their rules.
"""

import random


def nhs_numbers(count, seed=7):
    """Ten-digit numbers that end in their check digit (modulus 11)."""
    chance, found = random.Random(seed), []
    while len(found) < count:
        first = [chance.randrange(10) for _ in range(9)]
        check = (11 - sum(d * w for d, w in zip(first, range(10, 1, -1), strict=True)) % 11) % 11
        if check != 10 and len(set(first)) > 1:
            found.append("".join(map(str, [*first, check])))
    return found


def spread(digits, by):
    """Ten digits in the groups of an NHS number."""
    return by.join((digits[:3], digits[3:6], digits[6:]))


VALID = nhs_numbers(30)
WRONG = [f"{n[:9]}{(int(n[9]) + 1 + at % 9) % 10}" for at, n in enumerate(VALID)]
MONTHS = ("January", "Feb", "MARCH", "apr", "May", "June", "Jul.", "august", "Sept", "October",
          "Nov", "December")  # fmt: skip

TRUE = {
    "NHS number": [
        *(spread(number, by) for number, by in zip(VALID, ("", " ", "-") * 10, strict=True)),
        spread(VALID[0], "\n"), spread(VALID[1], "\xa0"), f"NHS:{VALID[2]}", f"({VALID[3]})",
    ],
    "National Insurance number": [
        "AB 12 34 56 C", "ab123456c", "AB123456D", "JG 10 37 59 A", "CE123456B", "ZY 98 76 54 D",
        "AB 123456 C", "AB-12-34-56-C", "NI AB123456A.",
    ],
    "postcode": [
        "GL1 2TH", "GL12TH", "GL1\n2TH", "gl1 2th", "sw1a 1aa", "SW1A1AA", "M1 1AE", "B33 8TH",
        "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX", "BS1  4ST", "GL50\xa01AA",
    ],
    "telephone number": [
        "01632 960001", "01632960001", "07700 900123", "07700900123", "+44 7700 900123",
        "+447700900123", "0044 7700 900123", "(01632) 960001", "+44 (0)1632 960001",
        "020 7946 0018", "0117 496 0123", "028 9649 6012", "03069 990123", "0808 157 0192",
        "07700-900-123", "07700\n900123",
    ],
    "e-mail address": [
        "r.o@post.example", "R.O@POST.EXAMPLE", "first+last@post.co.example", "a_b@x-y.example",
        "mailto:r.o@post.example", "<r.o@post.example>",
    ],
    "exact date": [
        *(f"{day} {month} 2025" for day, month in zip(range(3, 15), MONTHS, strict=True)),
        "04/03/2025", "4/3/2025", "04.03.2025", "04-03-2025", "04/03/25", "2025-03-04",
        "2025/03/04", "March 4th, 2025", "March 4 2025", "4th of March", "the 4th of March 2025",
        "4th March '25", "Tuesday 4 March", "1st\nMarch 2025",
    ],
    "crime, court or MARAC number": [
        "crime number 22/4411", "Crime No. 06450007521/19", "crime ref: 22/118812/19",
        "incident number 114 of 2025", "URN 53AA1234525", "52AB1234525", "T20257041", "S20250123",
        "case number BS24C50123", "BS24P00123", "MARAC 17/0442", "MARAC-2025-118",
        "MARAC reference 2025/118", "CRN E123456", "claim number AB12C345", "inquest 1234-2025",
        "U20251234", "PNC 19/123456X", "occurrence number 5225012345", "LOG 0412 of 4",
    ],
    "vehicle mark": [
        "VX19 KLM", "VX19KLM", "vx19 klm", "VX19-KLM", "A123 BCD", "P1 ABC", "ABC 123D", "ABC123D",
    ],
    "operation name": [
        "Operation Larkspur", "Op Larkspur", "Op. Larkspur", "OPERATION LARKSPUR",
        "operation Heron", "Operation\nHeron",
    ],
    "grid reference": [
        "SO 834 186", "SO834186", "SO 8345 1865", "SO 83456 18654", "ST123456", "51.8642, -2.2382",
        "51.8642,-2.2382", "51\xb051'51\"N 2\xb014'17\"W", "///filled.count.soap",
    ],
    "file path": [
        r"C:\Users\me\report.docx", r"D:\Reviews\2025", r"\\server\share\a",
        "/ho" + "me/somebody/report.odt", "/Us" + "ers/somebody/Desktop/a.docx",
        "file:///C:/Reviews/a.pdf", "/mn" + "t/cases/a.txt", "smb://server/share/a",
    ],
    "internet address": ["192.0.2.14", "198.51.100.7", "2001:db8::8a2e:370:7334"],
    "name on a website": [
        "@larkspur_99", "facebook.com/larkspur.mill", "instagram.com/larkspur_99",
        "https://www.tiktok.com/@larkspur",
    ],
}  # fmt: skip
"""Every row has to be found, whatever stands around it."""

NEAR = {
    "NHS number": [
        *(spread(number, by) for number, by in zip(WRONG, ("", " ", "-") * 10, strict=True)),
        "000 000 0000", "111 111 1111", "12345", "2025 2026 2027", f"{VALID[0]}1", f"1{VALID[1]}",
    ],
    "National Insurance number": [
        "BG123456A", "AB123456E", "AB12345C", "DA123456A", "AO123456A", "GB 12 34 56 A",
    ],
    "postcode": [
        "A1 2AB", "Annex QX1 2AB", "GL1", "section 9 3AB", "T1 2AB", "E1 recommend",
    ],
    "telephone number": [
        "in 2025 and 2026", "04/03/2025", "12 345", "101", "999", "page 112", "2019-2025",
        "paragraphs 1.2.3 to 1.2.9", "a total of 1 234 567 pounds", "ISBN 978 0 11 341 1",
    ],
    "e-mail address": ["at post.example", "@post", "r.o @ post", "2@3"],
    "exact date": [
        "March 2025", "spring 2025", "in May", "32 March 2025", "04/13/2025 is none", "2025/26",
        "section 9(3)", "May 2025", "version 1.2", "9 to 5", "3 in 10", "4 marches", "2024-25",
    ],
    "crime, court or MARAC number": [
        "the crime number is not known", "a MARAC in spring", "the case number of reviews",
        "recommendation 12", "D20", "24 incidents", "the URN", "log kept daily", "T20",
    ],
    "vehicle mark": [
        "in 19 KLM", "GP12 practice", "Annex A12", "A1 road", "B123", "the A417 and", "GLO-2026-02",
        "Covid19 was", "H1N1 flu", "IMR12 and",
    ],
    "operation name": [
        "an operation in spring", "the operation was", "Operations Manager", "Opportunity knocks",
        "operation of the panel",
    ],
    "grid reference": [
        "SO many", "no 123 456", "1.5, 2.5", "AB 123 456", "ST John", "NHS 123 456", "version 1.23",
    ],
    "file path": [
        "and/or", "he/she", "https://post.example/home", "C: none", "24/7", "a/b/c",
    ],
    "internet address": ["1.2.3", "version 2.10.1", "299.1.1.1", "12:30", "1.2.3.4.5"],
    "name on a website": ["meet @ noon", "r.o@post.example", "on facebook", "post.example"],
}  # fmt: skip
"""No row may be found as that kind."""
