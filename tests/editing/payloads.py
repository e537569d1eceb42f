"""What somebody hostile would write into a text: each of these would run, load or mislead somewhere if it were taken as it is."""

from html.parser import HTMLParser

TAGS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1)//<</script>",
    "</p><script>alert(1)</script><p>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</pre><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
)
DRAWINGS = (
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
    "</tspan></text><script>alert(1)</script><text><tspan>",
    "]]><script>alert(1)</script><![CDATA[",
    "<!--<script>alert(1)</script>-->",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#x3a;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x]( https://evil.example/ )",
    "[x](//evil.example)",
    "[x](https://evil.example 'onmouseover=alert(1)')",
    '[x](words/"onmouseover="alert(1))',
    '[x](words/x "title\\" onmouseover=\\"alert(1)")',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](data:image/png;base64,AAAA)",
    "![x](pictures/nowhere)",
    "![x](https://evil.example/x.png)",
    '![x"onerror="alert(1)](pictures/order-of-work)',
    "<javascript:alert(1)>",
    "<https://evil.example/>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "{#onload=alert(1)}",
    "{#x onclick=alert(1)}",
)
SIGNS = (
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "&quot; onmouseover=&quot;alert(1)",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    "{{ 7 * 7 }}",
    "{% raw %}{{ config }}{% endraw %}",
    "${alert(1)}",
    "%(csrf_token)s",
    "%s%s%n 100 %",
    "\ue000main\ue001",
    "\ue000nothing\ue001",
    "\U000f0000\U000f0001",
    "\u202ereversed",
    "\u2066isolated",
    "\u2069ended",
    "a\u202dover\u202c",
    "zero\u0000byte",
    "bell\u0007",
    "tag\U000e0061s",
    "line\u2028separator",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\ufeffmark",
)
PAYLOADS = (*TAGS, *DRAWINGS, *MARKDOWN, *SIGNS)


ADDRESSES = {"href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "background", "cite", "ping", "manifest"}


class Acting(HTMLParser):
    """Collects what acts: scripts that are not our own modules, handlers, addresses that run or hold something."""

    OURS = ("script", "type=module")

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        ours = tag == "script" and given.get("type") == "module" and (given.get("src") or "").startswith("/s/")
        if tag in ("script", "iframe", "object", "embed", "base", "animate", "foreignobject") and not ours:
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).casefold()
            leads = name in ADDRESSES and address.startswith(("javascript:", "vbscript:", "data:", "//", "http://", "https://evil.example"))
            if name.startswith("on") or name in ("srcdoc", "style") or leads:
                self.found.append(f"{tag} {name}={value}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)


def acting(html: str) -> list[str]:
    parser = Acting()
    parser.feed(html)
    parser.close()
    return parser.found
