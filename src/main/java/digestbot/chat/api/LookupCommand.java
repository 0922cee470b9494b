package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.FROM;
import static digestbot.chat.api.CommandOptions.PERSPECTIVE;
import static digestbot.chat.api.CommandOptions.TOPIC;
import static digestbot.chat.api.CommandOptions.UNTIL;
import static digestbot.chat.api.CommandOptions.WORDS;

import digestbot.audience.Permission;
import digestbot.chat.api.CommandOption.InLine;
import digestbot.i18n.CommandPhrase;
import digestbot.markdown.TextCleaner;

/// Commands that show digests or information about them. Dates are given as typed.
public sealed interface LookupCommand extends Command
        permits Command.Today,
                LookupCommand.Latest,
                Command.Perspective,
                LookupCommand.Yesterday,
                LookupCommand.Digest,
                LookupCommand.Card,
                LookupCommand.Search,
                LookupCommand.Changes,
                LookupCommand.Sources,
                LookupCommand.Missed,
                LookupCommand.Why {

    /// Show the newest digest of every topic.
    record Latest() implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of("latest", Permission.READ, _ -> new Latest());
    }

    /// Show yesterday's digest.
    record Yesterday(String topic) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "yesterday", Permission.READ, given -> new Yesterday(given.get(TOPIC)), TOPIC)
                .publicly();

        public Yesterday {
            topic = TextCleaner.line(topic);
        }
    }

    /// Show the digest of a day.
    ///
    /// @param topic may hold the date too, before or behind it
    record Digest(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "digest",
                        Permission.READ,
                        given -> new Digest(given.get(TOPIC), given.get(DATE)),
                        DATE.hinting(CommandPhrase.CHOOSE_ANY_DATE).mandatory(),
                        TOPIC)
                .publicly();

        public Digest {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Show a day's overview as a picture; the newest without a date.
    ///
    /// @param topic as for [Digest]
    record Card(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "card", Permission.READ, given -> new Card(given.get(TOPIC), given.get(DATE)), TOPIC, DATE)
                .publicly();

        public Card {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Find words in all digests.
    ///
    /// @param words the words, which may include filters such as `perspective:china`
    /// @param narrowed the filters that were given as options
    record Search(String words, Command.Narrowed narrowed) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "search",
                Permission.READ,
                given -> new Search(given.get(WORDS), Command.Narrowed.by(given)),
                WORDS.mandatory(),
                PERSPECTIVE.hinting(CommandPhrase.CHOOSE_PERSPECTIVE_OR_NONE).at(InLine.NOWHERE),
                TOPIC.at(InLine.NOWHERE),
                FROM,
                UNTIL);

        public Search {
            words = TextCleaner.line(words);
        }
    }

    /// Show what is new on each side since the day before; in the newest without a date.
    ///
    /// @param topic as for [Digest]
    record Changes(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "changes",
                        Permission.READ,
                        given -> new Changes(given.get(TOPIC), given.get(DATE)),
                        TOPIC,
                        DATE)
                .publicly();

        public Changes {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Show what a digest cites; the newest without a date.
    ///
    /// @param topic as for [Digest]
    record Sources(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "sources",
                        Permission.READ,
                        given -> new Sources(given.get(TOPIC), given.get(DATE)),
                        TOPIC,
                        DATE)
                .publicly();

        public Sources {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Shows the digests that this chat missed.
    record Missed() implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of("missed", Permission.READ, _ -> new Missed());
    }

    /// Explains why this chat receives digests, and shows the status of today's.
    record Why() implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of("why", Permission.READ, _ -> new Why());
    }
}
