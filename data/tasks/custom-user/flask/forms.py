from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import Email, EqualTo, InputRequired, Length, ValidationError

from models import User


class SignUpForm(FlaskForm):
    email = EmailField(validators=[InputRequired(), Email(), Length(max=254)])
    password1 = PasswordField("Password", [InputRequired(), Length(min=8, max=128)])
    password2 = PasswordField("Password again", [EqualTo("password1", "The two passwords differ.")])

    def validate_email(self, field):
        if User.with_email(field.data):
            raise ValidationError("This address has an account.")


class LoginForm(FlaskForm):
    email = EmailField(validators=[InputRequired(), Email(), Length(max=254)])
    password = PasswordField(validators=[InputRequired(), Length(max=128)])
    user = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.user = User.with_password(self.email.data, self.password.data)
        if not self.user:
            self.form_errors.append("Wrong address or password.")
        return self.user is not None
