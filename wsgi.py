"""The WSGI entry: the finance house; the catalogue joins it here when it exists."""

from simral.app import create_app

app = create_app()
