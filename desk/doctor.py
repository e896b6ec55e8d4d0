"""`desk doctor`: look at everything a desk needs, one line each with how to mend what is not right."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.assembly import floor_configs, index_errors, make_knowledge, open_records, pbx_config, seat_config
from desk.errors import UserError
from desk.language import translate
from desk.records import Records
from desk.settings import MonitorSection, Settings
from telephony.config import PbxConfig
from telephony.findings import Check, Finding
from telephony.floor.survey import survey as survey_floor
from telephony.snapshots import LinkProblem
from telephony.survey import survey


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report; `mend` says what to do when it is not `ok`."""

    what: str
    ok: bool
    mend: str = ""


def examine(settings: Settings) -> Iterator[Line]:
    """Yield a line for each thing looked at; of all that is kept only the index, a copy, may change."""
    leads = settings.monitor != MonitorSection()
    if settings.seat.extension or not leads:
        yield from _seat(settings)
    if leads:
        yield from _lead(settings)
    yield from _storage(settings)


def _seat(settings: Settings) -> Iterator[Line]:
    what = translate("Doctor", "settings of PBX and seat")
    try:
        pbx, seat = pbx_config(settings), seat_config(settings)
    except UserError as error:
        yield Line(what, False, str(error))
        return
    yield Line(what, True)
    yield Line(
        translate("Doctor", "queues of the seat"),
        bool(seat.queues),
        translate("Doctor", "Set “seat.queues”: without it no call comes to this seat."),
    )
    for finding in asyncio.run(survey(pbx, seat)):
        yield _line(finding, pbx, "seat.queues")


def _lead(settings: Settings) -> Iterator[Line]:
    """Yield what the team lead's board needs of every PBX."""
    what = translate("Doctor", "settings of the board")
    try:
        floors = floor_configs(settings)
    except UserError as error:
        yield Line(what, False, str(error))
        return
    yield Line(what, True)
    names: set[str] = set()
    for floor in floors:
        for found in asyncio.run(survey_floor(floor)):
            finding = found
            if finding.check is Check.SYSTEM_NAME:
                if len(floors) == 1:
                    continue
                finding = replace(finding, ok=finding.ok and finding.what not in names)
                names.add(finding.what)
            line = _line(finding, floor.pbx, "monitor.queues")
            yield replace(line, what=f"{floor.name}: {line.what}") if len(floors) > 1 else line


