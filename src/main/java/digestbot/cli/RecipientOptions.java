package digestbot.cli;

import digestbot.audience.Platform;
import digestbot.broadcast.RecipientFilter;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options for the recipients of a broadcast; all given options must match.
final class RecipientOptions {

    @Option(names = "--platform", paramLabel = "P", description = "telegram or discord (default: both).")
    private Optional<Platform> platform = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Send to subscribers of this topic only; its id or name.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--perspective",
            paramLabel = "PERSPECTIVE",
            description =
                    "Send only to readers who chose this perspective of the topic, alone or with others; its id or name.")
    private Optional<String> perspective = Optional.empty();

    @Option(names = "--language", paramLabel = "L", description = "Send to readers of this language only, such as de.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--active-since",
            paramLabel = "DAYS",
            description = "Send only to chats that used the bot in the last DAYS days.")
    private Optional<Integer> activeDays = Optional.empty();

    @Option(names = "--important", description = "Also deliver to readers who muted announcements.")
    private boolean important;

    /// An error in an option; the message is meant for users.
    static final class InvalidOptionException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private final String why;

        InvalidOptionException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /// The recipients, and the names of their topic and perspective.
    record ResolvedRecipients(RecipientFilter recipients, FilterNames names) {}

    /// @throws InvalidOptionException if an option does not fit the configuration
    void check(Config config) {
        platform.filter(chosen -> !config.platforms().contains(chosen)).ifPresent(chosen -> {
            throw new InvalidOptionException("--platform: no token configured for %s.".formatted(chosen.title()));
        });
        if (perspective.isPresent() && topic.isEmpty()) {
            throw new InvalidOptionException("--perspective: add --topic, to which the perspective belongs.");
        }
        language.filter(tag -> !Texts.languages().contains(tag)).ifPresent(tag -> {
            throw new InvalidOptionException("--language: “%s” is not available. Use one of %s."
                    .formatted(tag, String.join(", ", Texts.languages())));
        });
        activeDays.filter(days -> days < 1).ifPresent(_ -> {
            throw new InvalidOptionException("--active-since: must be a number of days, for example 30.");
        });
    }

    /// @throws InvalidOptionException if there is no such topic or perspective
    ResolvedRecipients chosen(Database database) {
        var library = new Library();
        return database.read(transaction -> {
            Optional<LibraryTopic> known = topic.map(wanted -> topic(transaction, library, wanted));
            Optional<Perspective> read =
                    perspective.map(wanted -> perspective(transaction, library, known.orElseThrow(), wanted));
            var recipients = new RecipientFilter(
                    platform,
                    known.map(found -> found.topic().id()),
                    read.map(Perspective::id),
                    language,
                    activeDays.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    important);
            return new ResolvedRecipients(
                    recipients, new FilterNames(known.map(found -> found.topic().name()), read.map(Perspective::name)));
        });
    }

    private static LibraryTopic topic(Transaction transaction, Library library, String wanted) {
        return library.topic(transaction, wanted)
                .orElseThrow(() -> new InvalidOptionException("--topic: no topic called “%s”. Topics: %s."
                        .formatted(
                                wanted,
                                listed(library.topics(transaction).stream()
                                        .map(known -> known.topic().id())))));
    }

    private static Perspective perspective(
            Transaction transaction, Library library, LibraryTopic topic, String wanted) {
        List<Perspective> perspectives = library.newest(
                        transaction, topic.topic().id(), "en")
                .map(stored -> stored.digest().perspectives())
                .orElse(List.of());
        Predicate<Perspective> called =
                each -> each.id().equalsIgnoreCase(wanted) || each.name().equalsIgnoreCase(wanted);
        return perspectives.stream()
                .filter(called)
                .findFirst()
                .orElseThrow(() ->
                        new InvalidOptionException("--perspective: %s has no perspective “%s”. Available: %s."
                                .formatted(
                                        topic.topic().name(),
                                        wanted,
                                        listed(perspectives.stream().map(Perspective::id)))));
    }

    private static String listed(Stream<String> ids) {
        String listed = ids.collect(Collectors.joining(", "));
        return listed.isEmpty() ? "none" : listed;
    }
}
