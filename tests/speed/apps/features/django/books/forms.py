from django import forms


class SignupForm(forms.Form):
    name = forms.CharField(max_length=30)
    guests = forms.IntegerField(min_value=0, max_value=5)
