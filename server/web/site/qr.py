"""QR codes as SVG files of our own."""

from io import BytesIO

import segno
from flask import Response


def qr_response(text: str) -> Response:
    """The text as a QR code, dark on white whatever the theme, since cameras expect that."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    response = Response(out.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
