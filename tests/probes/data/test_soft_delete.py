"""Rows that are marked as deleted: what hides them, and what reaches or removes them all the same."""

import pytest


@pytest.mark.claim(
    "django-soft-delete-by-manager", "django-queryset-delete-removes-rows", "django-soft-deleted-rows-stay-reachable"
)
def test_django_shows_and_removes_rows_that_a_manager_hides(run):
    """Fails if a manager hides no row, a foreign key or unique field ignores hidden ones, or a query set marks rows."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from django.db import IntegrityError, connection, models

    class Shown(models.Manager):
        def get_queryset(self):
            return super().get_queryset().filter(marked=False)

    class Play(models.Model):
        title = models.CharField(max_length=20, unique=True)
        marked = models.BooleanField(default=False)
        objects = Shown()
        with_marked = models.Manager()
        class Meta:
            app_label = "theatre"

        def delete(self, *_, **__):
            self.marked = True
            self.save()

    class Role(models.Model):
        play = models.ForeignKey(Play, models.CASCADE)
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
        editor.create_model(Role)
    Role.objects.create(play=Play.objects.create(title="Baal"))
    Play.objects.get().delete()
    seen = {
        "hidden": [Play.objects.count(), Play.with_marked.count()],
        "reached": [Role.objects.get().play.title, Role.objects.filter(play__title="Baal").count()],
    }
    Play.objects.create(title="Candide")
    Play.objects.all().delete()
    seen["left"] = [each.title for each in Play.with_marked.all()]
    try:
        Play.objects.create(title="Baal")
    except IntegrityError as error:
        seen["unique"] = type(error).__name__
    print(json.dumps(seen))
    """
    )
    assert seen == {"hidden": [0, 1], "reached": ["Baal", 1], "left": ["Baal"], "unique": "IntegrityError"}


@pytest.mark.claim("flask-sqlalchemy-soft-delete-by-event", "flask-sqlalchemy-bulk-delete-removes-rows")
def test_sqlalchemy_hides_marked_rows_until_they_are_deleted_in_bulk(run):
    """Fails if a select(), get() or relationship shows a marked row, or Core hides it, or delete() spares it."""
    seen = run(
        """
    import json
    from sqlalchemy import ForeignKey, create_engine, delete, event, func, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, sessionmaker, with_loader_criteria

    class Base(DeclarativeBase):
        pass

    class Play(Base):
        __tablename__ = "play"
        id: Mapped[int] = mapped_column(primary_key=True)
        marked: Mapped[bool]

    class Role(Base):
        __tablename__ = "role"
        id: Mapped[int] = mapped_column(primary_key=True)
        play_id: Mapped[int] = mapped_column(ForeignKey("play.id"))
        play: Mapped[Play] = relationship()

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = sessionmaker(engine)()
    session.add_all([Play(id=1, marked=True), Play(id=2, marked=False), Role(id=1, play_id=1)])
    session.commit()

    def shown():
        joined = select(func.count()).select_from(Role).join(Role.play)
        got, role = session.get(Play, 1), session.get(Role, 1)
        there = session.scalars(select(Play.id)).all()
        return [there, got is not None, role.play is not None, session.scalar(joined)]

    seen = {"before": shown()}
    loaded = session.get(Play, 1)

    @event.listens_for(session, "do_orm_execute")
    def hide(state):
        if state.is_select and not state.is_column_load and not state.is_relationship_load:
            state.statement = state.statement.options(with_loader_criteria(Play, Play.marked.is_(False)))

    seen["loaded"] = shown()
    session.expunge_all()
    seen["after"] = shown()
    seen["core"] = [each.id for each in session.connection().execute(select(Play.__table__))]
    seen["deleted"] = session.execute(delete(Play)).rowcount
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "before": [[1, 2], True, True, 1],
        "loaded": [[2], True, True, 0],
        "after": [[2], False, False, 0],
        "core": [1, 2],
        "deleted": 2,
    }
