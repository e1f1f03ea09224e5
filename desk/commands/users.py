"""`users`: the first account, and a new password for whoever cannot sign in.

All else of accounts is done at `/desk/accounts`.
"""

from argparse import Namespace
from typing import Any

from desk.commands.terminal import DONE, CannotDo, Terminal, table
from desk.sign_in.passwords import LONGEST, SHORTEST, WeakPassword
from desk.sign_in.staff import AccountError, Accounts, Role, Staff

_ROLES = [role.value for role in Role]
_ACTIONS = {
    "list": "show all accounts",
    "add": "make an account, and ask for its password twice without showing it",
    "password": "set a new password, and sign the account out everywhere",
}
_LONGEST_NAME = 64
"""Of whoever an audit line names."""


def add_users(commands: Any, shared: list[Any]) -> None:
    """Adds `users` to the command line.

    Args:
        commands: The commands of `python -m desk`.
        shared: The options of every command.
    """
    users = commands.add_parser("users", help="accounts of staff: list, add, new password")
    each = users.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, text in _ACTIONS.items():
        parser = each.add_parser(action, parents=shared, help=text, description=text)
        parser.set_defaults(run=_run)
        if action == "list":
            continue
        parser.add_argument("name", metavar="NAME", help="to sign in with: maria, j.smith")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input",
        )
        if action == "add":
            parser.add_argument(
                "--role", choices=_ROLES, default=Role.STAFF.value, help="default: staff"
            )
            parser.add_argument(
                "--signs-as",
                metavar="TEXT",
                help='name and qualification of whoever reviews: "Jane Doe, RN"',
            )


def _run(options: Namespace, terminal: Terminal) -> int:
    """Does what the action says; gives the exit code.

    Raises:
        CannotDo: The account, its password or whoever changes it will not do.
    """
    try:
        with terminal.database(make=options.action == "add") as engine:
            accounts = Accounts(engine, terminal.now)
            if options.action == "list":
                return _list(options, terminal, accounts)
            text = _changed(options, terminal, accounts)
            terminal.say(options, _shown(_account(accounts, options.name)), text)
    except (AccountError, WeakPassword) as error:
        raise CannotDo(str(error)) from error
    return DONE


def _list(options: Namespace, terminal: Terminal, accounts: Accounts) -> int:
    every = accounts.all()
    rows = [
        (who.name, who.role.value, who.signs_as or "", "disabled" if who.is_disabled else "")
        for who in every
    ]
    text = "There is no account yet: `users add`."
    if rows:
        text = table([("name", "role", "signs as", ""), *rows])
    terminal.say(options, list(map(_shown, every)), text)
    return DONE


def _changed(options: Namespace, terminal: Terminal, accounts: Accounts) -> str:
    """Changes an account; gives what to say of it."""
    name, by = options.name, f"cli:{terminal.user}"[:_LONGEST_NAME]
    if options.action == "add":
        if _found(accounts, name):
            raise CannotDo(
                f"There is an account `{name}` already. To give it another password: "
                f"`users password {name}`."
            )
        role, password = Role(options.role), _asked(options, terminal)
        accounts.add(name, role, password, by, options.signs_as)
        return f"The account `{name}` ({options.role}) is made. Use it at /desk."
    _account(accounts, name)
    accounts.set_password(name, _asked(options, terminal), by)
    return f"The account `{name}` has a new password and is signed out."


def _account(accounts: Accounts, name: str) -> Staff:
    """An account, which has to be there before a password is asked for."""
    found = _found(accounts, name)
    if found is None:
        raise CannotDo(f"There is no account `{name}`; `users list` shows them.")
    return found


def _found(accounts: Accounts, name: str) -> Staff | None:
    return next((each for each in accounts.all() if each.name == name), None)


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
    return {
        "name": who.name,
        "role": who.role.value,
        "signs_as": who.signs_as,
        "disabled": who.is_disabled,
    }
