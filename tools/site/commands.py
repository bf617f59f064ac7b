"""The reference of the command line, from the help of every command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dragoman.cli import cli
from dragoman.query import FIELDS
from tools.site.markdown import cell, code, made, table

INTRO = """
Every command says the same with `--help`.
Machine formats go to standard output alone; progress, warnings and drops go to standard error.
[Exit statuses](errors.md#exit-statuses) are the same for all commands.
"""


def pages() -> dict[str, str]:
    """One page: every command with its options."""
    listed = [
        (f"[`{path}`](#{path.replace(' ', '-')})", cell(_first(command)))
        for path, command in commands()
    ]
    parts = [made("Command line", INTRO), table(("command", "does"), listed)]
    parts += [_section(path, command) for path, command in commands()]
    return {"reference/commands.md": "\n".join(parts)}


def commands(
    group: click.Command = cli, path: str = "dragoman"
) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by all the words that call it; sorted."""
    if isinstance(group, click.Group):
        for name, command in sorted(group.commands.items()):
            yield from commands(command, f"{path} {name}")
    else:
        yield path, group


def options(command: click.Command) -> list[click.Option]:
    """The options of a command but ``--help``."""
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def _first(command: click.Command) -> str:
    text = (command.help or "").strip()
    return text.split("\n\n", maxsplit=1)[0].replace("\n", " ")


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [
        f"## {path} {{#{path.replace(' ', '-')}}}",
        f"```\n{path} {usage}\n```",
        _prose(command),
    ]
    own = [one for one in options(command) if one.name not in FIELDS or not _filters(command)]
    if own:
        rows = [(code(_spelling(one)), cell(_told(one, context))) for one in own]
        parts.append(table(("option", "meaning"), rows))
    if _filters(command):
        names = ", ".join(f"[`--{name}`](filters.md#{name})" for name in FIELDS)
        parts.append(f"And every filter: {names}.\n")
    return "\n\n".join(parts)


def _filters(command: click.Command) -> bool:
    names = {one.name for one in options(command)}
    return set(FIELDS) <= names | {f"{name}_" for name in FIELDS}


def _prose(command: click.Command) -> str:
    paragraphs = (command.help or "").replace("\b", "").strip().split("\n\n")
    return "\n\n".join(cell(" ".join(one.split())) for one in paragraphs)


def _spelling(option: click.Option) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {'|'.join(map(str, option.type.choices))}"
    return f"{names} {option.make_metavar(click.Context(cli))}"


def _told(option: click.Option, context: click.Context) -> str:
    parts = [option.help or ""]
    if option.required:
        parts.append("Required.")
    if option.multiple:
        parts.append("May be repeated." if "repeated" not in parts[0] else "")
    default = option.get_default(context)
    if option.show_default and default not in {None, ()} and not option.is_flag:
        parts.append(f"Unless you say: {default}.")
    return " ".join(filter(None, parts))
