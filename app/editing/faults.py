"""What is wrong with a passage, said to the person who wrote it."""

from markupsafe import Markup

from app.editing.words import words
from app.passages import Passage
from app.strings.check import Fault, faults_of

LONGEST = 5_000
"""Characters of a passage. The longest one that is shipped has about five hundred."""


def told(passage: Passage, text: str | tuple[str, ...]) -> list[Markup]:
    """Every fault of the group's words for a passage, as whole sentences."""
    forms = [text] if isinstance(text, str) else text
    if any(len(form) > LONGEST for form in forms):
        return [words("This text is too long. At most %(most)s characters fit here.", most=LONGEST)]
    return [said(fault) for fault in dict(faults_of(passage.source, text, passage.kind == "say")).items()]


def said(fault: Fault) -> Markup:
    code, values = fault
    match code:
        case "plural":
            return words("One of the forms is missing. Fill in each of them.")
        case "spoken":
            return words("This line is said aloud. It has %(count)s characters; at most %(most)s can be said in one breath.", **values)
        case "placeholders":
            return words("Some parts are filled in later and must stay as they are. Here should stand: %(wanted)s. Here stands: %(found)s.", **values)
        case "percent":
            return words("A % sign stands alone here. Write it twice.")
        case "links":
            return words("The links lead elsewhere than in English. Copy their addresses as they are.")
        case "marks":
            return words("The stars differ from the English ones. Put as many ** around words that carry weight, and \\* for a star that is only a star.")
        case "tags":
            return words("It holds signs such as < and > or an id that the English does not have. Take them out.")
        case "spaces":
            return words("It begins or ends with a space unlike the English.")
        case "lines":
            return words("It has a line break. Write it in one line.")
    return words("It holds signs that nobody sees and that turn or break the text: %(found)s. Take them out, or type the text anew.", **values)
