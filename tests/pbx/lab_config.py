"""The lab's Asterisk configuration: what an administrator has, and the kit included as they would.

Everything is on 127.0.0.1. The modules are listed one by one: the PBX is up in about a second, and
a module that the kit needs and does not name is found missing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk import pbx_kit
from tests import certificate
from tests.pbx import harness, sound

TLS_NAME = "pbx.lab"

_MODULES = [
    "res_timing_timerfd",
    "res_sorcery_config",
    "res_sorcery_memory",
    "res_sorcery_astdb",
    "res_pjproject",
    "res_pjsip",
    "res_pjsip_session",
    "res_pjsip_sdp_rtp",
    "res_pjsip_caller_id",
    "res_pjsip_endpoint_identifier_user",
    "res_pjsip_endpoint_identifier_ip",
    "res_pjsip_rfc3326",
    "res_pjsip_dtmf_info",
    "res_pjsip_pubsub",
    "res_pjsip_notify",
    "res_rtp_asterisk",
    "chan_pjsip",
    "bridge_simple",
    "bridge_softmix",
    "bridge_native_rtp",
    "bridge_holding",
    "bridge_builtin_features",
    "chan_bridge_media",
    "codec_ulaw",
    "codec_alaw",
    "codec_resample",
    "format_wav",
    "format_pcm",
    "res_musiconhold",
    "pbx_config",
    "app_confbridge",
    "app_queue",
    "app_dial",
    "app_stack",
    "app_db",
    "app_userevent",
    "app_softhangup",
    "app_channelredirect",
    "app_playtones",
    "app_exec",
    "app_chanspy",
    "app_verbose",
    "func_strings",
    "func_cut",
    "func_db",
    "func_logic",
    "func_callerid",
    "func_channel",
    "func_global",
    "func_dialplan",
    "func_env",
    "func_base64",
]

_EXTENSIONS = """\
[general]
static=yes
writeprotect=yes

[globals]
LAB=1

[from-trunk]
; the hotline's numbers
exten => 12345,1,Answer()
 same => n,Queue(zonghe)
 same => n,Hangup()
exten => 12329,1,Answer()
 same => n,Queue(gjj)
 same => n,Hangup()

[from-internal]
include => from-trunk
exten => _2XXX,1,Dial(PJSIP/${EXTEN},60)
 same => n,Goto(end-${DIALSTATUS},1)
exten => _800[1-9],1,Dial(PJSIP/${EXTEN},60)
 same => n,Goto(end-${DIALSTATUS},1)
exten => _1XXXXXXXXXX,1,Dial(PJSIP/trunk/sip:${EXTEN}@127.0.0.1:${DB(lab/${EXTEN})},60)
 same => n,Goto(end-${DIALSTATUS},1)
exten => end-BUSY,1,Busy(1)
exten => end-NOANSWER,1,Hangup(19)
exten => end-CHANUNAVAIL,1,Hangup(20)
exten => end-CONGESTION,1,Hangup(34)
exten => end-ANSWER,1,Hangup()
exten => end-CANCEL,1,Hangup()

"""

_QUEUES = """\
[general]
persistentmembers=no
autofill=yes
shared_lastcall=yes
log_membername_as_agent=no

[group](!)
strategy=rrmemory
timeout=15
retry=1
ringinuse=no
autopause=no
musicclass=default
wrapuptime=0
joinempty=yes

[zonghe](group)

[gjj](group)

[strict-1.a](group)
joinempty=strict
leavewhenempty=strict
"""

_ENDPOINT = """\
[{name}]
type=endpoint
context={context}
disallow=all
allow=ulaw
aors={aor}
direct_media=no
rtp_symmetric=no
trust_id_inbound=yes
from_user={from_user}
"""


@dataclass(frozen=True)
class LabPorts:
    """The ports of one lab: `first` of a block of a thousand."""

    first: int

    @property
    def ami(self) -> int:
        """AMI, plain TCP."""
        return self.first + 1

    @property
    def ami_tls(self) -> int:
        """AMI over TLS."""
        return self.first + 3

    @property
    def sip(self) -> int:
        """The PBX's SIP over UDP."""
        return self.first + 2

    @property
    def rtp(self) -> tuple[int, int]:
        """The PBX's RTP."""
        return self.first + 500, self.first + 999

    def phone(self, number: int) -> int:
        """Return the first of ten ports of the `number`-th phone."""
        return self.first + 10 + 10 * number


