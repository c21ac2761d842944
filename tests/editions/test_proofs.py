"""Signatures and time stamps: made and checked by the tools that others have, not by ours."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from tests.corpora import SIGNATURE
from tests.editions.test_files import empty
from tests.html import page_of
from timeline.curation.users import dataset_user
from timeline.editions import files, proofs
from timeline.editions.models import Edition, EditionProof, ImmutableError, ProofKind

TSA = """
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[request]
distinguished_name = name
x509_extensions = stamping
prompt = no
[name]
CN = An authority of the tests
[stamping]
extendedKeyUsage = critical, timeStamping
"""


def run(folder, *command, given=None):
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode()


def made(folder, *command, given=None):
    status, said = run(folder, *command, given=given)
    assert status == 0, said


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    """A key of an operator, and a time-stamping authority: a key with its own certificate."""
    folder = tmp_path_factory.mktemp("tools")
    made(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key")
    (folder / "tsa.cnf").write_text(TSA)
    (folder / "serial").write_text("01\n")
    made(
        folder, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "30", "-config", "tsa.cnf",
        "-section", "request",
    )  # fmt: skip
    return folder


def signed(tools, text, namespace="edition"):
    (tools / "list").write_bytes(text)
    (tools / "list.sig").unlink(missing_ok=True)
    made(tools, "ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", "key", "list")
    return (tools / "list.sig").read_bytes()


def stamped(tools, request):
    (tools / "list.tsq").write_bytes(request)
    made(
        tools, "openssl", "ts", "-reply", "-queryfile", "list.tsq", "-signer", "tsa.pem",
        "-inkey", "tsa.key", "-config", "tsa.cnf", "-section", "authority", "-out", "list.tsr",
    )  # fmt: skip
    return (tools / "list.tsr").read_bytes()


def get(client, name, number=2):
    response = client.get(f"/editions/{number}/{name}")
    assert response.status_code == 200
    return b"".join(response)


@pytest.fixture
def proven(client, republished, tools, tmp_path):
    """Edition 2, signed and stamped as the manual says, by what anybody can download."""
    (tmp_path / "a.sig").write_bytes(signed(tools, get(client, "digests.txt")))
    (tmp_path / "a.tsr").write_bytes(stamped(tools, get(client, "digests.txt.tsq")))
    for name in ("a.sig", "a.tsr"):
        call_command("add_proof", "2", str(tmp_path / name))
    return republished


# -- what anybody can check ------------------------------------------------------------------------


def test_ssh_keygen_verifies_what_was_downloaded(client, proven, tools, tmp_path):
    for name in ("digests.txt", "digests.txt.sig"):
        (tmp_path / name).write_bytes(get(client, name))
    keys = client.get("/signers.txt").content
    (tmp_path / "signers.txt").write_bytes(keys)
    public = (tools / "key.pub").read_text().split()[1]
    assert f'editions@testserver namespaces="edition" ssh-ed25519 {public}' in keys.decode()
    command = [
        "ssh-keygen", "-Y", "verify", "-n", "edition", "-I", "editions@testserver", "-f",
        "signers.txt", "-s", "digests.txt.sig",
    ]  # fmt: skip
    text = (tmp_path / "digests.txt").read_bytes()
    assert run(tmp_path, *command, given=text)[0] == 0
    assert run(tmp_path, *command, given=text.replace(b"edition-list 1", b"edition-list 2"))[0] != 0


def test_openssl_verifies_the_stamp(client, proven, tools, tmp_path):
    for name in ("digests.txt", "digests.txt.tsr"):
        (tmp_path / name).write_bytes(get(client, name))
    command = ["openssl", "ts", "-verify", "-in", "digests.txt.tsr", "-CAfile", tools / "tsa.pem"]
    assert run(tmp_path, *command, "-data", "digests.txt")[0] == 0
    text = (tmp_path / "digests.txt").read_bytes()
    (tmp_path / "digests.txt").write_bytes(text + b"x")
    assert run(tmp_path, *command, "-data", "digests.txt")[0] != 0


def test_the_request_is_that_of_openssl(client, republished, tools):
    digest = Edition.objects.get(pk=2).sha256
    made(
        tools, "openssl", "ts", "-query", "-digest", digest, "-sha256", "-no_nonce", "-cert",
        "-out", "query",
    )  # fmt: skip
    response = client.get("/editions/2/digests.txt.tsq")
    assert response.content == (tools / "query").read_bytes()
    assert response["Content-Type"] == "application/timestamp-query"


def test_the_list_of_editions_says_which_are_proven(client, proven):
    kept = client.get("/editions/?edition=2").content
    page = page_of(client.get("/editions/"))
    first, second = page.all("article")[1], page.all("article")[0]
    said = EditionProof.objects.get(kind=ProofKind.SIGNATURE).said
    assert said.startswith("ssh-ed25519 SHA256:")
    assert f"Signed by {said}" in second.text
    assert "Time-stamped" in second.text
    assert "Signed" not in first.text
    assert b"Time-stamped" not in kept  # a pinned page never changes
    for name in ("digests.txt.sig", "digests.txt.tsr"):
        response = client.get(f"/editions/1/{name}")
        assert response.status_code == 404
        assert response["Cache-Control"] == "public, no-cache"


def test_they_are_written_and_read_back(proven, tmp_path):
    files.write(tmp_path, lambda said: None)
    before = sorted(EditionProof.objects.values_list("edition", "kind", "said"))
    empty()
    files.read(tmp_path, by=dataset_user(), told=lambda said: None)
    assert sorted(EditionProof.objects.values_list("edition", "kind", "said")) == before
    call_command("verify_editions")


def test_proofs_that_do_not_hold_any_more_are_named(proven, capsys):
    signature = EditionProof.objects.get(kind=ProofKind.SIGNATURE)
    stamp = EditionProof.objects.get(kind=ProofKind.STAMP)
    QuerySet(EditionProof).filter(pk=stamp.pk).update(edition=1)
    data = bytearray(signature.data)
    data[120] ^= 1
    QuerySet(EditionProof).filter(pk=signature.pk).update(data=bytes(data))
    with pytest.raises(CommandError, match="2 found"):
        call_command("verify_editions", no_color=True)
    said = capsys.readouterr().err
    assert "Edition 1, stamp: It is not of the digest of edition 1." in said
    assert "Edition 2, signature: " in said


# -- what is refused -------------------------------------------------------------------------------


def refused(number, data):
    with pytest.raises(proofs.ProofRefusedError) as error:
        proofs.add(Edition.objects.get(pk=number), data)
    return str(error.value)


def test_what_is_of_something_else_is_refused(client, republished, tools):
    other = signed(tools, get(client, "digests.txt", 1))
    assert refused(2, other).startswith("It is not of digests.txt of edition 2: ")
    for_mail = signed(tools, get(client, "digests.txt"), "email")
    assert refused(2, for_mail).startswith("It signs for “email”, not for “edition”: ")
    stamp = stamped(tools, get(client, "digests.txt.tsq", 1))
    assert refused(2, stamp) == "It is not of the digest of edition 2."
    assert refused(2, get(client, "digests.txt.tsq")).startswith("This is no reply by which")
    assert refused(2, stamp[:40]).startswith("This is no reply by which")
    assert not EditionProof.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This is neither a signature (BEGIN SSH SIGNATURE) nor a reply"),
        (b"x" * 100_001, "It has 100,001 bytes; a proof has at most 100,000."),
        (b"-----BEGIN SSH SIGNATURE-----", "This is no signature of ssh-keygen: it is not"),
        (b"-----BEGIN SSH SIGNATURE-----\n?\n-----END SSH SIGNATURE-----", "This is no signature"),
        (SIGNATURE.replace("U1NI", "VVNI").encode(), "This is no signature of ssh-keygen: it"),
        (SIGNATURE.replace("aW9u", "").encode(), "This is no signature"),
    ],
)  # fmt: skip
def test_what_is_no_proof_is_refused(republished, data, said):
    assert refused(1, data).startswith(said)


def test_a_second_one_is_refused_and_the_same_changes_nothing(proven, client, tools):
    edition = Edition.objects.get(pk=2)
    held = EditionProof.objects.get(kind=ProofKind.STAMP)
    assert proofs.add(edition, bytes(held.data)) == held
    again = stamped(tools, get(client, "digests.txt.tsq"))
    assert refused(2, again).startswith("Edition 2 has a time stamp already (")
    with pytest.raises(ImmutableError):
        held.save()
    with pytest.raises(ImmutableError):
        held.delete()


def test_the_command_names_what_is_wrong(republished, tmp_path, monkeypatch):
    file = tmp_path / "a.sig"
    with pytest.raises(CommandError, match="There is no edition 9"):
        call_command("add_proof", "9", str(file))
    with pytest.raises(CommandError, match=r"a\.sig cannot be read"):
        call_command("add_proof", "1", str(file))
    file.write_text(SIGNATURE)
    with pytest.raises(CommandError, match=r"a\.sig: It is not of digests\.txt of edition 1"):
        call_command("add_proof", "1", str(file))
    monkeypatch.setattr(proofs.shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="was not found: apt-get install openssh-client"):
        call_command("add_proof", "1", str(file))
    assert Path(file).exists()
