"""Every screen in Chromium at 1280 and 360 pixels: axe, console, hosts, no sideways scroll."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from simral.identity.terms import Role
from tests.browser.conftest import WIDTHS, Noise, Site, opened
from tests.guards.access import PUBLIC

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (tags) => {
    const found = await axe.run(document, {
        runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
    });
    return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(
        n => n.target.join(" ") + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message
    ).join(" | "));
}"""
NO_SCREEN = {
    "static", "app_health.healthz", "app_health.readyz", "app_health.security_txt",
    "treasury.spd_pdf", "treasury.spp_pdf", "treasury.spm_pdf", "treasury.sp2d_pdf",
}  # fmt: skip
OF_A_DRAFT = {"budgeting.dpa_review"}
OFFICE = "1.01.0.00.0.00.01.0000"
ATK = "5.1.02.01.01.0024"
HERE = f"SELECT id FROM {{}} WHERE opd_id = (SELECT id FROM opd WHERE kode = '{OFFICE}') AND "
IDS = {
    "opd_id": f"SELECT id FROM opd WHERE kode = '{OFFICE}'",
    "rincian_id": HERE.format("dpa_rincian") + "realisasi > 0 LIMIT 1",
    "dpa_id": HERE.format("dpa") + "state = 'disahkan' LIMIT 1",
    "penerima_id": "SELECT id FROM penerima ORDER BY nama LIMIT 1",
    "spd_id": HERE.format("spd") + "state = 'terbit' LIMIT 1",
    "sp2d_id": HERE.format("sp2d") + "state = 'cair' LIMIT 1",
    "spm_id": HERE.format("spm") + "state = 'draf' LIMIT 1",
    "spp_id": HERE.format("spp") + "state = 'diajukan' LIMIT 1",
    "tagihan_id": HERE.format("tagihan") + "state = 'terdaftar' LIMIT 1",
    "jurnal_id": "SELECT id FROM jurnal ORDER BY urut DESC LIMIT 1",
    "event_id": "SELECT id FROM audit_outbox WHERE tag = 'treasury:sp2d:sign' LIMIT 1",
    "user_id": "SELECT id FROM pengguna WHERE nama_pengguna = 'ppk.disdik'",
    "token": "SELECT token FROM sp2d WHERE state = 'cair' LIMIT 1",
    "kind": "SELECT 'sp2d'",
    "kontrak_id": HERE.format("kontrak") + "true LIMIT 1",
    "sub_id": "SELECT sub_kegiatan_id FROM dpa_rincian WHERE realisasi > 0 "
    f"AND opd_id = (SELECT id FROM opd WHERE kode = '{OFFICE}') LIMIT 1",
}
# Who looks, where the access table says only "signed in".
LOOKS = {
    "treasury.spp_detail": "ppk.disdik", "treasury.spm_detail": "pa.disdik",
    "treasury.sp2d_detail": "kuasabud", "treasury.tagihan_detail": "bendahara.disdik",
    "treasury.inbox": "kuasabud", "ledger.journal_detail": "akuntansi",
    "ledger.periode_list": "akuntansi", "treasury.spd_detail": "ppkd",
    "reference.settings": "admin",
}  # fmt: skip
BY_ROLE = {
    Role.PPTK: "pptk.disdik", Role.PPK_SKPD: "ppk.disdik", Role.PA: "pa.disdik",
    Role.BENDAHARA_PENGELUARAN: "bendahara.disdik", Role.KUASA_BUD: "kuasabud",
    Role.PPKD: "ppkd", Role.AKUNTANSI: "akuntansi", Role.ADMIN: "admin",
    Role.AUDITOR: "auditor", Role.INSPEKTORAT: "inspektorat",
}  # fmt: skip
# The same screens where they look different: (person, address with {ids}).
MORE = {
    "inbox of ppk": ("ppk.disdik", "/perbendaharaan/kotak"),
    "inbox with nothing": ("auditor", "/perbendaharaan/kotak"),
    "bill, second step": (
        "pptk.disdik",
        "/perbendaharaan/tagihan/baru?opd_id={opd_id}&sub_kegiatan={sub_id}&penerima=CV&lanjut=1",
    ),
    "bill, payee searched": (
        "pptk.disdik",
        "/perbendaharaan/tagihan/baru?opd_id={opd_id}&penerima=CV&cari=1",
    ),
    "spp as draft": ("bendahara.disdik", "/perbendaharaan/spp/{spp_draf}"),
    "spp verified": ("ppk.disdik", "/perbendaharaan/spp/{spp_ok}"),
    "spm handed over": ("kuasabud", "/perbendaharaan/spm/{spm_here}"),
    "sp2d signed": ("kuasabud", "/perbendaharaan/sp2d/{sp2d_signed}"),
    "sp2d returned": ("kuasabud", "/perbendaharaan/sp2d/{sp2d_retur}"),
    "lra, a level deeper": ("akuntansi", "/laporan/lra?level=4"),
    "lra opened": ("akuntansi", "/laporan/lra?buka=5,5.1,5.1.02"),
    "buku besar of an account": ("akuntansi", f"/laporan/buku-besar?rekening={ATK}"),
    "ledger of an account": ("akuntansi", f"/akuntansi/buku-besar?rekening={ATK}"),
    "search": ("ppk.disdik", "/cari?q=belanja"),
    "search of nothing": ("ppk.disdik", "/cari?q=zzzz"),
    "accounts searched": ("akuntansi", "/referensi/rekening?q=kertas"),
    "not found": ("ppk.disdik", "/perbendaharaan/spp/00000000-0000-0000-0000-000000000000"),
    "not allowed": ("ppk.disdik", "/admin/pengguna"),
    "unknown verification": (None, "/verifikasi/bukan-token"),
    "English": ("ppk.disdik", "/perbendaharaan/kotak?lang=en"),
    "dark": ("pa.disdik", "/perbendaharaan/kotak?tema=dark"),
}
MORE_IDS = {
    "spp_draf": HERE.format("spp") + "state = 'draf' LIMIT 1",
    "spp_ok": HERE.format("spp") + "state = 'diverifikasi' LIMIT 1",
    "spm_here": HERE.format("spm") + "state = 'diserahkan' LIMIT 1",
    "sp2d_signed": "SELECT id FROM sp2d WHERE state = 'ditandatangani' LIMIT 1",
    "sp2d_retur": "SELECT id FROM sp2d WHERE state = 'retur' LIMIT 1",
}
ACCESS = Path(__file__).resolve().parents[1] / "guards" / "access"
ROOMS = sorted(path.stem for path in ACCESS.glob("[a-z]*.py"))
EXPECTED = {"not found": 404, "not allowed": 403, "unknown verification": 404}


