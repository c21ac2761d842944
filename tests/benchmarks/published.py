"""An edition of many made-up events, written as publishing writes it, but not by the desk."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from tests.benchmarks import corpus
from timeline.editions.facts import index_of_documents
from timeline.editions.models import Edition, EditionIndex, Record, digest


@transaction.atomic
def publish(count: int) -> Edition:
    by = get_user_model().objects.create_user("benchmark")
    edition = Edition.objects.create(
        number=1, published_at=timezone.now(), published_by=by, note="Made up.", events=count,
        added=count, changed=0, withdrawn=0, sha256=f"{count:064}",
    )  # fmt: skip
    documents = [*corpus.other_documents()]
    documents += (("event", document) for document in corpus.event_documents(count))
    records = Record.objects.bulk_create(
        [
            Record(kind=kind, slug=document["slug"], since=edition, document=document,
                   sha256=digest(document), version=1, identity=document["slug"],
                   statement=digest(document), told=edition)
            for kind, document in documents
        ],
        batch_size=500,
    )  # fmt: skip
    index = index_of_documents((r.pk, r.kind, r.document) for r in records)
    EditionIndex.objects.create(edition=edition, **index.columns())
    return edition
