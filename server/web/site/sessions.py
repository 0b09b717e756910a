"""The browser's session: a signed cookie under a name of this server's own."""

from flask import Flask, Request, Response, has_request_context, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

OLD_NAME = "sixparty"
"""The name before servers had one each; such a cookie is taken once and kept under the new one."""

_TAKEN = "taken_over"


def cookie_name(server_id: str) -> str:
    """The name of the session's cookie."""
    return f"{OLD_NAME}_{server_id}" if server_id else OLD_NAME


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions, which take over a cookie of the old name that this server has signed."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """True when people come by https, by the settings or by what a known proxy says."""
        return super().get_cookie_secure(app) or (has_request_context() and request.is_secure)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session that the request brings."""
        found = super().open_session(app, request)
        old = request.cookies.get(OLD_NAME)
        if found is None or old is None or self.get_cookie_name(app) in request.cookies:
            return found
        content = read_session(app, old)
        if content is None:  # another server's
            return found
        taken = self.session_class({**content, _TAKEN: True})
        taken.modified = True
        return taken

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep it; an old cookie that was taken over goes."""
        if session.pop(_TAKEN, False):
            response.delete_cookie(
                OLD_NAME,
                path=self.get_cookie_path(app),
                httponly=self.get_cookie_httponly(app),
                samesite=self.get_cookie_samesite(app),
                secure=self.get_cookie_secure(app),
            )
        super().save_session(app, session, response)


def read_session(app: Flask, cookie: str) -> dict[str, object] | None:
    """What a session's cookie holds; None when this server has not signed it, or too long ago."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    if serializer is None:
        return None
    age = int(app.permanent_session_lifetime.total_seconds())
    try:
        content: dict[str, object] = serializer.loads(cookie, max_age=age)
    except BadSignature:
        return None
    return content
