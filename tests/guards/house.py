"""What the guards look at: files of the product, parsed once."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("simral", "katalog")


@cache
def tracked() -> list[Path]:
    """Every file that belongs to the product; what .gitignore names does not."""
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        paths = [ROOT / name for name in answer.stdout.split("\0") if name]
    else:  # an unpacked archive
        paths = [p for p in ROOT.rglob("*") if not hidden(p.relative_to(ROOT))]
    return sorted({path for path in paths if path.is_file()})


def hidden(path: Path) -> bool:
    return any(part[:1] == "." or part in {"instance", "__pycache__"} for part in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> list[Path]:
    """Python files of the named folders, of the product's packages by default."""
    heads = tuple(f"{folder}/" for folder in folders or PACKAGES)
    return [p for p in tracked() if p.suffix == ".py" and name_of(p).startswith(heads)]


def templates() -> list[Path]:
    return [p for p in tracked() if p.suffix == ".html" and name_of(p).startswith("templates/")]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def at(path: Path, line: int) -> str:
    """`simral/kernel/money.py:17`: what a finding starts with."""
    return f"{name_of(path)}:{line}"


def show(findings: list[str]) -> str:
    return "\n" + "\n".join(findings)
