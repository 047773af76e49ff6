"""Rows of invented chronologies, by hand and by chance."""

import datetime

from hypothesis import strategies as st

from chronology.combine.rows import Row

AGENCIES = ("health", "housing", "police")
FIRST = datetime.date(2021, 1, 1)


def row(key, on, agency="police", at="", place=0, text=""):
    return Row(key, agency, on, at, place, text)


days = st.integers(0, 900).map(lambda number: FIRST + datetime.timedelta(days=number))
dates = st.one_of(
    days.map(str),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day:%Y}"),
    st.tuples(days, st.integers(1, 40)).map(
        lambda given: f"{given[0]}/{given[0] + datetime.timedelta(days=given[1])}"
    ),
    st.just("unknown"),
    st.just(""),
)
texts = st.sampled_from(
    [
        "Attended the home address after a call from a neighbour. She said he pushed her.",
        "Neighbour called; attended home address. He denied pushing her.",
        "Referral sent to police about injuries to her arm.",
        "Routine home visit by the health visitor. Children seen, no concerns.",
        "Rent arrears letter.",
        "",
    ]
)


@st.composite
def chronologies(draw, most=24):
    """Files of three agencies, each a list of rows with keys of their own."""
    given = draw(
        st.lists(
            st.tuples(
                dates, st.sampled_from(AGENCIES), st.sampled_from(["", "09:00", "14:30"]), texts
            ),
            max_size=most,
        )
    )
    files = {agency: [] for agency in AGENCIES}
    for number, (on, agency, at, text) in enumerate(given):
        files[agency].append(Row(f"k{number:03d}", agency, on, at, len(files[agency]), text))
    return files
