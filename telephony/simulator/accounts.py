"""Manager accounts: who may log in, read what and do what, and which events reach them."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field

CLASSES = (
    *("system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting"),
    *("cdr", "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message"),
)
ALL_CLASSES = frozenset(CLASSES)

# The class (or classes) of which the account's `write` needs one; an empty set needs none.
RIGHTS: dict[str, frozenset[str]] = {
    name: frozenset(classes.split())
    for name, classes in {
        "login": "",
        "logoff": "",
        "challenge": "",
        "ping": "",
        "events": "",
        "listcommands": "",
        "queuestatus": "",
        "queuechangeprioritycaller": "",
        "queuesummary": "",
        "queueadd": "agent",
        "queueremove": "agent",
        "queuepause": "agent",
        "status": "system call reporting",
        "getvar": "call system reporting",
        "setvar": "call",
        "redirect": "call",
        "hangup": "system call",
        "originate": "originate",
        "confbridgemute": "call",
        "confbridgeunmute": "call",
        "confbridgekick": "call",
        "confbridgelist": "reporting",
        "confbridgelistrooms": "reporting",
        "pjsipnotify": "system",
        "coreshowchannels": "system reporting",
        "corestatus": "system reporting",
        "coresettings": "system reporting",
        "userevent": "user",
        "filter": "system",
        "command": "command",
    }.items()
}


def classes_of(text: str) -> frozenset[str]:
    """Return the event classes that a `read=`/`write=` line or an event mask names."""
    names = {name.strip().lower() for name in text.split(",")}
    return ALL_CLASSES if "all" in names else frozenset(names & ALL_CLASSES)


class EventFilter:
    """The `eventfilter` lines of an account, the kind that is a regular expression.

    With only positive filters everything else is dropped; with only negative ones everything else
    passes; with both, what a positive one lets in a negative one can take out again.
    """

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._include = [_compile(p) for p in patterns if not p.startswith("!")]
        self._exclude = [_compile(p[1:]) for p in patterns if p.startswith("!")]

    def add(self, pattern: str) -> None:
        """Add one filter line."""
        if pattern.startswith("!"):
            self._exclude.append(_compile(pattern[1:]))
        else:
            self._include.append(_compile(pattern))

    def passes(self, text: str) -> bool:
        """Tell whether an event with this wire text reaches the account."""
        if self._include and not any(pattern.search(text) for pattern in self._include):
            return False
        return not any(pattern.search(text) for pattern in self._exclude)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


@dataclass
class Account:
    """One section of manager.conf; `filters` are its `eventfilter` lines in order."""

    name: str
    secret: str
    read: frozenset[str] = ALL_CLASSES
    write: frozenset[str] = ALL_CLASSES
    filters: tuple[str, ...] = ()
    channel_variables: dict[str, str] = field(default_factory=dict)

    def accepts(self, secret: str) -> bool:
        """Check a password sent in plain text."""
        return hmac.compare_digest(secret.encode(), self.secret.encode())

    def accepts_digest(self, challenge: str, key: str) -> bool:
        """Check the MD5 answer to `challenge`."""
        digest = hashlib.md5((challenge + self.secret).encode(), usedforsecurity=False).hexdigest()
        return hmac.compare_digest(digest.encode(), key.lower().encode())

    def may(self, action: str) -> bool:
        """Tell whether the account's `write` classes allow `action`."""
        needed = RIGHTS.get(action.lower(), frozenset())
        return not needed or bool(needed & self.write)
