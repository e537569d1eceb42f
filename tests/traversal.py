"""Names of files that lead elsewhere, if anything takes them for a path."""

UP = ("../", "..\\", "%2e%2e%2f", "%252e%252e%252f", "..%2f", "..%5c", "....//", "..;/", "\u2025/", "．．/", "..%c0%af", "./../", "x/../../", "/../", "~/")
AT = ("etc/passwd", "keys.json", "handrail.sqlite3", "current", "editions/x", "app/models.py", "static/sw.js")
ABSOLUTE = ("/", "//", "\\\\server\\", "C:\\", "file:///", "/proc/self/", "\\\\?\\C:\\")
ODD = (
    "",
    ".",
    "..",
    "...",
    "CON",
    "nul.po",
    "a\x00.po",
    "a\nb.po",
    "a" * 5000,
    "-rf",
    "$(id)",
    "`id`",
    "|id",
    '";x="',
    "<script>alert(1)</script>.po",
    "\u202eop.exe",
)

NAMES = tuple(
    dict.fromkeys(
        [*ODD, *[f"{up * deep}{at}" for up in UP for deep in (1, 3) for at in AT], *[f"{before}{at}" for before in ABSOLUTE for at in AT]],
    )
)
