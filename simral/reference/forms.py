"""Typed input of reference: a dated value of a setting."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from simral.kernel.fields import TanggalField, tidy
from simral.kernel.i18n import N_
from simral.reference.rules import EXAMPLE_KEYS, SETTINGS


class SettingForm(FlaskForm):
    """A value, the date it holds from, the decree it rests on."""

    kunci = SelectField(_l("Pengaturan"), validators=[InputRequired(N_("Wajib diisi."))])
    nilai = StringField(_l("Nilai"), filters=[tidy], validators=[Length(max=200)])
    mulai_on = TanggalField(_l("Berlaku mulai"), validators=[InputRequired(N_("Wajib diisi."))])
    dasar = StringField(_l("Dasar hukum"), filters=[tidy], validators=[Length(max=200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kunci.choices = [
            (key, _l(setting.label)) for key, setting in SETTINGS.items() if key not in EXAMPLE_KEYS
        ]

    def values(self) -> dict[str, Any]:
        """As `set_setting` takes them."""
        names = ("kunci", "nilai", "mulai_on", "dasar")
        return {name: self[name].data for name in names}
