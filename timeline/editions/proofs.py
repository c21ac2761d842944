"""What proves an edition to who trusts nobody here: signatures and time stamps of its list.

Both are made by ordinary tools, from `digests.txt`, and checked by them without anything of ours:

- A *signature* (SSHSIG, `ssh-keygen -Y sign -n edition`) says that whoever has the key has signed
  this list. Whose key it is, nobody learns from us: its fingerprint has to be known from elsewhere.
- A *time stamp* (RFC 3161) says that the list was there at a moment, in the word of an authority
  whose certificate the verifier trusts. It is no word on whether anything in it is true.

The key stays with the operator: what is added here is the finished file. It is added only if the
tools find that it is of this very list. Neither changes the edition or its digest.
"""

import base64
import binascii
import hashlib
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline.editions import chain
from timeline.editions.models import Edition, EditionProof, ProofKind
from timeline.site_url import site_host

NAMESPACE: Final = "edition"  # of SSHSIG: a signature for another purpose is none for this
PATIENCE: Final = 20  # seconds for a tool
LARGEST: Final = 100_000  # bytes of a proof
_ARMOUR: Final = re.compile(
    rb"\s*-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*"
)
_MAGIC: Final = b"SSHSIG"
# A request of RFC 3161, 2.4.1, in DER but for the digest: version 1; an imprint by SHA-256
# (2.16.840.1.101.3.4.2.1) of 32 bytes; and last that the certificate is to come with the stamp.
_REQUEST: Final = (
    bytes.fromhex("3039 0201 01 3031 300d 0609 6086480165030402 01 0500 0420"),
    bytes.fromhex("0101 ff"),
)


class ProofRefusedError(Exception):
    """The file is no proof of the edition, and nothing was kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What an SSHSIG says of itself: the public key in its binary form, and for what it signs."""

    key: bytes
    namespace: str

    @property
    def key_type(self) -> str:
        return next(_strings(self.key)).decode("ascii", "replace")

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it: SHA256:…"""
        digest = base64.b64encode(hashlib.sha256(self.key).digest()).decode().rstrip("=")
        return f"SHA256:{digest}"


def request(edition: Edition) -> bytes:
    """What a time-stamping authority is asked (RFC 3161), the same bytes each time: without a
    nonce, for the reply is compared with the digest."""
    before, after = _REQUEST
    return before + bytes.fromhex(edition.sha256) + after


def add(edition: Edition, data: bytes) -> EditionProof:
    """Keep a signature or a time stamp of an edition's list, which the bytes tell apart.

    Raises ProofRefusedError where it is neither, is of something else, is there already in another
    form, or the tool that checks it is not there. The same once more changes nothing.
    """
    kind, said = check(edition, data)
    held = EditionProof.objects.filter(edition=edition, kind=kind).first()
    if held is None:
        return EditionProof.objects.create(edition=edition, kind=kind, data=data, said=said)
    if bytes(held.data) != data:
        raise ProofRefusedError(
            f"Edition {edition.number} has a {kind.label.lower()} already ({held.said}), and what "
            "is public stays. The next edition can be signed by another key: it names this one."
        )
    return held


def check(edition: Edition, data: bytes) -> tuple[ProofKind, str]:
    """The kind of a proof and what it says, if it is of this edition; else ProofRefusedError."""
    if len(data) > LARGEST:
        raise ProofRefusedError(f"It has {len(data):,} bytes; a proof has at most {LARGEST:,}.")
    if data.lstrip().startswith(b"-----BEGIN SSH SIGNATURE"):
        return ProofKind.SIGNATURE, _check_signature(edition, data)
    if data[:1] == b"\x30":
        return ProofKind.STAMP, _check_stamp(edition, data)
    raise ProofRefusedError(
        "This is neither a signature (BEGIN SSH SIGNATURE) nor a reply of a time-stamping "
        "authority (DER)."
    )


def faults(told: Callable[[str], None]) -> Iterator[chain.Fault]:
    """Proofs that do not hold, or that cannot be checked here for want of a tool."""
    for one in EditionProof.objects.select_related("edition").order_by("edition_id", "kind"):
        told(str(one))
        try:
            check(one.edition, bytes(one.data))
        except ProofRefusedError as error:
            yield chain.Fault(one.edition_id, one.kind, str(error))


def signers() -> str:
    """The keys that have signed, as `ssh-keygen -Y verify -f` takes them (allowed_signers): a line
    each, oldest first, after one that says what to compare."""
    rows = EditionProof.objects.filter(kind=ProofKind.SIGNATURE).order_by("edition_id")
    found: dict[bytes, tuple[Signature, int]] = {}
    for number, data in rows.values_list("edition_id", "data"):
        one = read_signature(bytes(data))
        found.setdefault(one.key, (one, number))
    lines = [
        "# Keys that signed editions. This site could show any:",
        "# compare fingerprints with those that the publisher gives elsewhere.",
    ]
    for one, number in found.values():
        lines.append(f"# {one.fingerprint}, from edition {number} on")
        key = base64.b64encode(one.key).decode()
        lines.append(f'{principal()} namespaces="{NAMESPACE}" {one.key_type} {key}')
    return "\n".join(lines) + "\n"


def principal() -> str:
    """The name under which `signers` lists the keys."""
    return f"editions@{site_host().partition(':')[0]}"


def read_signature(data: bytes) -> Signature:
    """What an SSHSIG says (openssh, PROTOCOL.sshsig); ProofRefusedError where it is none."""
    found = _ARMOUR.fullmatch(data)
    try:
        if found is None:
            raise ValueError("it is not armoured as ssh-keygen does it")
        blob = base64.b64decode(b"".join(found[1].split()), validate=True)
        if blob[:6] != _MAGIC or struct.unpack(">I", blob[6:10]) != (1,):
            raise ValueError("it is no SSHSIG of version 1")
        key, namespace = _first_two(_strings(blob[10:]))
        return Signature(key, namespace.decode())
    except (ValueError, struct.error, binascii.Error, StopIteration) as error:
        raise ProofRefusedError(f"This is no signature of ssh-keygen: {error}.") from error


def _strings(blob: bytes) -> Iterator[bytes]:
    """The strings of SSH's wire format: a length of four bytes, and as many bytes."""
    while blob:
        (length,) = struct.unpack(">I", blob[:4])
        if len(blob) < 4 + length:
            raise ValueError("it is cut short")
        yield blob[4 : 4 + length]
        blob = blob[4 + length :]


