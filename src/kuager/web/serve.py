"""The supervisor: it owns the port and starts, watches and kills workers; it never has a secret.

    python -m kuager.web.serve        settings as one line on standard input

Locking is killing: the unlocked worker gets no chance to keep anything, and the locked one that
takes its place was started before. What happens is said in lines of JSON on standard output; a
line `lock` on standard input locks, and its end stops everything.
"""

import json
import queue
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from kuager.web import wire
from kuager.web.listening import LOOPBACK, Listening, listen, start_with
from kuager.web.sleeping import call_before_sleep
from kuager.web.watch import Watch

_TICK_SECONDS = 0.5
_LEAST_IDLE, _MOST_IDLE = 120.0, 1800.0
_WORKER = (sys.executable, "-I", "-B", "-m", "kuager.web.worker")
_STAIN_SECONDS = 3.0
_FEWEST_SECONDS_ALIVE = 3.0
_MOST_EARLY_DEATHS = 3


class Worker:
    """A child process that may take over the socket when it is told to."""

    def __init__(self, settings: wire.Settings, listening: Listening, events: "Events") -> None:
        """Start it; what it says goes to `events`."""
        self.started = time.monotonic()
        self.process, word = start_with(_WORKER, listening)
        self._tell(replace(settings, socket=word).line())
        threading.Thread(target=self._listen, args=(events,), daemon=True).start()

    def go(self, failures: int) -> None:
        """It is its turn; `failures` is how many passphrases were wrong so far."""
        self._tell(f"{wire.GO} {failures}\n".encode("ascii"))

    def kill(self) -> None:
        """End it at once, with everything in its memory."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                _close(pipe)

    def _tell(self, line: bytes) -> None:
        try:
            if self.process.stdin is not None:
                self.process.stdin.write(line)
        except OSError:
            return  # it is gone; its last line says so

    def _listen(self, events: "Events") -> None:
        try:
            for line in self.process.stdout or ():
                events.put((self, line.decode("ascii", "replace").strip()))
        except (OSError, ValueError):
            pass
        events.put((self, ""))


Events = queue.Queue[tuple[Worker | None, str]]


@dataclass(slots=True)
class Supervisor:
    """The worker in front, its spare, and when the one in front has to go."""

    settings: wire.Settings
    listening: Listening
    watch: Watch
    out: BinaryIO
    events: Events = field(default_factory=queue.Queue)
    failures: int = 0
    early_deaths: int = 0
    stained: float | None = None
    """Since when the locked worker in front remembers a passphrase that was wrong."""
    front: Worker = field(init=False)
    spare: Worker = field(init=False)

    def run(self) -> None:
        """Serve until standard input ends."""
        self.front, self.spare = self._start(), self._start()
        self.front.go(self.failures)
        try:
            while self._turn():
                pass
        finally:
            for worker in (self.front, self.spare):
                worker.kill()
            self.listening.close()

    def lock(self, why: str) -> None:
        """Kill the worker in front and put the spare in its place."""
        began = time.monotonic()
        self.front.kill()
        self.watch.locked()
        self.say("locked", why=why, milliseconds=round((time.monotonic() - began) * 1000))
        self._replace()

    def _replace(self) -> None:
        """A worker that knows nothing takes the place of one that may know something."""
        self.front.kill()
        self.front, self.stained = self.spare, None
        self.front.go(self.failures)
        self.spare = self._start()

    def say(self, event: str, **facts: object) -> None:
        """One line for whoever started us."""
        try:
            self.out.write(json.dumps({"event": event, **facts}).encode("ascii") + b"\n")
            self.out.flush()
        except OSError:
            return  # nobody reads any more; the end of standard input says the rest

    def _start(self) -> Worker:
        return Worker(self.settings, self.listening, self.events)

    def _turn(self) -> bool:
        try:
            worker, line = self.events.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            return self._tick()
        if worker is None:
            return self._obey(line)
        if line == "":
            return self._bury(worker)
        if worker is self.front:
            self._hear(line)
        return self._tick()

    def _tick(self) -> bool:
        why = self.watch.reason()
        if why is not None:
            self.lock(why)
        elif self.stained is not None and time.monotonic() - self.stained > _STAIN_SECONDS:
            self._replace()
        return True

    def _obey(self, line: str) -> bool:
        """What whoever started us wants; an empty line is the end."""
        if line == wire.LOCK:
            self.lock("asked")
        elif line == wire.SLEEP and self.watch.is_open:
            self.lock("sleep")
        return line != ""

    def _hear(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == wire.OPEN:
            self.failures, self.stained = 0, None
            self.watch.opened()
            self.say("opened")
        elif word == wire.TRYING:
            self.stained = None
        elif word == wire.FAILED:
            self.failures += 1
            self._stain()
        elif word == wire.STAINED:
            self._stain()
        elif word == wire.LOCK:
            self.lock(rest or "asked")
        elif word == wire.IDLE and rest.isdecimal():
            self.watch.idle = min(max(float(rest), _LEAST_IDLE), _MOST_IDLE)
        else:
            self.watch.hear(word, rest)

    def _stain(self) -> None:
        """The worker in front has to be replaced soon, unless it holds the open vault."""
        if not self.watch.is_open and self.stained is None:
            self.stained = time.monotonic()

    def _bury(self, worker: Worker) -> bool:
        """A worker ended by itself: its place is taken, unless none can live here."""
        if worker not in (self.front, self.spare):
            return True
        is_early = time.monotonic() - worker.started < _FEWEST_SECONDS_ALIVE
        self.early_deaths = self.early_deaths + 1 if is_early else 0
        if self.early_deaths > _MOST_EARLY_DEATHS:
            self.say("failed")
            return False
        if worker is self.front:
            self.lock("ended")
        else:
            self.spare.kill()
            self.spare = self._start()
        return True


def neutral_host() -> str:
    """A name that says nothing, new each time: cookies do not tell ports of one host apart."""
    letters = ("bdfghklmnprstvz", "aeiou")
    return "".join(secrets.choice(letters[n % 2]) for n in range(10)) + ".localhost"


def main() -> None:
    """Read the settings and serve."""
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        listening = listen(asked["port"])
    except OSError:
        sys.stdout.write('{"event": "taken"}\n')
        return
    hosts = tuple(f"{name}:{listening.port}" for name in (neutral_host(), LOOPBACK))
    settings = wire.Settings(
        folder=asked["folder"], language=asked["language"], hosts=hosts, idle=asked["idle"]
    )
    supervisor = Supervisor(settings, listening, Watch(asked["idle"]), sys.stdout.buffer)
    threading.Thread(target=_read_orders, args=(supervisor.events,), daemon=True).start()
    listener = call_before_sleep(lambda: supervisor.events.put((None, wire.SLEEP)))
    supervisor.say("address", addresses=[f"http://{host}/" for host in hosts])
    try:
        supervisor.run()
    except KeyboardInterrupt:
        return
    finally:
        if listener is not None:
            listener.kill()


def _read_orders(events: Events) -> None:
    for line in sys.stdin.buffer:
        order = line.decode("ascii", "replace").strip()
        if order:
            events.put((None, order))
    events.put((None, ""))


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        return


if __name__ == "__main__":
    main()
