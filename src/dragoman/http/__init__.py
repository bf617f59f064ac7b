"""The HTTP face of a desk: the questions of the command line as addresses, and the web desk.

It answers from a private copy of the desk that is renewed when the desk changes, so that an
ingest or a watch can go on writing.
"""

from dragoman.http.app import Serving, make_app
from dragoman.http.running import serve
from dragoman.http.tokens import new_token

__all__ = ["Serving", "make_app", "new_token", "serve"]
