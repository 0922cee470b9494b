package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.PERSON;
import static digestbot.chat.api.CommandOptions.ROLE;
import static digestbot.chat.api.CommandOptions.TOPIC;

import digestbot.audience.Permission;
import digestbot.chat.api.CommandOption.InLine;
import digestbot.markdown.TextCleaner;

/// A command of operators, apart from broadcasts and withdrawals.
public sealed interface StaffCommand extends Command
        permits StaffCommand.Release, StaffCommand.Audit, StaffCommand.Roles, StaffCommand.Appoint {

    /// Publish digests that are held back; without a topic, show all of them.
    ///
    /// @param date as people write dates
    record Release(String topic, String date) implements StaffCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "release",
                Permission.RELEASE,
                given -> new Release(given.get(TOPIC), given.get(DATE)),
                TOPIC,
                DATE.at(InLine.DATE_AT_END));

        public Release {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Show what those who run the bot did.
    record Audit() implements StaffCommand {
        static final CommandSpec SPEC = CommandSpec.of("audit", Permission.OVERSEE, _ -> new Audit());
    }

    /// Show who has which role.
    record Roles() implements StaffCommand {
        static final CommandSpec SPEC = CommandSpec.of("roles", Permission.OVERSEE, _ -> new Roles());
    }

    /// Give a person a role, or take it away.
    ///
    /// @param role its id, or its name in some language; `none` takes it away
    /// @param person the person's user id; for the other platform with a prefix, as in `discord:1`
    /// @param name what they are called; empty if that is not known
    record Appoint(String role, String person, String name) implements StaffCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "role",
                Permission.APPOINT,
                given -> new Appoint(given.get(ROLE), given.get(PERSON), given.nameOf(PERSON)),
                PERSON,
                ROLE);

        public Appoint {
            role = TextCleaner.line(role);
            person = TextCleaner.line(person);
            name = TextCleaner.line(name);
        }
    }
}
