"""The subcommands of `desk`, one file for each group."""
