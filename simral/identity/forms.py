"""What people type: sign-in, password, account, grant."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import InputRequired, Length, ValidationError

from simral.identity.queries import list_opd_choices
from simral.identity.rules import LENGTH_MAX
from simral.identity.terms import LABELS, LANGUAGES, Role
from simral.kernel.fields import TanggalField, tidy


class SignInForm(FlaskForm):
    """User name and password; nothing says which of the two was wrong."""

    username = StringField(
        _l("Nama pengguna"), [InputRequired(_l("Isi nama pengguna.")), Length(max=100)]
    )
    password = PasswordField(
        _l("Kata sandi"), [InputRequired(_l("Isi kata sandi.")), Length(max=LENGTH_MAX)]
    )


class PasswordForm(FlaskForm):
    """One's own new password, typed twice."""

    lama = PasswordField(
        _l("Kata sandi sekarang"),
        [InputRequired(_l("Isi kata sandi sekarang."))],
        render_kw={"autocomplete": "current-password"},
    )
    baru = PasswordField(
        _l("Kata sandi baru"),
        [InputRequired(_l("Isi kata sandi baru.")), Length(max=LENGTH_MAX)],
        render_kw={"autocomplete": "new-password"},
    )
    ulang = PasswordField(
        _l("Ulangi kata sandi baru"),
        [InputRequired(_l("Ulangi kata sandi baru."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_ulang(self, field: Any) -> None:
        """Both are the same."""
        if field.data != self.baru.data:
            raise ValidationError(_l("Kata sandi baru dan ulangannya berbeda."))


class _PersonForm(FlaskForm):
    nama = StringField(
        _l("Nama lengkap dan gelar"),
        [InputRequired(_l("Isi nama.")), Length(max=200)],
        filters=[tidy],
    )
    nip = StringField(_l("NIP"), [Length(max=30)], filters=[tidy])
    jabatan = StringField(_l("Jabatan"), [Length(max=200)], filters=[tidy])
    pangkat = StringField(_l("Pangkat/golongan"), [Length(max=100)], filters=[tidy])


class UserForm(_PersonForm):
    """A new account."""

    nama_pengguna = StringField(
        _l("Nama pengguna"),
        [InputRequired(_l("Isi nama pengguna.")), Length(max=40)],
        filters=[tidy],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    sandi = PasswordField(
        _l("Kata sandi awal"),
        [InputRequired(_l("Isi kata sandi.")), Length(max=LENGTH_MAX)],
        render_kw={"autocomplete": "new-password"},
    )

    def values(self) -> dict[str, str]:
        """What was typed, by the names of the command."""
        names = ("nama_pengguna", "nama", "sandi", "nip", "jabatan", "pangkat")
        return {name: self[name].data or "" for name in names}


class PersonForm(_PersonForm):
    """What is printed in signature blocks."""

    def values(self) -> dict[str, str]:
        """What was typed, by the names of the command."""
        return {name: self[name].data or "" for name in ("nama", "nip", "jabatan", "pangkat")}


class NewPasswordForm(FlaskForm):
    """A password that an administrator gives."""

    sandi = PasswordField(
        _l("Kata sandi baru"),
        [InputRequired(_l("Isi kata sandi.")), Length(max=LENGTH_MAX)],
        render_kw={"autocomplete": "new-password"},
    )


class GrantForm(FlaskForm):
    """A role, where, from when till when, by which decree."""

    role = SelectField(_l("Peran"), coerce=Role)
    opd_id = SelectField(_l("OPD"), coerce=str)
    mulai_on = TanggalField(_l("Mulai"), [InputRequired(_l("Isi tanggal mulai."))])
    sampai_on = TanggalField(_l("Sampai"), description=_l("Kosong: tanpa batas."))
    dasar = StringField(
        _l("Nomor keputusan (SK)"),
        [InputRequired(_l("Isi nomor keputusan.")), Length(max=200)],
        filters=[tidy],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.value, _l(text)) for role, text in LABELS.items()]
        opd = [SelectChoice(str(id), f"{kode} {nama}") for id, kode, nama in list_opd_choices()]
        self.opd_id.choices = [SelectChoice("", _l("Seluruh pemerintah daerah")), *opd]

    def values(self) -> dict[str, Any]:
        """What was chosen, by the names of the command."""
        opd_id = UUID(self.opd_id.data) if self.opd_id.data else None
        names = ("role", "mulai_on", "sampai_on", "dasar")
        return {"opd_id": opd_id} | {name: self[name].data for name in names}


class LanguageForm(FlaskForm):
    """The language of one's screens."""

    bahasa = SelectField(_l("Bahasa"), choices=[SelectChoice(*one) for one in LANGUAGES.items()])
