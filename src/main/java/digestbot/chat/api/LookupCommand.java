package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.FROM;
import static digestbot.chat.api.CommandOptions.KIND;
import static digestbot.chat.api.CommandOptions.PERSPECTIVE;
import static digestbot.chat.api.CommandOptions.TOPIC;
import static digestbot.chat.api.CommandOptions.UNTIL;
import static digestbot.chat.api.CommandOptions.WORDS;

import digestbot.audience.Permission;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.markdown.TextCleaner;

/// Commands that show digests or information about them. Dates are given as typed.
public sealed interface LookupCommand extends Command
        permits Command.Today,
                LookupCommand.Latest,
                Command.ShowPerspective,
                LookupCommand.Yesterday,
                LookupCommand.DigestOfDay,
                LookupCommand.Card,
                LookupCommand.Search,
                LookupCommand.Changes,
                LookupCommand.ListSources,
                LookupCommand.Missed {

    record Latest() implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of("latest", Permission.READ, _ -> new Latest());
    }

    record Yesterday(String topic) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "yesterday", Permission.READ, given -> new Yesterday(given.get(TOPIC)), TOPIC)
                .publicly();

        public Yesterday {
            topic = TextCleaner.line(topic);
        }
    }

    /// Shows the digest of a day. The topic may include the date, before or after the topic.
    record DigestOfDay(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "digest",
                        Permission.READ,
                        given -> new DigestOfDay(given.get(TOPIC), given.get(DATE)),
                        DATE.withHint("choose-any-date").asRequired(),
                        TOPIC)
                .publicly();

        public DigestOfDay {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Shows a day's overview as a picture; without a date, that of the newest digest. The topic is
    /// as in [DigestOfDay].
    record Card(String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "card", Permission.READ, given -> new Card(given.get(TOPIC), given.get(DATE)), TOPIC, DATE)
                .publicly();

        public Card {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Searches all digests. The words may include filters such as `perspective:china`; `filters`
    /// were given as options.
    record Search(String words, Command.SearchFilters filters) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                "search",
                Permission.READ,
                given -> new Search(given.get(WORDS), Command.SearchFilters.of(given)),
                WORDS,
                PERSPECTIVE.withHint("choose-perspective-or-none").typedAt(TypedPosition.NOWHERE),
                TOPIC.typedAt(TypedPosition.NOWHERE),
                FROM,
                UNTIL);

        public Search {
            words = TextCleaner.line(words);
        }

        @Override
        public boolean mayAskForText() {
            return words.isBlank();
        }
    }

    /// Shows what is new in each perspective since the day before; without a date, in the newest
    /// digest. The topic is as in [DigestOfDay].
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

    /// Shows the sources of a digest; without a date, of the newest one. The topic is as in
    /// [DigestOfDay], and may include the kind of outlets at its beginning or end. Without a kind,
    /// all sources are shown.
    record ListSources(String topic, String date, String kind) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "sources",
                        Permission.READ,
                        given -> new ListSources(given.get(TOPIC), given.get(DATE), given.get(KIND)),
                        TOPIC,
                        DATE,
                        KIND)
                .publicly();

        public ListSources {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
            kind = TextCleaner.line(kind);
        }
    }

    record Missed() implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of("missed", Permission.READ, _ -> new Missed());
    }
}
