"""What a phone fetches, in bytes: pages, the bundle, scripts, an update. Needs no browser and no clock."""

import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.row import Missing, Row

LONGEST = 300
LANGUAGES = ("en", "de", "ar")


def rows() -> Iterator[Row]:
    try:
        import pyppmd
    except ImportError as missing:
        raise Missing(f"{missing.name} is not here: pip install {missing.name}") from missing
    sys.path.insert(0, str(Path(__file__).parent.parent))
    import test_small as small

    from app.edition import coding

    sizes = {path: small.packed(small.files()[path]) for path in small.pages() if not path.endswith("/all/index.html")}
    largest = max(sizes, key=sizes.get)
    home = max(small.LANGUAGES, key=lambda tag: sizes[f"{tag}/index.html"])
    for name, path in ((f"largest page, /{largest.removesuffix('index.html')}", largest), (f"home, /{home}/", f"{home}/index.html")):
        body = small.files()[path]
        yield Row(f"{name}: body (br)", sizes[path], small.BODY, "B", {"gzip": len(zlib.compress(body, 9)), "plain": len(body)})
    whole = sizes[largest] + small.sent(small.headers(), small.REVALIDATE, sizes[largest]) + small.TLS
    yield Row("largest page with headers and a handshake of 4,500 B", whole, small.WINDOW, "B", {"one window": small.WINDOW})
    for tag in LANGUAGES:
        text = small.bundle(tag)
        ppmd = min(len(pyppmd.compress(text.encode(), max_order=order, mem_size=64 << 20)) for order in (6, 8, 10))
        apart = sum(size for path, size in sizes.items() if path.startswith(f"{tag}/"))
        packed = small.packed(small.coded(tag))
        plain = small.packed(text.encode())
        yield Row(f"bundle, {tag} (br)", packed, 1.2 * ppmd, "B", {"PPMd of the same": ppmd, "not coded": plain, "page by page": apart})
    kept = json.loads(small.bundle("en"))["assets"]
    packs = [small.files()[(kept["root"] + name).lstrip("/")] for name in kept["packs"]]
    names = [name for pack in packs for name in json.loads(pack)]
    one_by_one = sum(small.packed(small.files()[kept["root"].lstrip("/") + name]) for name in names)
    yield Row("scripts, styles and words that are kept (br)", sum(map(small.packed, packs)), None, "B", {f"{len(names)} files one by one": one_by_one})
    for tag in LANGUAGES:
        old = small.bundle(tag)
        at = old.index("</p>", old.index('"guide/first-hours/"') + 1_500) + 4
        new = old[:at] + "\\n" + small.PARAGRAPH[tag] + old[at:]
        page = small.packed(json.loads(new)["pages"]["guide/first-hours/"][1].encode())
        _, alone, listed = small.changed(tag, lambda _, new=new: new)
        yield Row(
            f"update after one new paragraph, {tag}: patch (br)", alone, 300, "B", {"changed page": page, "whole bundle": small.packed(coding.encode(new))}
        )
        yield Row(f"the same, {tag}: the list that brings it, with headers", listed, 1_000, "B", {"patch": alone})
        _, every, _ = small.changed(tag, lambda text: text.replace('class=\\"see\\"', 'class=\\"see also\\"'))
        yield Row(f"update after a change to every page, {tag}: patch (br)", every, 1_500, "B", {"whole bundle": small.packed(small.coded(tag))})
