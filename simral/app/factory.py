"""`create_app()`: extensions, blueprints of all rooms, hooks."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from simral.app import filters, frame
from simral.app.health import bp as app_health
from simral.audit.blueprint import bp as audit
from simral.budgeting.blueprint import bp as budgeting
from simral.config import flask_config
from simral.identity.blueprint import bp as identity
from simral.identity.views.session import load_actor
from simral.kernel import clock, http
from simral.kernel.cluster import database_url as default_url
from simral.kernel.db import db
from simral.ledger.blueprint import bp as ledger
from simral.reference.blueprint import bp as reference
from simral.reference.queries import find_working_date
from simral.reporting.blueprint import bp as reporting
from simral.transparency.blueprint import bp as transparency
from simral.treasury.blueprint import bp as treasury

ROOT = Path(__file__).resolve().parents[2]


def create_app(database_url: str | None = None, *, testing: bool = False) -> Flask:
    """The application over one government's database."""
    app = Flask(
        "simral",
        root_path=str(ROOT / "simral"),
        template_folder=str(ROOT / "templates"),
        static_folder="static",
    )
    app.config.update(flask_config(database_url or default_url(), testing=testing))
    hops = app.config["PROXY_HOPS"]
    if hops:  # the header's last `hops` entries were written by our own proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"))
    app.before_request(load_actor)  # before every hook that asks who acts
    CSRFProtect(app)
    Babel(app, locale_selector=frame.choose_locale)
    http.init_http(app)
    filters.init_filters(app)
    frame.init_frame(app)
    for blueprint in (
        app_health, identity, audit, reference, ledger, budgeting, treasury, reporting,
        transparency,
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    with app.app_context():
        clock.configure(app.config["ZONE"], find_working_date())
    return app
