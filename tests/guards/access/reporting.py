"""Reports are read by everybody who signed in; an OPD's people read their own OPD's figures."""

from tests.guards.access import SIGNED_IN, Access

ENDPOINTS: dict[str, Access] = {
    "reporting.index": SIGNED_IN,
    "reporting.lra": SIGNED_IN,
    "reporting.lra_program": SIGNED_IN,
    "reporting.kartu_kendali": SIGNED_IN,
    "reporting.register_spp": SIGNED_IN,
    "reporting.register_spm": SIGNED_IN,
    "reporting.register_sp2d": SIGNED_IN,
    "reporting.trial_balance": SIGNED_IN,
    "reporting.buku_besar": SIGNED_IN,
}
