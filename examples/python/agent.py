"""A node agent of Nodecore over HTTP, in Python's standard library.

It registers once, sends heartbeats, fetches and confirms the config of its node, and reports usage. All of its state is one file that is
replaced as a whole, so a report is neither lost nor made twice if the agent is killed at any moment: what was read from the counters and
the report that says so are written together, and the report keeps its id until it is answered.

Settings (environment):
  CORE_HTTP_URL     http://127.0.0.1:3000
  AGENT_CODE        registration code; needed for the first start only
  AGENT_NAME, AGENT_IP, AGENT_PORT, AGENT_REGION
  AGENT_STATE       folder for state.json and config.json (default: agent-state)
  AGENT_PROTOCOLS   JSON object: tag of the inbound -> id of the node protocol (answered by PUT /admin/nodes/{id}/services)
  AGENT_COUNTERS    JSON file: UUID of a link -> {"up", "down"}, bytes since Xray started; a real agent asks Xray's StatsService
  AGENT_APPLY       command that applies the config in the file of its last argument; it fails if it exits with another status than 0
  AGENT_HEARTBEAT_SECONDS (10), AGENT_USAGE_SECONDS (60)
"""

import datetime
import http.client
import json
import os
import pathlib
import random
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

TIMEOUT_SECONDS = 20
LONGEST_PAUSE_SECONDS = 60
PAUSE_WITHOUT_KEY_SECONDS = 60


def setting(name, default):
    return os.environ.get(name) or default


def log(text):
    print(text, file=sys.stderr, flush=True)