def _line(finding: Finding, pbx: PbxConfig, queues: str) -> Line:
    if finding.check is Check.LINK:
        what = translate("Doctor", "PBX at {what}").format(what=finding.what)
        if finding.ok:
            return Line(f"{what} (AMI {finding.detail})" if finding.detail else what, True)
        return Line(what, False, _link_advice(finding, pbx))
    words = {
        Check.RIGHT: (
            translate("Doctor", "right to {what}"),
            translate(
                "Doctor",
                "The account {account} may not do this; include the manager.conf that “desk pbx-kit” writes.",
            ),
        ),
        Check.DIALPLAN: (
            translate("Doctor", "dialplan context {what}"),
            translate(
                "Doctor",
                "Include the extensions.conf that “desk pbx-kit” writes, then “dialplan reload” at the PBX.",
            ),
        ),
        Check.CONTEXT: (
            translate("Doctor", "dial context {what}"),
            translate(
                "Doctor", "Set “pbx.context” to the context that dials seats, departments and outside."
            ),
        ),
        Check.QUEUE: (
            translate("Doctor", "queue {what}"),
            translate(
                "Doctor", "The PBX has no queue of this name; add it to queues.conf or correct “{setting}”."
            ),
        ),
        Check.REPORTS: (
            translate("Doctor", "reports of the dialplan"),
            translate(
                "Doctor",
                "The account {account} is not told of {what}: it needs “read=agent,call,user” and the event "
                "filters of the manager.conf that “desk pbx-kit” writes.",
            ),
        ),
        Check.VARIABLES: (
            translate("Doctor", "variables in the PBX's events"),
            translate(
                "Doctor",
                "Put {what} and the other names of “channelvars” in the manager.conf that “desk pbx-kit” "
                "writes into the last “channelvars” line of [general].",
            ),
        ),
        Check.PROFILE: (
            translate("Doctor", "conference profile {what}"),
            translate(
                "Doctor",
                "Include the confbridge.conf that “desk pbx-kit” writes, then “module reload "
                "app_confbridge.so”.",
            ),
        ),
        Check.MUSIC: (
            translate("Doctor", "reports of music on hold"),
            translate(
                "Doctor",
                "Take {what} and MusicOnHoldStop out of “disabledevents” in manager.conf, or write the PBX's "
                "files again.",
            ),
        ),
        Check.SYSTEM_NAME: (
            translate("Doctor", "name of the PBX {what}"),
            translate(
                "Doctor",
                "Give each PBX a “systemname” of its own in [options] of asterisk.conf and restart it: it "
                "begins the ids of its calls, and wrap-ups and orders know a call by its id alone. {detail}",
            ),
        ),
        Check.LOG: (
            translate("Doctor", "log of the day's calls {what}"),
            translate(
                "Doctor",
                "There is none, so the board knows nothing of the time before it was opened: set "
                "“queue_log = yes” in [general] of logger.conf. The PBX begins it when the first seat "
                "signs in. {detail}",
            ),
        ),
        Check.OLDER_LOG: (
            translate("Doctor", "the part of {what} that was rotated away"),
            translate(
                "Doctor",
                "It is not found, so this morning's calls are not known: the newest old log must be called "
                "queue_log.1 or queue_log.0 and not be compressed (logrotate: “nodateext”, “delaycompress”).",
            ),
        ),
    }
    name, advice = words[finding.check]
    return Line(
        name.format(what=finding.what),
        finding.ok,
        advice.format(account=pbx.username, setting=queues, what=finding.what, detail=finding.detail).strip(),
    )


def _link_advice(finding: Finding, pbx: PbxConfig) -> str:
    advice = {
        LinkProblem.REFUSED: translate(
            "Doctor", "Nobody answers on that port: is Asterisk running, and “enabled=yes” in manager.conf?"
        ),
        LinkProblem.UNREACHABLE: translate(
            "Doctor", "The address can't be reached: check name, network and firewall."
        ),
        LinkProblem.LOST: translate(
            "Doctor", "The PBX closed the connection: check the permitted addresses of the account."
        ),
        LinkProblem.SILENT: translate("Doctor", "The PBX does not answer: check network and firewall."),
        LinkProblem.WRONG_PASSWORD: translate(
            "Doctor", "Account {account} or its secret is wrong, or this address is not permitted."
        ),
        LinkProblem.NOT_AMI: translate(
            "Doctor", "Something else than AMI answers there: check “pbx.port” and “pbx.tls”."
        ),
        LinkProblem.TLS: translate(
            "Doctor", "The TLS handshake failed: check certificate, name and “pbx.tls”."
        ),
    }.get(finding.problem or LinkProblem.LOST, "")
    return f"{advice.format(account=pbx.username)} {finding.detail}".strip()


def _storage(settings: Settings) -> Iterator[Line]:
    what = translate("Doctor", "database")
    try:
        records = open_records(settings, migrate=False)
    except UserError as error:
        yield Line(what, False, str(error))
        return
    with records:
        yield Line(what, True)
        departments = records.departments(limit=1)
        yield Line(
            translate("Doctor", "directory of departments"),
            bool(departments),
            translate("Doctor", "It is empty: run “desk departments import FILE.csv”."),
        )
        yield _index(settings, records)


def _index(settings: Settings, records: Records) -> Line:
    what = translate("Doctor", "knowledge index")
    knowledge = make_knowledge(settings, records)
    try:
        with index_errors(settings):
            knowledge.open()
        report = knowledge.check()
    except UserError as error:
        return Line(what, False, str(error))
    finally:
        knowledge.close()
    if not report.ok:
        return Line(what, False, translate("Doctor", "It differs from the database: run “desk kb reindex”."))
    return Line(
        what, report.entries > 0, translate("Doctor", "There is no knowledge yet: run “desk kb import FILE”.")
    )