def write(
    folder: Path,
    tree: Path,
    modules: Path,
    ports: LabPorts,
    contacts: dict[str, int],
    kit: pbx_kit.KitConfig,
    admin_secret: str,
) -> Path:
    """Write everything that Asterisk reads into `folder`; return the path of its asterisk.conf."""
    etc = folder / "etc"
    for name in ("etc", "run", "log", "spool", "lib", "data", "music"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    sound.write_tone(folder / "music" / "music.wav", sound.MUSIC_HZ, 60)
    pbx_kit.write(kit, etc / "hotline-desk")
    cert, key = certificate.make(etc, TLS_NAME)
    include = "\n#include hotline-desk/{}\n"
    files = {
        "asterisk.conf": "[directories]\n"
        + "".join(
            f"{key} => {value}\n"
            for key, value in {
                "astetcdir": etc,
                "astmoddir": modules,
                "astvarlibdir": folder / "lib",
                "astdbdir": folder / "lib",
                "astkeydir": folder / "lib",
                "astdatadir": tree / "usr" / "share" / "asterisk",
                "astagidir": folder / "lib",
                "astspooldir": folder / "spool",
                "astrundir": folder / "run",
                "astlogdir": folder / "log",
                "astsbindir": tree / "usr" / "sbin",
            }.items()
        )
        + f"[options]\nsystemname={harness.SYSTEM_NAME}\n"
        + "live_dangerously=no\ntransmit_silence=yes\nnocolor=yes\n",
        "modules.conf": "[modules]\nautoload=no\n" + "".join(f"load={name}.so\n" for name in _MODULES),
        "logger.conf": "[general]\n[logfiles]\nfull => notice,warning,error,verbose(4)\n",
        "extensions.conf": _EXTENSIONS + include.format("extensions.conf"),
        "confbridge.conf": "[general]\n" + include.format("confbridge.conf"),
        "manager.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n"
        f"port={ports.ami}\nauthlimit=200\nallowmultiplelogin=yes\n"
        f"tlsenable=yes\ntlsbindaddr=127.0.0.1:{ports.ami_tls}\ntlscertfile={cert}\ntlsprivatekey={key}\n"
        "[lab]\n"
        f"secret={admin_secret}\nread=all\nwrite=all\nwritetimeout=5000\n" + include.format("manager.conf"),
        "queues.conf": _QUEUES,
        "musiconhold.conf": f"[default]\nmode=files\ndirectory={folder / 'music'}\n",
        "indications.conf": "[general]\ncountry=lab\n[lab]\ndescription=Lab\nringcadence=1000,4000\n"
        f"dial=400\nbusy={sound.BUSY_HZ:.0f}\nring={sound.RINGING_HZ:.0f}\ncongestion={sound.BUSY_HZ:.0f}\n"
        "callwaiting=400\ndialrecall=400\nrecord=400\ninfo=400\nstutter=400\n",
        "rtp.conf": f"[general]\nrtpstart={ports.rtp[0]}\nrtpend={ports.rtp[1]}\nstrictrtp=no\n",
        "pjsip.conf": _pjsip(ports, contacts),
        "pjsip_notify.conf": "",
        "features.conf": "[general]\n",
        "udptl.conf": "[general]\n",
        "cdr.conf": "[general]\nenable=no\n",
        "cel.conf": "[general]\nenable=no\n",
        "acl.conf": "",
        "pjproject.conf": "",
        "sorcery.conf": "",
        "stasis.conf": "",
        "ccss.conf": "[general]\n",
        "cli_permissions.conf": "",
        "cli.conf": "",
        "dnsmgr.conf": "[general]\n",
        "codecs.conf": "",
        "http.conf": "[general]\nenabled=no\n",
    }
    for name, text in files.items():
        (etc / name).write_text(text)
        (etc / name).chmod(0o600)
    return etc / "asterisk.conf"


def _pjsip(ports: LabPorts, contacts: dict[str, int]) -> str:
    text = [
        "[global]\ntype=global\nuser_agent=lab\nendpoint_identifier_order=username,ip\n",
        f"[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{ports.sip}\n",
        "[trunk-is]\ntype=identify\nendpoint=trunk\nmatch=127.0.0.1\n",
        _ENDPOINT.format(name="trunk", context="from-trunk", aor="trunk", from_user="").replace(
            "from_user=\n", ""
        ),
        "[trunk]\ntype=aor\nmax_contacts=1\n",
    ]
    inside = (*harness.SEATS, harness.NOTIFIED_SEAT, harness.LEAD, *harness.CROWD, *harness.DEPARTMENTS)
    for extension in (*inside, harness.NEVER_REGISTERED):
        text.append(
            _ENDPOINT.format(name=extension, context="from-internal", aor=extension, from_user="").replace(
                "from_user=\n", ""
            )
        )
        text.append(f"[{extension}]\ntype=aor\nmax_contacts=1\n")
        if extension in contacts:
            text[-1] += f"contact=sip:{extension}@127.0.0.1:{contacts[extension]}\n"
    return "\n".join(text)
