"""The people of the desk, as commands name them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

DATASET = "dataset"


def user_named(name: str) -> AbstractBaseUser | None:
    return get_user_model()._default_manager.filter(username=name).first()


def dataset_user() -> AbstractBaseUser:
    """The user whom the history names for what came from dataset files; nobody can log in as it."""
    model = get_user_model()
    user, created = model._default_manager.get_or_create(
        username=DATASET, defaults={"is_active": False, "first_name": "The dataset"}
    )
    if created:
        user.set_unusable_password()
        user.save()
    return user
