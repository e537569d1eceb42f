"""Reads one PO file from standard input and writes its entries as JSON: a program of its own, because a hostile file can keep a parser busy for
minutes and fill the memory. It gives itself two seconds of a processor and 200 MB, and can write no file. Run by app/catalogs.py alone.
"""

import io
import json
import resource
import sys

SECONDS = 2
MEMORY = 200_000_000
UNREADABLE = 3
"""The exit code for a file that is no PO file; the number of the line is on standard output, where it is known."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from babel.messages.pofile import PoFileError, read_po

    try:
        # As text: what the file says about its own encoding is not followed.
        catalog = read_po(io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline=None), abort_invalid=True)
    except PoFileError as error:
        sys.stdout.write(str(error.lineno or ""))
        return UNREADABLE
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError):
        return UNREADABLE
    entries = [[_forms(message.id), _forms(message.string), bool(message.fuzzy), message.context, message.lineno or 0] for message in catalog if message.id]
    headers = {str(name).casefold(): str(value) for name, value in catalog.mime_headers}
    sys.stdout.buffer.write(json.dumps({"entries": entries, "forms": catalog.num_plurals, "language": headers.get("language", "")}).encode())
    return 0


def _forms(text) -> list[str]:
    return [text] if isinstance(text, str) else [form or "" for form in text or ("",)]


if __name__ == "__main__":
    sys.exit(main())
