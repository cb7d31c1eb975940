from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from models import User


class SignUpForm(FlaskForm):
    username = StringField(validators=[InputRequired(), Length(max=150)])
    password1 = PasswordField("Password", [InputRequired(), Length(min=8, max=128)])
    password2 = PasswordField("Password again", [EqualTo("password1", "The two passwords differ.")])

    def validate_username(self, field):
        if User.named(field.data):
            raise ValidationError("This name is taken.")


class LoginForm(FlaskForm):
    username = StringField(validators=[InputRequired(), Length(max=150)])
    password = PasswordField(validators=[InputRequired(), Length(max=128)])
    user = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.user = User.with_password(self.username.data, self.password.data)
        if not self.user:
            self.form_errors.append("Wrong name or password.")
        return self.user is not None


class NoteForm(FlaskForm):
    text = StringField(validators=[InputRequired(), Length(max=200)])
