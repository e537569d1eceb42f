"""The headers of every answer. One place, for the short cut, for Flask, for the worker on the phone and for exports."""

import base64
import hashlib

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types app"
)

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
TRANSPORT = ("Strict-Transport-Security", "max-age=63072000")
"""Two years, the least that the preload lists of browsers ask for."""


def style_hash(css: str) -> str:
    """The source expression that allows exactly this inlined stylesheet."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'"


def document_headers(styles: tuple[str, ...] = ()) -> dict[str, str]:
    """For documents, the worker and errors. `styles` are style hashes."""
    return {
        "Content-Security-Policy": POLICY.format(styles="".join(f" {source}" for source in styles)),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": PERMISSIONS,
    }


ASSET_HEADERS = {"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
"""For immutable files, manifests and lists, which no browser shows as a document: only what acts on them."""

LISTS = ("/edition.json", "/manifest.webmanifest")
"""What only scripts and browsers read, again and again: no document, so that a policy for documents would be bytes for nothing."""

REVALIDATE = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
