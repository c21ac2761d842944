"""What somebody has uploaded and not yet confirmed."""

from django.conf import settings
from django.db import models

from timeline.curation.models.base import one_of


class UploadKind(models.TextChoices):
    DATASET = "dataset", "dataset files"
    SOURCES = "sources", "table of sources"


class Upload(models.Model):
    """Files on their way into the desk: kept from the upload until it is confirmed or dropped.

    Only whoever uploaded them sees them. `content` is a ZIP archive of the files.
    """

    Kind = UploadKind

    kind = models.CharField(max_length=20, choices=UploadKind)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "uploads and export"
        default_permissions = ()
        permissions = [
            ("upload_dataset", "Can load dataset files into the desk"),
            ("import_sources", "Can import a table of sources"),
            ("export_desk", "Can download the whole desk as dataset files"),
        ]
        constraints = [one_of("kind", UploadKind, "upload_kind_is_known")]

    def __str__(self) -> str:
        return self.name
