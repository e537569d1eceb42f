"""What kinds of writing, and their fields, are called in the editor."""

from app.editing.words import words
from app.publishing import AGREEMENTS, CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT


def kinds() -> dict[str, str]:
    return {
        PASSAGE: words("Passage"),
        REVIEW: words("Second reader’s mark"),
        TEXT: words("Text of your own"),
        CONTACT: words("Contact"),
        AGREEMENTS: words("House agreements"),
        CHOICE: words("Setting"),
        ORDER: words("Order"),
    }


def label(name: str) -> str:
    """What a field is called, by its name in the data; others keep that."""
    known = {
        "text": words("Text"),
        "title": words("Title"),
        "tab": words("Short title"),
        "summary": words("Summary"),
        "body": words("Text"),
        "kind": words("Kind"),
        "heard": words("How people say it"),
        "say": words("Your reply"),
        "ask": words("Question back"),
        "minutes": words("Minutes"),
        "name": words("Name"),
        "what": words("What they do"),
        "phone": words("Telephone"),
        "messenger": words("Messenger"),
        "web": words("Website"),
        "hours": words("Hours"),
        "languages": words("Languages"),
        "access": words("Accessibility"),
        "checked": words("Last checked"),
        "checked_by": words("Checked by"),
        "value": words("Value"),
        "exit": words("Where “Leave” goes"),
        "keeping": words("Keeping on phones"),
        "icon": words("Picture on home screens"),
        "ids": words("Order"),
    }
    return known.get(name, name)
