package digestbot.cli;

import picocli.CommandLine.Command;

/// `digestbot database`: the group of commands that work on whole databases.
@Command(
        name = "database",
        description = "Copy the database, between SQLite and PostgreSQL or within one of them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = DatabaseCopyCommand.class)
final class DatabaseCommand {}
