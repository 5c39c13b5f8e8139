"""Shape of what people type in the budget."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from simral.budgeting.rules.kepala import LONGEST
from simral.kernel.fields import TanggalField, tidy

SHORT = Length(max=LONGEST, message=_l("Paling panjang 500 huruf."))


class KepalaForm(Form):
    """Header data of a sub kegiatan."""

    lokasi = TextAreaField(_l("Lokasi"), filters=[tidy], validators=[SHORT])
    sasaran = TextAreaField(_l("Kelompok sasaran"), filters=[tidy], validators=[SHORT])
    keluaran = TextAreaField(_l("Keluaran"), filters=[tidy], validators=[SHORT])
    bulan_mulai = SelectField(_l("Mulai bulan"), coerce=int)
    bulan_selesai = SelectField(_l("Selesai bulan"), coerce=int)


class VersiForm(FlaskForm):
    """A new version of the year's budget."""

    kode = StringField(
        _l("Kode"),
        [InputRequired(_l("Wajib diisi.")), Length(max=3)],
        filters=[tidy],
        description=_l("M, P1, P2 …"),
    )
    nama = StringField(
        _l("Nama"), [InputRequired(_l("Wajib diisi.")), Length(max=200)], filters=[tidy]
    )
    mulai_on = TanggalField(_l("Berlaku mulai"), [InputRequired(_l("Wajib diisi."))])

    def values(self) -> tuple[str, str, date]:
        """Code, name and first day of a form that is valid."""
        assert isinstance(self.mulai_on.data, date)
        return self.kode.data or "", self.nama.data or "", self.mulai_on.data