def _first_two(strings: Iterator[bytes]) -> tuple[bytes, bytes]:
    return next(strings), next(strings)


def _check_signature(edition: Edition, data: bytes) -> str:
    one = read_signature(data)
    if one.namespace != NAMESPACE:
        raise ProofRefusedError(
            f"It signs for “{one.namespace}”, not for “{NAMESPACE}”: ssh-keygen -Y sign -n "
            f"{NAMESPACE} …"
        )
    listed = "".join(f"{line}\n" for line in chain.list_of(edition)).encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(data)
        arguments = ["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)]
        done = _run("ssh-keygen", arguments, listed)
    if done.returncode:
        raise ProofRefusedError(
            f"It is not of digests.txt of edition {edition.number}: {_last(done)}."
        )
    return f"{one.key_type} {one.fingerprint}"


def _check_stamp(edition: Edition, data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reply"
        file.write_bytes(data)
        done = _run("openssl", ["ts", "-reply", "-in", str(file), "-text"])
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode or not re.search(r"^Status: Granted", text, re.MULTILINE):
        raise ProofRefusedError("This is no reply by which a time-stamping authority grants.")
    at = re.search(r"^Time stamp: (.+)$", text, re.MULTILINE)
    if at is None or _imprint(text) != edition.sha256:
        raise ProofRefusedError(f"It is not of the digest of edition {edition.number}.")
    return at[1].strip()


def _imprint(text: str) -> str:
    """The digest that a stamp is of, from the dump of it that openssl prints."""
    dump = re.search(r"^Message data:\n((?:    .*\n)+)", text, re.MULTILINE)
    lines = dump[1].splitlines() if dump else []
    return "".join(re.sub(r"[^0-9a-f]", "", line[11:59]) for line in lines)


def _run(tool: str, arguments: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(tool)
    if program is None:
        package = {"ssh-keygen": "openssh-client"}.get(tool, tool)
        raise ProofRefusedError(
            f"{tool}, which checks it, was not found: apt-get install {package}."
        )
    try:
        return subprocess.run(  # noqa: S603  # the program and its arguments are ours
            [program, *arguments], input=given, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ProofRefusedError(f"{tool} did not answer for {PATIENCE} seconds.") from error


def _last(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1].rstrip(".") if lines else "no reason given"
