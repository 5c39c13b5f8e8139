"""Addresses of the public pages."""

from __future__ import annotations

from flask import Blueprint

from simral.transparency import views

bp = Blueprint("transparency", __name__)
bp.get("/", endpoint="home")(views.home)
