"""Who may edit: editors invite, change, sign out and let go, and never the last editor by mistake."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from app import inviting
from app.editing.access import current, editors_only
from app.editing.words import listed, moment, words
from app.locales import SOURCE, is_language, locale, shipped
from app.models import EDITOR, TRANSLATOR, Invitation, Person, writing

blueprint = Blueprint("people", __name__)


class RoleForm(FlaskForm):
    role = RadioField(validate_choice=False)
    languages = SelectMultipleField(widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False)
    others = StringField(render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr", "maxlength": 200})

    def __init__(self, *args, has: tuple[str, ...] = (), **values):
        super().__init__(*args, **values)
        self.role.choices = [
            (EDITOR, words("Editor: changes and publishes everything, and invites others")),
            (TRANSLATOR, words("Translator of some languages")),
        ]
        tags = dict.fromkeys((*shipped(), *current_app.config["HANDRAIL"].languages, *has))
        self.languages.choices = [(tag, locale(tag).name) for tag in tags if tag != SOURCE]

    def tags(self) -> tuple[str, ...]:
        typed = (tag.strip() for tag in (self.others.data or "").split(","))
        return tuple(dict.fromkeys(tag for tag in (*(self.languages.data or ()), *typed) if tag)) if self.role.data == TRANSLATOR else ()

    def holds(self) -> bool:
        """Whether this can be what somebody does; the errors say why not."""
        if self.role.data not in (EDITOR, TRANSLATOR):
            self.role.errors = [words("Choose one of the two.")]
        tags = self.tags()
        if wrong := [tag for tag in tags if not is_language(tag) or tag == SOURCE]:
            self.others.errors = [words("This is no language that can be translated into: %(tag)s. Write tags such as de, pt-BR, ckb.", tag=", ".join(wrong))]
        elif self.role.data == TRANSLATOR and not tags:
            self.languages.errors = [words("Choose at least one language.")]
        elif len(",".join(tags)) > inviting.LONGEST_LANGUAGES:
            self.others.errors = [words("These are too many languages for one person.")]
        return not any(field.errors for field in self)


class InviteForm(RoleForm):
    name = StringField(render_kw={"autocomplete": "off", "spellcheck": "false", "dir": "auto", "maxlength": inviting.LONGEST_NAME, "required": True})

    def holds(self) -> bool:
        name = _written(self.name.data or "")
        if not name:
            self.name.errors = [words("Write a name of one to 60 letters, in one line.")]
        elif Person.named(name):
            self.name.errors = [
                words("Somebody has this name already. A lost passphrase: open that person below and make a new link. Somebody else: choose another name.")
            ]
        return super().holds() and not self.name.errors


def _written(typed: str) -> str:
    try:
        return inviting.written(typed)
    except inviting.InvitationError:
        return ""


@blueprint.get("/people/")
@editors_only
def everybody():
    return _list(InviteForm(formdata=None, role=EDITOR))


@blueprint.post("/people/invite")
@editors_only
def invite():
    form = InviteForm()
    if not form.holds():
        return _list(form), 422
    return _invited(_written(form.name.data), form.role.data, form.tags())


@blueprint.post("/people/invitations/<int:number>/withdraw")
@editors_only
def withdraw(number: int):
    done = inviting.withdraw(number)
    flash(words("The link is withdrawn. It lets nobody in any more.") if done else words("This link was used or withdrawn already, or it is too old."))
    return redirect("/edit/people/")


@blueprint.get("/people/<int:number>/")
@editors_only
def one(number: int):
    person = _person(number)
    return _one(person, RoleForm(formdata=None, role=person.role, languages=list(person.tags), has=person.tags))


@blueprint.post("/people/<int:number>/invite")
@editors_only
def invite_anew(number: int):
    person = _person(number)
    return _invited(person.name, person.role, person.tags)


@blueprint.post("/people/<int:number>/role")
@editors_only
def change_role(number: int):
    form = RoleForm(has=_person(number).tags)
    if not form.holds():
        return _one(_person(number), form), 422
    with writing():
        person = _person(number)
        is_needed = form.role.data != EDITOR and person.is_last_editor()
        if not is_needed:
            person.role, person.languages = form.role.data, ",".join(form.tags())
            person.save(only=[Person.role, Person.languages])
            if person.role != EDITOR:
                inviting.withdraw_by(person)
    if is_needed:
        form.role.errors = [_last(person)]
        return _one(person, form), 422
    flash(words("Changed: %(name)s.", name=person.name))
    return redirect(_address(person))


@blueprint.post("/people/<int:number>/sign-out")
@editors_only
def sign_out_everywhere(number: int):
    person = _person(number)
    Person.update(epoch=Person.epoch + 1).where(Person.id == person.id).execute()
    flash(words("%(name)s is signed out everywhere.", name=person.name))
    return redirect(_address(person))


@blueprint.post("/people/<int:number>/former")
@editors_only
def let_go(number: int):
    with writing():
        person = _person(number)
        is_needed = person.is_last_editor()
        if not is_needed:
            # The sessions of today are not to come back when the person does.
            Person.update(active=False, epoch=Person.epoch + 1).where(Person.id == person.id).execute()
            inviting.withdraw_for(person.name, inviting.clock())
            inviting.withdraw_by(person)
    flash(
        _last(person)
        if is_needed
        else words("%(name)s can no longer sign in. What they wrote stays; links that they made let nobody in any more.", name=person.name)
    )
    return redirect(_address(person))


@blueprint.post("/people/<int:number>/back")
@editors_only
def let_back(number: int):
    person = _person(number)
    Person.update(active=True).where(Person.id == person.id).execute()
    if person.passphrase:
        flash(words("%(name)s can sign in again, with the passphrase from before.", name=person.name))
    else:
        flash(words("%(name)s may sign in again, and needs a link first: there is no passphrase.", name=person.name))
    return redirect(_address(person))


def _person(number: int) -> Person:
    return Person.get_or_none(Person.id == number) or abort(404)


def _address(person: Person) -> str:
    # Who has just let themselves go sees the page for signing in there.
    return f"/edit/people/{person.id}/"


def _last(person: Person) -> str:
    return words("%(name)s is the last editor: nobody could edit or invite any more. Make somebody else an editor first.", name=person.name)


def _invited(name: str, role: str, tags: tuple[str, ...]):
    made, token = inviting.invite(name, role, tags, by=current())
    # Only the hash of the token is kept, so the next page is the only one that can show the link.
    session["invited"] = [made.id, token]
    return redirect("/edit/people/#invited")


def _list(form: InviteForm) -> str:
    people = list(Person.select().order_by(Person.folded))
    without = [person for person in people if person.active and not person.passphrase]
    open_ones = Invitation.open(inviting.clock())
    number, token = session.pop("invited", None) or (0, "")
    fresh = next((invitation for invitation in open_ones if invitation.id == number), None)
    return render_template(
        "edit/people.html",
        form=form,
        people=people,
        without=without,
        invitations=open_ones,
        fresh=fresh,
        link=_link(token) if fresh else "",
        moment=moment,
        role_of=role_of,
    )


def _one(person: Person, form: RoleForm) -> str:
    return render_template("edit/person.html", person=person, form=form, role_of=role_of)


def _link(token: str) -> str:
    settings = current_app.config["HANDRAIL"]
    address = settings.editor or settings.address or request.host_url
    return inviting.link(address, token)


def role_of(somebody: Person | Invitation) -> str:
    if somebody.role == EDITOR:
        return words("An editor")
    names = listed([locale(tag).name for tag in somebody.languages.split(",") if tag])
    return words("Translator: %(languages)s", languages=names)
