from flask_wtf import FlaskForm
from wtforms import IntegerField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from models import User, db


class SignupForm(FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=30)])
    guests = IntegerField(validators=[InputRequired(), NumberRange(min=0, max=5)])


class LoginForm(FlaskForm):
    username = StringField(validators=[InputRequired(), Length(max=150)])
    password = PasswordField(validators=[InputRequired(), Length(max=128)])

    def validate_password(self, field):
        self.user = db.session.scalar(db.select(User).filter_by(username=self.username.data))
        if not self.user or not self.user.has_password(field.data):
            raise ValidationError("Wrong name or password.")
