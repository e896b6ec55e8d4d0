"""A certificate of its own for a test's TLS server."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make(folder: Path, name: str) -> tuple[Path, Path]:
    """Write a certificate for the host `name`, and its key, into `folder`; return both paths."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "2", "-keyout", str(key), "-out", str(cert)]
    command += ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run(command, check=True, capture_output=True)
    return cert, key