class State:
    """What must survive a restart. Every change is on the disk before anything depends on it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "state.json"
        saved = json.loads(file.read_text()) if file.exists() else {}
        self.auth_key = saved.get("authKey")
        self.node_id = saved.get("nodeId")
        self.revision = saved.get("revision")  # the one that runs
        self.tried = saved.get("tried")  # the one that was tried last; it may have failed
        self.counters = saved.get("counters", {})  # as they were when the last report was made
        self.queue = saved.get("queue", [])  # reports without an answer, oldest first

    def save(self):
        replace(
            self.folder / "state.json",
            json.dumps(
                {
                    "authKey": self.auth_key,
                    "nodeId": self.node_id,
                    "revision": self.revision,
                    "tried": self.tried,
                    "counters": self.counters,
                    "queue": self.queue,
                }
            ).encode(),
        )

    def add(self, path, body):
        """Queues a report under an id of its own. The caller saves."""
        self.queue.append({"path": path, "id": str(uuid.uuid4()), "body": body})


def replace(file, content):
    """Replaces a file as a whole. It may hold the key, so only its owner may read it."""
    temporary = file.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, file)


class Later(Exception):
    """No answer, or one that means later: the same request is sent again after a pause."""

    def __init__(self, cause, seconds=None):
        super().__init__(cause)
        self.seconds = seconds


class KeyRefused(Exception):
    """The key is not valid. Only an admin can help."""


class Refused(Exception):
    """The request is wrong. The same request would get the same answer."""


class Core:
    def __init__(self, url, state):
        self.url = url.rstrip("/")
        self.state = state

    def call(self, method, path, body=None, headers=None):
        """Returns (status, bytes) of an answer below 400."""
        request = urllib.request.Request(self.url + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if self.state.auth_key:
            request.add_header("x-node-auth-key", self.state.auth_key)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return self.failed(error)
        except (OSError, http.client.HTTPException) as error:
            raise Later(f"no answer: {error}") from error

    def failed(self, error):
        if error.code == 304:
            return 304, b""
        text = error.read().decode(errors="replace")
        if error.code == 401:
            raise KeyRefused(text)
        if error.code in (429, 503):
            after = error.headers.get("Retry-After", "")
            raise Later(text, int(after) if after.isdigit() else None)
        if error.code >= 500:
            # Not from the Core: a proxy on the way.
            raise Later(text)
        raise Refused(f"{error.code} {text}")


class BackOff:
    """Pauses that grow, with a random part, so that the agents of a fleet do not come back all at once."""

    def __init__(self):
        self.failures = 0
        self.until = 0.0

    def is_over(self):
        return time.monotonic() >= self.until

    def failed(self, at_least=None):
        self.failures += 1
        longest = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(self.failures, 10))
        pause = max(at_least or 0, random.uniform(longest / 2, longest))
        self.until = time.monotonic() + pause
        return pause

    def succeeded(self):
        self.failures = 0
        self.until = 0.0


class Agent:
    def __init__(self):
        self.state = State(setting("AGENT_STATE", "agent-state"))
        self.core = Core(setting("CORE_HTTP_URL", "http://127.0.0.1:3000"), self.state)
        self.protocols = json.loads(setting("AGENT_PROTOCOLS", "{}"))
        self.back_off = BackOff()
        self.heartbeat_every = float(setting("AGENT_HEARTBEAT_SECONDS", "10"))
        self.usage_every = float(setting("AGENT_USAGE_SECONDS", "60"))
        self.next_heartbeat = 0.0
        self.next_usage = time.monotonic() + self.usage_every
        self.stopping = False

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.stopping:
            now = time.monotonic()
            if now >= self.next_usage:
                # Counted also while the Core is away: the report waits in the queue.
                self.next_usage = now + self.usage_every
                self.collect_usage()
            if self.back_off.is_over():
                self.work(now)
            time.sleep(0.1)

    def stop(self, *_):
        self.stopping = True

    def work(self, now):
        try:
            if not self.state.auth_key:
                self.register()
            if now >= self.next_heartbeat:
                self.next_heartbeat = now + self.heartbeat_every
                self.heartbeat()
            self.send_oldest_report()
        except Later as later:
            pause = self.back_off.failed(later.seconds)
            log(f"again in {pause:.1f} s: {later}")
        except KeyRefused as refused:
            self.back_off.failed(PAUSE_WITHOUT_KEY_SECONDS)
            log(f"the key is refused, reports are kept: {refused}")
        else:
            self.back_off.succeeded()

    def register(self):
        """The same code, name, ip and port again get the same node: a lost answer does no harm."""
        try:
            _, answer = self.core.call(
                "POST",
                "/node/register",
                {
                    "code": setting("AGENT_CODE", ""),
                    "name": setting("AGENT_NAME", "example"),
                    "ip": setting("AGENT_IP", "198.51.100.7"),
                    "port": int(setting("AGENT_PORT", "3100")),
                    "region": setting("AGENT_REGION", "eu"),
                },
            )
        except Refused as refused:
            sys.exit(f"the registration is refused: {refused}")
        registered = json.loads(answer)
        self.state.auth_key = registered["authKey"]
        self.state.node_id = registered["nodeId"]
        self.state.save()
        log(f"registered as node {self.state.node_id}")

    def heartbeat(self):
        body = {} if self.state.revision is None else {"revision": self.state.revision}
        _, answer = self.core.call("POST", "/node/heartbeat", body)
        if json.loads(answer)["needSync"]:
            self.fetch_config()

    def fetch_config(self):
        headers = {} if self.state.tried is None else {"If-None-Match": f'"{self.state.tried}"'}
        status, document = self.core.call("GET", "/node/config/latest", headers=headers)
        if status == 304:
            return  # it was tried, and failed
        revision = json.loads(document)["revision"]
        candidate = self.state.folder / "config.candidate.json"
        replace(candidate, document)
        self.collect_usage()  # of the links that this revision may remove
        problem = self.apply(candidate)
        self.state.tried = revision
        if problem is None:
            os.replace(candidate, self.state.folder / "config.json")
            self.state.revision = revision
            self.state.add("/node/config/applied", {"revision": revision})
        else:
            self.state.add("/node/error", {"code": "config", "message": f"revision {revision}: {problem}"[:1000]})
        self.state.save()

    def apply(self, config):
        """Returns None, or what went wrong."""
        command = setting("AGENT_APPLY", "")
        if not command:
            return None
        try:
            done = subprocess.run(
                [*shlex.split(command), str(config)],
                capture_output=True,
                text=True,
                timeout=TIMEOUT_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        return None if done.returncode == 0 else done.stderr or f"status {done.returncode}"

    def collect_usage(self):
        try:
            counters = json.loads(pathlib.Path(setting("AGENT_COUNTERS", "")).read_text())
        except (OSError, ValueError) as error:
            log(f"no counters: {error}")
            return
        recorded_at = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        entries = []
        for link, owner, protocol in self.links():
            now = counters.get(link, {"up": 0, "down": 0})
            before = self.state.counters.get(link, {"up": 0, "down": 0})
            up, down = (since(before[way], now[way]) for way in ("up", "down"))
            if up or down:
                entries.append(
                    {
                        "userId": owner["userId"],
                        "subscriptionId": owner["subscriptionId"],
                        "nodeProtocolId": protocol,
                        "bytesUp": up,
                        "bytesDown": down,
                        "recordedAt": recorded_at,
                    }
                )
                self.state.counters[link] = now
        if entries:
            self.state.add("/node/usage", {"entries": entries})
            self.state.save()

    def links(self):
        """Yields (UUID, owner, id of the node protocol) of each link of the config that runs."""
        file = self.state.folder / "config.json"
        if not file.exists():
            return
        config = json.loads(file.read_bytes())
        for inbound in config["services"].get("xray", {}).get("inbounds", []):
            protocol = self.protocols.get(inbound.get("tag"))
            for client in inbound.get("settings", {}).get("clients", []) or []:
                owner = config["clientMap"].get(client.get("email"))
                if owner and protocol:
                    yield client["email"], owner, protocol

    def send_oldest_report(self):
        if not self.state.queue:
            return
        report = self.state.queue[0]
        try:
            self.core.call("POST", report["path"], report["body"], {"Idempotency-Key": report["id"]})
        except Refused as refused:
            # A repeat would be refused again, and hold up the others. Keep it for a person to look at.
            with (self.state.folder / "refused.jsonl").open("a") as out:
                out.write(json.dumps(report) + "\n")
            log(f"a report is refused: {refused}")
        del self.state.queue[0]
        self.state.save()


def since(before, now):
    """A counter below its last value has begun again with Xray."""
    return now - before if now >= before else now


if __name__ == "__main__":
    Agent().run()
