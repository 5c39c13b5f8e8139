"""Tables of the treasury, one file per document."""

from simral.treasury.models.penerima import Kontrak, Penerima, RekeningBank
from simral.treasury.models.sp2d import SP2D
from simral.treasury.models.spd import SPD, SPDRincian
from simral.treasury.models.spm import SPM
from simral.treasury.models.spp import SPP, SPPKelengkapan, SPPRincian
from simral.treasury.models.tagihan import Potongan, Tagihan, TagihanRincian

__all__ = [
    "SP2D",
    "SPD",
    "SPM",
    "SPP",
    "Kontrak",
    "Penerima",
    "Potongan",
    "RekeningBank",
    "SPDRincian",
    "SPPKelengkapan",
    "SPPRincian",
    "Tagihan",
    "TagihanRincian",
]
