"""`users`: the accounts of staff."""

from argparse import Namespace
from typing import Any

from desk.commands.terminal import DONE, CannotDo, Terminal, explained, table
from desk.sign_in.passwords import LONGEST, SHORTEST, WeakPassword
from desk.sign_in.staff import Accounts, Role, Staff

_ROLES = [role.value for role in Role]


def add_users(commands: Any, shared: list[Any], changing: list[Any]) -> None:
    """Adds `users` to the command line.

    Args:
        commands: The commands of `python -m desk`.
        shared: The options of every command.
        changing: Those, and the options of commands that change something.
    """
    users = commands.add_parser("users", help="accounts of staff: list, add, change")
    each = users.add_subparsers(dest="action", required=True, metavar="ACTION")

    listing = each.add_parser("list", parents=shared, help="show all accounts")
    listing.set_defaults(run=_list)

    add = each.add_parser(
        "add",
        parents=changing,
        help="make an account",
        description="Makes an account, and asks for its password twice without showing it.",
    )
    add.add_argument("name", metavar="NAME", help="to sign in with: maria, j.smith")
    add.add_argument("--role", choices=_ROLES, default=Role.STAFF.value, help="default: staff")
    add.set_defaults(run=_add)

    password = each.add_parser(
        "password", parents=changing, help="set a new password, and sign the account out everywhere"
    )
    password.add_argument("name", metavar="NAME")
    password.set_defaults(run=_set_password)

    for one in (add, password):
        one.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input",
        )

    role = each.add_parser("role", parents=changing, help="give an account another role")
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=_ROLES)
    role.set_defaults(run=_set_role)

    for action, text in (
        ("disable", "lock somebody out, signed out everywhere; their audit lines stay"),
        ("enable", "let somebody in again"),
    ):
        switch = each.add_parser(action, parents=changing, help=text)
        switch.add_argument("name", metavar="NAME")
        switch.set_defaults(run=_switch)


def _list(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine:
        accounts = Accounts(engine, terminal.now).all()
    rows = [(who.name, who.role.value, "disabled" if who.is_disabled else "") for who in accounts]
    text = table(("name", "role", ""), rows) if rows else "There is no account yet: `users add`."
    terminal.say(options, [_shown(who) for who in accounts], text)
    return DONE


def _add(options: Namespace, terminal: Terminal) -> int:
    with terminal.database(make=True) as engine, explained():
        accounts = Accounts(engine, terminal.now)
        by = terminal.who(options, accounts)
        if any(who.name == options.name for who in accounts.all()):
            raise CannotDo(
                f"There is an account `{options.name}` already. To give it another password: "
                f"`users password {options.name}`."
            )
        try:
            made = accounts.add(options.name, Role(options.role), _asked(options, terminal), by)
        except WeakPassword as error:
            raise CannotDo(str(error)) from error
    text = f"The account `{made.name}` ({made.role.value}) is made. Use it at /desk."
    terminal.say(options, _shown(made), text)
    return DONE


def _set_password(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine, explained():
        accounts = Accounts(engine, terminal.now)
        by, _ = terminal.who(options, accounts), _account(accounts, options.name)
        try:
            accounts.set_password(options.name, _asked(options, terminal), by)
        except WeakPassword as error:
            raise CannotDo(str(error)) from error
        _say_changed(options, terminal, accounts, "has a new password and is signed out")
    return DONE


def _set_role(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine, explained():
        accounts = Accounts(engine, terminal.now)
        accounts.set_role(options.name, Role(options.role), terminal.who(options, accounts))
        _say_changed(options, terminal, accounts, f"is {options.role} now")
    return DONE


def _switch(options: Namespace, terminal: Terminal) -> int:
    disabled = options.action == "disable"
    with terminal.database() as engine, explained():
        accounts = Accounts(engine, terminal.now)
        accounts.set_disabled(options.name, disabled, terminal.who(options, accounts))
        _say_changed(
            options, terminal, accounts, "is disabled and signed out" if disabled else "is enabled"
        )
    return DONE


def _account(accounts: Accounts, name: str) -> Staff:
    """An account that has to be there before a password is asked for."""
    for who in accounts.all():
        if who.name == name:
            return who
    raise CannotDo(f"There is no account `{name}`; `users list` shows them.")


def _say_changed(options: Namespace, terminal: Terminal, accounts: Accounts, what: str) -> None:
    terminal.say(
        options,
        _shown(_account(accounts, options.name)),
        f"The account `{options.name}` {what}.",
    )


def _asked(options: Namespace, terminal: Terminal) -> str:
    """The password, which is never an argument: those stand in the list of processes."""
    if options.password_stdin:
        return terminal.lines.readline().rstrip("\r\n")
    if not terminal.lines.isatty():
        raise CannotDo(
            "There is no terminal to ask for the password in. Give it on standard input with "
            "--password-stdin."
        )
    first = terminal.password(f"Password, {SHORTEST} to {LONGEST} characters: ")
    if terminal.password("The same again: ") != first:
        raise CannotDo("The two passwords differ; nothing was changed. Try again.")
    return first


def _shown(who: Staff) -> dict[str, object]:
    return {"name": who.name, "role": who.role.value, "disabled": who.is_disabled}
