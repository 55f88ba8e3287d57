"""The files by which Wasit is run for real fit the program: settings by their names, its exit statuses, its patience."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from configparser import ConfigParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from processes import BAD_INPUT, STOP_SECONDS
from storage.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {name.upper() for name in Settings.model_fields}
UNITS = sorted((ROOT / "deploy").iterdir())


def unit(name: str) -> ConfigParser:
    made = ConfigParser(interpolation=None, strict=False)
    made.optionxform = str  # type: ignore[assignment,method-assign]
    made.read(ROOT / "deploy" / name, "utf-8")
    return made


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_says_where_it_belongs_and_is_in_the_guide(path: Path) -> None:
    assert path.read_text("utf-8").startswith(f"# /etc/systemd/system/{path.name}: ")
    assert path.stem in (ROOT / "docs" / "operating.md").read_text("utf-8")


def test_the_service_waits_as_long_as_the_processes_may_take_and_gives_up_where_they_do() -> None:
    service = unit("wasit.service")["Service"]
    assert int(service["TimeoutStopSec"]) > STOP_SECONDS
    assert service["RestartPreventExitStatus"] == str(BAD_INPUT)
    assert service["ExecStart"].endswith("/wasit run") and service["User"] != "root"


def test_the_timer_starts_the_backup() -> None:
    assert unit("wasit-backup.timer")["Timer"]["OnCalendar"]
    assert "wasit backup" in unit("wasit-backup.service")["Service"]["ExecStart"]


def test_the_image_sets_nothing_but_settings() -> None:
    others = {"PATH", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE"}
    named = set(re.findall(r"^(?:ENV)?\s+([A-Z_]+)=|(?<= )([A-Z_]{5,})=", dockerfile(), re.MULTILINE))
    assert {one or two for one, two in named} <= SETTINGS | others
    assert {"DATABASE_URL", "METRICS_ADDR"} <= {one or two for one, two in named}


def test_the_container_runs_without_root_on_a_file_system_that_is_only_read() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    assert re.search(r"^USER (?!root)", dockerfile(), re.MULTILINE)
    assert "read_only: true" in compose and "cap_drop: [ALL]" in compose
    grace = re.search(r"stop_grace_period: (\d+)s", compose)
    assert grace and int(grace[1]) > STOP_SECONDS


def test_secrets_stay_out_of_the_image_and_out_of_the_repository() -> None:
    for name in (".dockerignore", ".gitignore"):
        assert {".env", "postgres.env"} <= set((ROOT / name).read_text("utf-8").split())


@pytest.mark.parametrize(("up", "healthy"), [(1, True), (0, False)])
def test_the_container_is_healthy_while_the_database_answers(up: int, healthy: bool) -> None:
    told = f"# HELP wasit_store_up 1 where the database answers\nwasit_store_up {up}.0\n".encode()

    class Metrics(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Metrics)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        done = subprocess.run(
            [sys.executable, "-c", check(server.server_port)], capture_output=True, check=False
        )
    finally:
        server.shutdown()
        server.server_close()
    assert (done.returncode == 0) is healthy


def check(port: int) -> str:
    """Return the program by which Docker asks, for another port."""
    found = re.search(r"^    CMD (\[.*\])$", dockerfile(), re.MULTILINE)
    assert found
    program = json.loads(found[1])[2]
    assert ":9464/metrics" in program
    return str(program).replace(":9464/", f":{port}/")


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8")
