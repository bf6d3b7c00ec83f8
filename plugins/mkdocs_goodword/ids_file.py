"""The ledger of identities on disk: `ids.yml` beside the configuration."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from goodword.ledger import NAME, Ledger, read_ledger
from goodword.problems import Problem, Severity
from mkdocs_goodword.disk import text_of


def ledger_path(config: MkDocsConfig) -> Path:
    """Where a site's ledger is, or would be."""
    return Path(config.config_file_path or "").parent / NAME


def stored_ledger(config: MkDocsConfig) -> Ledger | None:
    """The site's ledger; None where it has none. What cannot be read is a problem of the ledger."""
    path = ledger_path(config)
    if not path.exists():
        return None
    try:
        return read_ledger(text_of(path.read_bytes()))
    except UnicodeDecodeError as error:
        message, hint = f"this file is not UTF-8 (byte {error.start}).", "Save it as UTF-8."
    except OSError as error:
        message, hint = f"this file cannot be read: {error.strerror}.", "Check its permissions."
    problem = Problem(code="GW030", severity=Severity.ERROR, source=NAME, message=message, hint=hint)
    return Ledger(problems=(problem,))


def store_ledger(config: MkDocsConfig, ledger: Ledger) -> bool:
    """Write the ledger, whole or not at all; False where it says so already."""
    path = ledger_path(config)
    data = ledger.text().encode()
    if path.exists() and path.read_bytes() == data:
        return False
    beside = path.with_name(f".{NAME}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
