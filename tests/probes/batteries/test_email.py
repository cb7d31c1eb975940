"""Mail: what composes it, and where it goes."""

import pytest

LISTENER = """
    import email, json, os, socket, sys, threading
    got = []
    listening = socket.create_server(("127.0.0.1", 0))

    def take():
        while True:
            talk, _ = listening.accept()
            with talk, talk.makefile("rwb", buffering=0) as lines:
                lines.write(b"220 probe\\r\\n")
                for line in lines:
                    word = line[:4].upper().strip()
                    if word == b"DATA":
                        lines.write(b"354 go on\\r\\n")
                        body = b""
                        while not body.endswith(b"\\r\\n.\\r\\n"):
                            body += lines.readline()
                        got.append(body.decode())
                    lines.write(b"221 bye\\r\\n" if word == b"QUIT" else b"250 yes\\r\\n")
                    if word == b"QUIT":
                        break

    threading.Thread(target=take, daemon=True).start()
    port = listening.getsockname()[1]
"""

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SEND = 'send_mail("subject", "text body", "from@example.org", ["to@example.org"], html_message="<b>html body</b>")'


@pytest.mark.claim("django-ships-mail", "django-mail-backends")
def test_django_composes_mail_and_hands_it_to_a_backend(run):
    """Fails if a backend sends none or two, loses a part of the mail, or writes where it must not."""
    seen = run(
        LISTENER
        + """
    import contextlib, io
    import django
    from django.conf import settings
    settings.configure(EMAIL_FILE_PATH="kept", EMAIL_PORT=port, EMAIL_HOST="127.0.0.1")
    django.setup()
    from django.core import mail
    message = mail.EmailMultiAlternatives("subject", "text body", "from@example.org", ["to@example.org"])
    message.attach_alternative("<b>html body</b>", "text/html")
    written = io.StringIO()
    sent = {}
    with contextlib.redirect_stdout(written):
        for each in ("smtp", "console", "filebased", "locmem", "dummy"):
            sent[each] = mail.get_connection(f"django.core.mail.backends.{each}.EmailBackend").send_messages([message])
    kept = "".join(open(os.path.join("kept", each)).read() for each in os.listdir("kept"))
    texts = {"smtp": got[0], "console": written.getvalue(), "filebased": kept}
    print(json.dumps({
        "sent": sent,
        "told": {"smtp": len(got), "console": written.getvalue().count("Subject:"), "kept": kept.count("Subject:")},
        "parts": {
            name: [part.get_content_type() for part in email.message_from_string(text.lstrip()).walk()]
            for name, text in texts.items()
        },
        "memory": [each.subject for each in mail.outbox],
    }))
    """
    )
    parts = ["multipart/alternative", "text/plain", "text/html"]
    assert seen == {
        "sent": dict.fromkeys(("smtp", "console", "filebased", "locmem", "dummy"), 1),
        "told": {"smtp": 1, "console": 1, "kept": 1},
        "parts": dict.fromkeys(("smtp", "console", "filebased"), parts),
        "memory": ["subject"],
    }


@pytest.mark.claim("django-new-project-prints-mail")
def test_django_new_project_prints_mail(command, django_project):
    """Fails if a new project does not print its mail to the console, with `DEBUG` on or off."""
    for debug in (True, False):
        seen = command(
            "-c",
            "import django\ndjango.setup()\nfrom django.conf import settings\n"
            f"settings.DEBUG = {debug}\nfrom django.core.mail import send_mail\n{SEND}",
            cwd=django_project,
            DJANGO_SETTINGS_MODULE="site_of_probe.settings",
        )
        assert seen.returncode == 0, seen.stderr
        assert "Subject: subject" in seen.stdout


