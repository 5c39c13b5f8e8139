"""The composition root: `create_app()` puts rooms, error page and command line together.

No rules live here. `frame` gives every page its frame, `filters` the words and figures of the
templates, `cli` is `python3 -m simral` once the virtual environment exists.
"""

from simral.app.cli import cli
from simral.app.factory import create_app

__all__ = ["cli", "create_app"]
