"""How a version of a chronology stands, in a tag (screens.md 5.4)."""

from chronology.models import ChronologyFile, FileState

TAGS = {
    FileState.DRAFT: "grey",
    FileState.SENT: "information",
    FileState.ACCEPTED: "on-time",
    FileState.REPLACED: "grey",
    FileState.WITHDRAWN: "grey",
}


def tag_of(file: ChronologyFile) -> str:
    """The kind of tag its state gets; the words are the state's own."""
    return TAGS[FileState(file.state)]