def access() -> dict[str, object]:
    tables = [import_module(f"tests.guards.access.{room}").ENDPOINTS for room in ROOMS]
    return {endpoint: who for table in tables for endpoint, who in table.items()}


def who_looks(endpoint: str) -> str | None:
    allowed = access()[endpoint]
    if allowed == PUBLIC:
        return None
    if isinstance(allowed, frozenset):
        return next(name for role, name in BY_ROLE.items() if role in allowed)
    return LOOKS.get(endpoint, "ppk.disdik")


@pytest.fixture(scope="session")
def ids(site: Site) -> dict[str, str]:
    """One real row for every part of an address; and a draft DPA, which the example has not."""
    site.tell(
        "INSERT INTO versi_anggaran (id, tahun, kode, nama, mulai_on) "
        "VALUES (gen_random_uuid(), 2021, 'P1', 'Perubahan APBD 2021', '2021-11-01')"
    )
    draft = (
        "INSERT INTO dpa (id, tahun, versi_id, opd_id, state, is_illustrative, version) "
        "SELECT gen_random_uuid(), 2021, v.id, o.id, 'draf', false, 1 "
        "FROM versi_anggaran v, opd o WHERE v.kode = 'P1' AND o.kode = %s"
    )
    site.tell(draft, OFFICE)
    copy = (
        "INSERT INTO dpa_pagu (dpa_id, rincian_id, pagu, kas, kas_is_illustrative, "
        "dana_is_default) SELECT d.id, p.rincian_id, p.pagu, p.kas, false, p.dana_is_default "
        "FROM dpa d JOIN dpa m ON m.opd_id = d.opd_id AND m.state = 'disahkan' "
        "JOIN dpa_pagu p ON p.dpa_id = m.id WHERE d.state = 'draf'"
    )
    site.tell(copy)
    found = {}
    for name, query in {**IDS, **MORE_IDS}.items():
        row = site.ask(query)
        assert row, f"the example has nothing for {name}"
        found[name] = str(row[0])
    row = site.ask("SELECT id FROM dpa WHERE state = 'draf'")
    assert row
    return found | {"draft_dpa": str(row[0])}


@pytest.fixture(scope="session")
def addresses(app, ids: dict[str, str]) -> dict[str, str]:
    """endpoint → path with real ids, for every GET that answers with a page."""
    found = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NO_SCREEN:
            continue
        own = ids | {"dpa_id": ids["draft_dpa"]} if rule.endpoint in OF_A_DRAFT else ids
        names = rule.arguments - set(rule.defaults or ())
        if names <= own.keys():
            found[rule.endpoint] = rule.build({name: own[name] for name in names})[1]
    return found


def look(site: Site, person: str | None, path: str, status: int) -> list[str]:
    """Everything that is wrong with the page, at both widths."""
    wrong: list[str] = []
    noise = Noise(urlsplit(site.base).netloc)
    with opened(site.person(person), noise) as page:
        answer = page.goto(path)
        assert answer
        if answer.status != status:
            return [f"answered {answer.status}"]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            size = page.evaluate(
                "() => { const d = document.documentElement;"
                " return [d.scrollWidth, d.clientWidth, d.scrollHeight] }"
            )
            if size[0] > size[1]:
                wrong.append(f"{width} px: scrolls sideways, {size[0]} in {size[1]}")
            page.set_viewport_size({"width": width, "height": min(size[2], 12000)})
            wrong += [f"{width} px: {one}" for one in page.evaluate(RUN_AXE, TAGS)]
    failed = f"status of {status}"
    return wrong + [one for one in noise.heard if status == 200 or failed not in one]


@pytest.mark.parametrize("room", ROOMS)
def test_the_screens_of_a_room_have_no_fault(site, addresses, room):
    mine = [endpoint for endpoint in sorted(addresses) if endpoint.startswith(f"{room}.")]
    faults = {one: look(site, who_looks(one), addresses[one], 200) for one in mine}
    assert {endpoint: wrong for endpoint, wrong in faults.items() if wrong} == {}


@pytest.mark.parametrize("name", MORE)
def test_a_screen_in_another_state_has_no_fault(site, ids, name):
    person, path = MORE[name]
    assert look(site, person, path.format(**ids), EXPECTED.get(name, 200)) == []


def test_every_page_is_among_the_screens(app, addresses):
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert pages - NO_SCREEN == set(addresses), "an address part without a row in IDS"
    assert set(addresses) <= set(access())
