from django.core import signing
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Print the code with which an email address can join."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--role", choices=["reader", "editor"], default="reader", help="What the person may do.")

    def handle(self, *args, email, role, **options):
        if not email.endswith("@example.org"):
            raise CommandError(f"{email} is not an address of example.org")
        self.stdout.write(signing.dumps({"email": email, "role": role}, salt="invitation"))
