"""Shape of what people type in the treasury; whether it may be is decided by the rules."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from simral.kernel.fields import RupiahField, TanggalField, tidy
from simral.treasury.terms import JENIS_BELANJA_LABELS

DUE = _l("Wajib diisi.")
NONE = "-"  # "no contract": an empty value would be refused as unknown


def optional_id(value: str | None) -> UUID | None:
    """An id of a choice, or None for the empty choice."""
    return UUID(value) if value and value != NONE else None


class TagihanForm(Form):
    """The head of a bill; its lines are amounts named `nilai-<line id>`."""

    opd_id = SelectField(_l("Perangkat daerah"), validators=[InputRequired(DUE)])
    rekening_bank_id = SelectField(_l("Rekening penerima"), validators=[InputRequired(DUE)])
    kontrak_id = SelectField(_l("Kontrak"), default=NONE)
    jenis = SelectField(_l("Jenis belanja"), validators=[InputRequired(DUE)])
    uraian = TextAreaField(
        _l("Keperluan"), filters=[tidy], validators=[InputRequired(DUE)],
        description=_l("Tertulis di SPP, SPM, dan SP2D."),
    )  # fmt: skip
    nomor = StringField(_l("Nomor tagihan"), filters=[tidy], validators=[InputRequired(DUE)])
    tanggal = TanggalField(_l("Tanggal tagihan"), validators=[InputRequired(DUE)])
    bast_nomor = StringField(_l("Nomor BAST"), filters=[tidy])
    bast_on = TanggalField(_l("Tanggal BAST"))
    faktur_pajak = StringField(_l("Nomor faktur pajak"), filters=[tidy])
    is_bebas_ppn = BooleanField(_l("Bebas PPN (penyerahan yang dikecualikan)"))
    is_bebas_pph = BooleanField(_l("Bebas PPh (ada surat keterangan bebas)"))

    jenis_choices = [(kind.value, _l(word)) for kind, word in JENIS_BELANJA_LABELS.items()]


class PenerimaForm(Form):
    """A payee with his first bank account."""

    opd_id = SelectField(_l("Dicatat oleh"), validators=[InputRequired(DUE)])
    nama = StringField(_l("Nama penerima"), filters=[tidy], validators=[InputRequired(DUE)])
    npwp = StringField(
        _l("NPWP"), filters=[lambda text: "".join(c for c in text or "" if c.isdigit())],
        validators=[Optional(),
                    Regexp(r"^\d{15,16}$", message=_l("NPWP berisi 15 atau 16 angka."))],
        description=_l("15 atau 16 angka; kosongkan bila tidak punya."),
    )  # fmt: skip
    alamat = TextAreaField(_l("Alamat"), filters=[tidy])
    is_pkp = BooleanField(_l("Pengusaha kena pajak (PKP)"))
    bank = StringField(_l("Bank"), filters=[tidy], validators=[InputRequired(DUE)])
    nomor = StringField(
        _l("Nomor rekening"), filters=[lambda text: (text or "").replace(" ", "").replace("-", "")],
        validators=[InputRequired(DUE),
                    Regexp(r"^\d{5,20}$", message=_l("Nomor rekening berisi 5 sampai 20 angka."))],
    )  # fmt: skip
    atas_nama = StringField(
        _l("Atas nama"), filters=[tidy], validators=[InputRequired(DUE)],
        description=_l("Persis seperti di buku rekening."),
    )  # fmt: skip


class RekeningBankForm(Form):
    """One more bank account of a payee."""

    opd_id = SelectField(_l("Dicatat oleh"), validators=[InputRequired(DUE)])
    bank = StringField(_l("Bank"), filters=[tidy], validators=[InputRequired(DUE)])
    nomor = StringField(
        _l("Nomor rekening"), filters=[lambda text: (text or "").replace(" ", "").replace("-", "")],
        validators=[InputRequired(DUE),
                    Regexp(r"^\d{5,20}$", message=_l("Nomor rekening berisi 5 sampai 20 angka."))],
    )  # fmt: skip
    atas_nama = StringField(_l("Atas nama"), filters=[tidy], validators=[InputRequired(DUE)])


class KontrakForm(Form):
    """A contract."""

    opd_id = SelectField(_l("Perangkat daerah"), validators=[InputRequired(DUE)])
    penerima_id = SelectField(_l("Penyedia"), validators=[InputRequired(DUE)])
    nomor = StringField(_l("Nomor kontrak"), filters=[tidy], validators=[InputRequired(DUE)])
    tanggal = TanggalField(_l("Tanggal kontrak"), validators=[InputRequired(DUE)])
    uraian = TextAreaField(_l("Pekerjaan"), filters=[tidy], validators=[InputRequired(DUE)])
    nilai = RupiahField(_l("Nilai kontrak (Rp)"), validators=[InputRequired(DUE)])
    mulai_on = TanggalField(_l("Mulai"), validators=[InputRequired(DUE)])
    selesai_on = TanggalField(_l("Selesai"), validators=[InputRequired(DUE)])


class SPDForm(Form):
    """An SPD: for whom and for which months."""

    opd_id = SelectField(_l("Perangkat daerah"), validators=[InputRequired(DUE)])
    bulan_dari = IntegerField(_l("Dari bulan"), validators=[InputRequired(DUE), NumberRange(1, 12)])
    bulan_sampai = IntegerField(
        _l("Sampai bulan"), validators=[InputRequired(DUE), NumberRange(1, 12)]
    )
