"""What other rooms may command: settings, the reference data the product ships, code imports."""

from simral.reference.services.accounts import add_local_accounts
from simral.reference.services.codes import (
    add_opd,
    add_units,
    import_nomenklatur,
    import_opd,
    import_rekening,
    import_sumber_dana,
    mark_skpkd,
)
from simral.reference.services.load import load_reference
from simral.reference.services.settings import mark_example, set_setting

__all__ = [
    "add_local_accounts", "add_opd", "add_units", "import_nomenklatur", "import_opd",
    "import_rekening", "import_sumber_dana", "load_reference", "mark_example", "mark_skpkd",
    "set_setting",
]  # fmt: skip
