"""The printed forms of the treasury: values in (`papers`), PDF bytes out."""

from simral.treasury.adapters.print.papers import (
    Deduction,
    FormLine,
    Head,
    Payee,
    Reference,
    Signer,
    SP2DForm,
    SPDForm,
    SPDLine,
    SPMForm,
    SPPForm,
)
from simral.treasury.adapters.print.sp2d import sp2d_pdf
from simral.treasury.adapters.print.spd import spd_pdf
from simral.treasury.adapters.print.spm import spm_pdf
from simral.treasury.adapters.print.spp import spp_pdf

__all__ = [
    "Deduction",
    "FormLine",
    "Head",
    "Payee",
    "Reference",
    "SP2DForm",
    "SPDForm",
    "SPDLine",
    "SPMForm",
    "SPPForm",
    "Signer",
    "sp2d_pdf",
    "spd_pdf",
    "spm_pdf",
    "spp_pdf",
]