@pytest.mark.claim("django-mailers-refuse-email-settings")
def test_django_refuses_old_mail_settings_beside_mailers(command, django_project):
    """Fails if a project with `MAILERS` starts with an `EMAIL_*` setting, or without one does not."""
    settings = django_project / "site_of_probe" / "settings.py"
    fresh = settings.read_text()
    lines = ("", "EMAIL_HOST = 'mail.example.org'\n", f"EMAIL_BACKEND = '{SMTP}'\n", "EMAIL_PORT = 25\n")
    seen = []
    for line in lines:
        settings.write_text(fresh + line)
        done = command("manage.py", "check", cwd=django_project)
        seen.append([done.returncode == 0, "Deprecated email settings are not allowed when MAILERS" in done.stderr])
    assert seen == [[True, False], [False, True], [False, True], [False, True]]


@pytest.mark.claim("django-email-settings-in-5-2")
def test_django_takes_the_mail_server_from_email_settings(run):
    """Fails if `EMAIL_HOST` or `EMAIL_BACKEND` has no effect or is deprecated."""
    seen = run(
        """
    import json, warnings
    warnings.simplefilter("error")
    import django
    from django.conf import settings
    settings.configure(EMAIL_HOST="mail.example.org")
    django.setup()
    from django.core.mail import get_connection
    seen = [get_connection().host]
    from django.test import override_settings
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        seen.append(type(get_connection()).__module__)
    print(json.dumps([*seen, settings.is_overridden("MAILERS")]))
    """
    )
    assert seen == ["mail.example.org", "django.core.mail.backends.dummy", False]


@pytest.mark.claim("django-check-finds-console-mailer")
def test_django_check_reports_the_console_mailer(command, django_project):
    """Fails if `check --deploy` lets a console mailer pass, or reports one that sends by SMTP."""
    plain, deploy = (command("manage.py", "check", *more, cwd=django_project) for more in ((), ("--deploy",)))
    assert (plain.returncode, "mail.E001" in plain.stderr, "mail.E001" in deploy.stderr) == (0, False, True)
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + f"\nMAILERS = {{'default': {{'BACKEND': '{SMTP}'}}}}\n")
    sending = command("manage.py", "check", "--deploy", cwd=django_project)
    assert ("security.W" in sending.stderr, "mail.E001" in sending.stderr) == (True, False)


@pytest.mark.claim("django-tests-send-no-mail")
def test_django_test_runner_keeps_mail(command, django_project):
    """Fails if mail sent in a test is printed or sent, or is not in `mail.outbox`."""
    (django_project / "app" / "tests.py").write_text(
        "from django.core import mail\nfrom django.test import SimpleTestCase\n"
        "class Sent(SimpleTestCase):\n    def test_sent(self):\n"
        f"        {SEND.replace('send_mail', 'mail.send_mail')}\n"
        "        print('kept', [each.subject for each in mail.outbox])\n"
    )
    done = command("manage.py", "test", "app", cwd=django_project)
    assert done.returncode == 0, done.stderr
    assert "kept ['subject']" in done.stdout
    assert "Subject:" not in done.stdout


@pytest.mark.claim("django-new-project-mails-by-smtp")
def test_django_new_project_sends_mail_to_the_local_smtp_server(run, django_project):
    """Fails if a new project's mail does not arrive at an SMTP server on localhost."""
    settings = django_project / "site_of_probe" / "settings.py"
    if "MAILERS" not in settings.read_text():
        settings.write_text(settings.read_text() + 'EMAIL_PORT = int(__import__("os").environ["PROBE_PORT"])\n')
    seen = run(
        LISTENER
        + f"""
    sys.path.insert(0, "project")
    os.environ |= {{"DJANGO_SETTINGS_MODULE": "site_of_probe.settings", "PROBE_PORT": str(port)}}
    import django
    django.setup()
    from django.core.mail import send_mail
    {SEND}
    print(json.dumps(["Subject: subject" in each for each in got]))
    """
    )
    assert seen == [True]


@pytest.mark.claim("flask-ships-no-mail")
def test_flask_answers_without_loading_a_mail_module(run):
    """Fails if Flask loads `smtplib` or has a setting for mail."""
    seen = run(
        """
    import json, sys
    from flask import Flask
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "done")
    settings = [each for each in app.config if "MAIL" in each or "SMTP" in each]
    print(json.dumps([app.test_client().get("/").text, "smtplib" in sys.modules, settings]))
    """
    )
    assert seen == ["done", False, []]
