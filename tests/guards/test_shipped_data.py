"""What the product ships stays small, packed, and where it belongs."""

from __future__ import annotations

import gzip
import hashlib
import re

from tests.guards.house import ROOT, name_of, show, tracked

MOST = 2 * 2**20
DATA = re.compile(
    r"simral/[a-z]+/data/(?:README|[a-z0-9_]+)\.(?:csv|csv\.gz|txt\.gz|json|json\.gz|md)$"
)


def test_no_file_is_larger_than_two_megabytes():
    large = [f"{name_of(p)}: {p.stat().st_size}" for p in tracked() if p.stat().st_size > MOST]
    assert not large, show(large)


def test_data_lies_in_the_data_folder_of_its_room():
    found = [
        name_of(path)
        for path in tracked()
        if name_of(path).startswith("simral/")
        and "/data/" in name_of(path)
        and not DATA.match(name_of(path))
    ]
    assert not found, show(found)


def test_packed_data_unpacks_to_text():
    for path in tracked():
        if path.suffix == ".gz":
            gzip.decompress(path.read_bytes()).decode("utf-8-sig")


def test_every_vendor_file_is_the_one_that_was_checked():
    """vendor/ carries name, version, licence and sha256 of each file."""
    vendor = ROOT / "simral" / "static" / "vendor"
    lists = [
        p for p in vendor.rglob("*") if p.name.lower() in {"readme.md", "sha256sums", "vendor.txt"}
    ]
    assert lists, "no list of vendor files"
    listed = "\n".join(path.read_text() for path in lists)
    found = [
        name_of(path)
        for path in vendor.rglob("*")
        if path.is_file()
        and path not in lists
        and not re.search(r"LICEN[SC]E|OFL", path.name.upper())
        and hashlib.sha256(path.read_bytes()).hexdigest() not in listed
    ]
    assert not found, show(found)
