"""Passwords: how they are hashed, when hashes are renewed, and which words are refused."""

import pytest


@pytest.mark.claim("flask-werkzeug-password-hash", "flask-werkzeug-no-rehash", "flask-no-password-rules")
def test_werkzeug_hashes_by_scrypt_and_only_compares(run):
    """Fails if the default is not scrypt, a hash is not salted, or a one-letter password is refused."""
    seen = run(
        """
    import json
    from werkzeug.security import check_password_hash, generate_password_hash
    hashed = generate_password_hash("1")
    old = generate_password_hash("1", "pbkdf2:sha256:1")
    other = generate_password_hash("1")
    print(json.dumps([hashed.split(":")[0], *(check_password_hash(old, each) for each in "12"), hashed != other]))
    """
    )
    assert seen == ["scrypt", True, False, True]


DJANGO = """
    import json
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.contrib.auth import authenticate
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import override_settings
"""

DEFAULT = DJANGO + '    print(json.dumps(make_password("Amphitryon").split("$")[:2]))'


@pytest.mark.claim("django-pbkdf2-iterations-since-6-1")
def test_django_password_hash_since_6_1(run):
    """Fails if the default is not PBKDF2 with SHA-256 in 1,500,000 iterations."""
    assert run(DEFAULT) == ["pbkdf2_sha256", "1500000"]


@pytest.mark.claim("django-pbkdf2-iterations-in-5-2")
def test_django_password_hash_in_5_2(run):
    """Fails if the default is not PBKDF2 with SHA-256 in 1,000,000 iterations."""
    assert run(DEFAULT) == ["pbkdf2_sha256", "1000000"]


@pytest.mark.claim("django-password-rehash")
def test_django_renews_an_old_hash_at_sign_in(run):
    """Fails if a login keeps an old hash, a failed one renews it, or an unlisted hasher is accepted."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    class Few(PBKDF2PasswordHasher):
        iterations = 10

    class More(PBKDF2PasswordHasher):
        iterations = 20

    call_command("migrate", verbosity=0)
    md5, few, more = "django.contrib.auth.hashers.MD5PasswordHasher", f"{__name__}.Few", f"{__name__}.More"
    seen = []
    for old, new in ((md5, few), (few, more), (few, few)):
        with override_settings(PASSWORD_HASHERS=[old]):
            User.objects.all().delete()
            before = User.objects.create_user("kleist", password="Amphitryon").password
        with override_settings(PASSWORD_HASHERS=[new, old]):
            failed = authenticate(username="kleist", password="wrong")
            kept = User.objects.get().password == before
            authenticate(username="kleist", password="Amphitryon")
            after = User.objects.get().password
        seen.append([failed, kept, *(each.split("$")[:-2] for each in (before, after)), before == after])
    # fewer iterations, and a hasher that is not listed
    with override_settings(PASSWORD_HASHERS=[few]):
        with override_settings(PASSWORD_HASHERS=[more]):
            User.objects.create_user("tieck", password="Amphitryon")
        authenticate(username="tieck", password="Amphitryon")
        seen.append(User.objects.get(username="tieck").password.split("$")[1])
        with override_settings(PASSWORD_HASHERS=[md5]):
            User.objects.create_user("novalis", password="Amphitryon")
        seen.append(authenticate(username="novalis", password="Amphitryon"))
    print(json.dumps(seen))
    """
    )
    few, more = ["pbkdf2_sha256", "10"], ["pbkdf2_sha256", "20"]
    assert seen == [
        [None, True, ["md5"], few, False],
        [None, True, few, more, False],
        [None, True, few, few, True],
        "10",
        None,
    ]


@pytest.mark.claim("django-password-validators", "django-password-validators-scope")
def test_django_new_project_refuses_weak_passwords_in_forms(run, django_project):
    """Fails if one of four rules misses in the form, or `create_user` runs them, or the command does not."""
    seen = run(
        """
    import json, os, sys
    sys.path.insert(0, "project")
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
    from django.conf import settings
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django
    django.setup()
    from django.contrib.auth.forms import UserCreationForm
    from django.contrib.auth.models import User
    from django.core.management import CommandError, call_command
    call_command("migrate", verbosity=0)

    def codes(word):
        form = UserCreationForm({"username": "penthesilea", "password1": word, "password2": word})
        return sorted(each.code for errors in form.errors.as_data().values() for each in errors)

    words = ("Penthesilea1", "xk3v", "password", "80413297", "Amphitryon-3")
    made = User.objects.create_user("kleist", password="1")
    import getpass, io
    answers = iter(["1", "1", "1", "1", "1", "1"])
    getpass.getpass = lambda prompt: next(answers)
    try:
        call_command("changepassword", "kleist", stdout=io.StringIO(), stderr=io.StringIO())
        changed = "changed"
    except CommandError as error:
        changed = str(error)
    print(json.dumps({"form": [codes(each) for each in words], "model": made.check_password("1"), "command": changed}))
    """
    )
    assert seen["form"] == [
        ["password_too_similar"],
        ["password_too_short"],
        ["password_too_common"],
        ["password_entirely_numeric"],
        [],
    ]
    assert seen["model"]
    assert seen["command"].startswith("Aborting password change")


@pytest.mark.claim("django-password-validators-scope", "django-validate-password")
def test_django_createsuperuser_takes_a_weak_password(run, django_project):
    """Fails if `createsuperuser` offers no way round the rules, or asks with `--noinput`."""
    seen = run(
        """
    import builtins, getpass, io, json, os, sys
    sys.path.insert(0, "project")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "site_of_probe.settings", "DJANGO_SUPERUSER_PASSWORD": "1"}
    from django.conf import settings
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django
    django.setup()
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.management import call_command
    call_command("migrate", verbosity=0)

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    asked = []
    getpass.getpass = lambda prompt="": "1"
    builtins.input = lambda prompt: asked.append(prompt) or "y"
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO(), "email": "a@example.org"}
    call_command("createsuperuser", interactive=False, username="noinput", **quiet)
    before = len(asked)
    call_command("createsuperuser", interactive=True, username="asked", stdin=Terminal(), **quiet)
    try:
        validate_password("1")
        codes = []
    except ValidationError as error:
        codes = sorted(each.code for each in error.error_list)
    weak = [each.check_password("1") for each in User.objects.order_by("pk")]
    print(json.dumps([weak, before, ["Bypass" in each for each in asked], codes]))
    """
    )
    weak = ["password_entirely_numeric", "password_too_common", "password_too_short"]
    assert seen == [[True, True], 0, [True], weak]
