"""Shape of what people type in the budget."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, TextAreaField
from wtforms.validators import Length

from simral.budgeting.rules.kepala import LONGEST
from simral.kernel.fields import tidy

SHORT = Length(max=LONGEST, message=_l("Paling panjang 500 huruf."))


class KepalaForm(Form):
    """Header data of a sub kegiatan."""

    lokasi = TextAreaField(_l("Lokasi"), filters=[tidy], validators=[SHORT])
    sasaran = TextAreaField(_l("Kelompok sasaran"), filters=[tidy], validators=[SHORT])
    keluaran = TextAreaField(_l("Keluaran"), filters=[tidy], validators=[SHORT])
    bulan_mulai = SelectField(_l("Mulai bulan"), coerce=int)
    bulan_selesai = SelectField(_l("Selesai bulan"), coerce=int)
