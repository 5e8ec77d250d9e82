"""Apache Kafka's jars: from Maven Central once, then from a cache folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
DOWNLOAD_SECONDS = 300


class UnavailableError(Exception):
    """This broker can't be had on this machine; the message says what is missing."""


def version() -> str:
    """The version of Apache Kafka that the pom names."""
    found = re.search(r"<kafka\.version>([^<]+)<", POM.read_text())
    assert found, "pom.xml names no kafka.version"
    return found[1]


def cache_folder() -> Path:
    """Where the jars of this pom are kept, shared by all clones on the machine."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pom = hashlib.sha256(POM.read_bytes()).hexdigest()[:8]
    return Path(base) / "sokuho" / f"kafka-{version()}-{pom}"


def jars() -> Path:
    """The folder of the broker's jars, filled by Maven the first time. Raises UnavailableError.

    Two processes may do this at once: each downloads into a folder of its own, and the first to
    finish gives it the name.
    """
    folder = cache_folder()
    if folder.is_dir():
        return folder
    for program in ("mvn", "java"):
        if shutil.which(program) is None:
            raise UnavailableError(f"Apache Kafka needs {program!r} on the PATH (apt-get install maven)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="download-") as scratch:
        _copy_dependencies(Path(scratch) / "jars")
        try:
            (Path(scratch) / "jars").rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def _copy_dependencies(target: Path) -> None:
    command = ["mvn", "--batch-mode", "--no-transfer-progress", "--quiet", "--file", str(POM)]
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={target}"]
    try:
        done = subprocess.run(  # noqa: S603
            command + goal, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as e:
        raise UnavailableError(f"Maven Central did not answer within {DOWNLOAD_SECONDS} s") from e
    if done.returncode or not any(target.glob("kafka_*.jar")):
        said = next((line for line in done.stdout.splitlines() if "ERROR" in line), done.stderr[-300:])
        raise UnavailableError(f"Maven could not fetch Apache Kafka {version()}: {said.strip()}")
