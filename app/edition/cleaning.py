"""The HTML of what people write, a second time: should the Markdown renderer ever let something through, it ends here."""

TAGS = {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "h2", "h3", "h4", "a"}
ATTRIBUTES = {"*": {"id", "lang", "dir"}, "a": {"href", "rel"}, "ol": {"start"}}


def clean(html: str) -> str:
    # Most sites have no text of their own and need not wait for it at each start.
    import nh3

    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"https"})
