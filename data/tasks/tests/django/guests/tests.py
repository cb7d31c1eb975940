from django.test import TestCase
from django.urls import reverse

from .models import Guest


class GuestsTests(TestCase):
    def test_a_guest_is_shown(self):
        Guest.objects.create(name="Ada")
        self.assertContains(self.client.get(reverse("guests")), "<li>Ada</li>", count=1, html=True)

    def test_a_guest_is_added(self):
        response = self.client.post(reverse("guests"), {"name": "Ada"})
        self.assertRedirects(response, reverse("guests"))
        self.assertEqual(Guest.objects.get().name, "Ada")

    def test_a_long_name_is_refused(self):
        response = self.client.post(reverse("guests"), {"name": "a" * 31})
        self.assertContains(response, 'class="error"')
        self.assertFalse(Guest.objects.exists())
