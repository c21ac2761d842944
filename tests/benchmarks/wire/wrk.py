"""Asks a server, with wrk, and tells what came back."""

import json
import subprocess
import tempfile
import urllib.request
from dataclasses import dataclass

from tests.benchmarks.wire.servers import Server

_SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = %d
request = function()
  at = at + 1
  return wrk.format("GET", paths[(at - 1) %% #paths + 1], {%s})
end
done = function(summary, latency, requests)
  io.write(string.format('@@{"requests":%%d,"us":%%d,"p50":%%d,"p95":%%d,"min":%%d,"failed":%%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency.min,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
    + summary.errors.timeout))
end
"""
ACCEPTS = {"Accept-Encoding": "br, gzip"}


@dataclass(frozen=True)
class Round:
    """What one round of requests took; times in milliseconds."""

    requests: int
    a_second: float
    p50: float
    p95: float
    least: float
    failed: int
    cpu: float  # of a processor, a request


def ask(
    server: Server, paths: list[str], headers: dict[str, str], connections: int, seconds: int,
    begin: int,
) -> Round:  # fmt: skip
    """Ask for the paths in turn from the one numbered `begin`, for so many seconds."""
    named = ",".join(f"[{json.dumps(name)}]={json.dumps(value)}" for name, value in headers.items())
    with (
        tempfile.NamedTemporaryFile("w", suffix=".txt") as list_,
        tempfile.NamedTemporaryFile("w", suffix=".lua") as script,
    ):
        list_.write("\n".join(paths) + "\n")
        list_.flush()
        script.write(_SCRIPT % (list_.name, begin, named))
        script.flush()
        before = server.cpu()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s",
             "-s", script.name, server.base],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    cpu = server.cpu() - before
    found = json.loads(done.stdout.partition("@@")[2])
    count = found["requests"] or 1
    return Round(
        requests=found["requests"],
        a_second=found["requests"] / (found["us"] / 1e6),
        p50=found["p50"] / 1e3,
        p95=found["p95"] / 1e3,
        least=found["min"] / 1e3,
        failed=found["failed"],
        cpu=1e3 * cpu / count,
    )


def fetch(server: Server, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers in lower case, and the bytes as they came."""
    request = urllib.request.Request(server.base + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return _parts(response)
    except urllib.error.HTTPError as error:
        return _parts(error)


def _parts(response) -> tuple[int, dict[str, str], bytes]:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return response.status, headers, response.read()
