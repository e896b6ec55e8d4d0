"""The `desk` command."""

import click


@click.group()
def main() -> None:
    """Agent desktop for 12345 government service hotlines on Asterisk."""
