package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.PERSON;
import static digestbot.chat.api.CommandOptions.ROLE;
import static digestbot.chat.api.CommandOptions.TOPIC;

import digestbot.audience.Permission;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.markdown.TextCleaner;

/// A command of operators, apart from broadcasts and withdrawals.
public sealed interface OperatorCommand extends Command
        permits OperatorCommand.Release, OperatorCommand.Audit, OperatorCommand.Roles, OperatorCommand.SetRole {

    /// Publishes digests that are held for review; without a topic, lists all of them. The date is
    /// as people write dates.
    record Release(String topic, String date) implements OperatorCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "release",
                Permission.RELEASE,
                given -> new Release(given.get(TOPIC), given.get(DATE)),
                TOPIC,
                DATE.typedAt(TypedPosition.DATE_AT_END));

        public Release {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    record Audit() implements OperatorCommand {
        static final CommandSpec SPEC = CommandSpec.of("audit", Permission.VIEW_AUDIT, _ -> new Audit());
    }

    record Roles() implements OperatorCommand {
        static final CommandSpec SPEC = CommandSpec.of("roles", Permission.VIEW_AUDIT, _ -> new Roles());
    }

    /// Gives a person a role, or removes it.
    ///
    /// @param role its id, or its name in some language; `none` removes the role
    /// @param person the person's user id; for the other platform with a prefix, as in `discord:1`
    /// @param name the person's name; empty if it is unknown
    record SetRole(String role, String person, String name) implements OperatorCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "role",
                Permission.ASSIGN_ROLES,
                given -> new SetRole(given.get(ROLE), given.get(PERSON), given.nameOf(PERSON)),
                PERSON,
                ROLE);

        public SetRole {
            role = TextCleaner.line(role);
            person = TextCleaner.line(person);
            name = TextCleaner.line(name);
        }
    }
}
