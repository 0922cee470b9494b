package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.RequestPreviews.TextPreviews;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.broadcast.BroadcastText;
import digestbot.broadcast.BroadcastText.Refusal;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.digest.Topic;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command only writes rows; the running bot does the work.
@Command(
        name = "broadcast",
        description = "Send a broadcast from a file.",
        subcommands = BroadcastCommand.SendCommand.class)
final class BroadcastCommand extends CliCommand.Group {

    static final Texts TEXTS = Texts.of("en");

    /// By this machine's clock, with its time zone.
    static String moment(Instant time) {
        return TEXTS.moment(time, ZoneId.systemDefault());
    }

    /// Nothing here listens to events of the outbox.
    static BroadcastService services(Config config, Database database, InstantSource clock) {
        var outboxEvents = new OutboxEvents();
        return new BroadcastService(
                database,
                new FanOutStore(outboxEvents, clock),
                new Outbox(outboxEvents, clock),
                new TextPreviews(TextPreviews.TERMINAL),
                config.platforms(),
                clock);
    }

    @Command(
            name = "send",
            description = "Preview a broadcast from a file, and send it.",
            footer = {"", "Example:", "  digestbot broadcast send news.md --topic us-china --yes"})
    static final class SendCommand extends ConfiguredCommand {

        /// More than three messages on any platform.
        private static final int MAX_BYTES = 64 * 1024;

        private static final Actor BY = new Actor.CommandLineUser();

        @Option(names = "--platform", paramLabel = "P", description = "telegram or discord (default: both).")
        private Optional<Platform> platform = Optional.empty();

        @Option(
                names = "--topic",
                paramLabel = "TOPIC",
                description = "Send to subscribers of this topic only; its id or name.")
        private Optional<String> topic = Optional.empty();

        @Option(names = "--yes", description = "Send the broadcast (default: only show the preview).")
        private boolean yes;

        @Parameters(paramLabel = "FILE", description = "Text of the broadcast, Markdown in UTF-8.")
        private Path file = Path.of("");

        private final Library library = new Library();

        @Override
        public Integer call() throws IOException {
            Config config = load();
            String text = text();
            if (config.platforms().isEmpty()) {
                throw wrong(
                        "No bot token configured in %s, so there is no platform to send to.".formatted(configFile()));
            }
            platform.filter(chosen -> !config.platforms().contains(chosen)).ifPresent(chosen -> {
                throw wrong("--platform: no token configured for %s.".formatted(chosen.title()));
            });
            try (Database database = openExisting(config)) {
                return send(config, database, text);
            }
        }

        private int send(Config config, Database database, String text) throws IOException {
            BroadcastService services = services(config, database, clock());
            services.refusal(text).ifPresent(this::refuse);
            Optional<Topic> chosen = topic.map(wanted -> database.read(transaction -> topic(transaction, wanted)));
            RecipientFilter recipients =
                    RecipientFilter.EVERYONE.withPlatform(platform).withTopic(chosen.map(Topic::id));
            preview(services, recipients, text);
            RecipientCount counted = services.count(recipients);
            var recipientsText = new RecipientsText(TEXTS);
            println(recipientsText.summary(
                    counted, recipients, new FilterNames(chosen.map(Topic::name), Optional.empty())));
            recipientsText.example(counted).ifPresent(this::println);
            if (counted.total() == 0) {
                return 1;
            }
            if (!yes) {
                return unconfirmed("send this to " + counted(counted.total(), "subscriber"));
            }
            return start(config, database, services, text, recipients);
        }

        private void preview(BroadcastService broadcasts, RecipientFilter recipients, String text) {
            for (Platform each : broadcasts.platforms(recipients)) {
                println("Preview on " + each.title() + ":");
                broadcasts
                        .previews()
                        .drawing(each, broadcasts.content(text))
                        .forEach(drawn -> println(("    " + drawn).stripTrailing()));
                println("");
            }
        }

        private record Sent(long number, Optional<String> warning) {}

        /// Drafts and sends in one transaction, so that no draft is left behind. PostgreSQL may
        /// repeat it, so it prints nothing.
        private int start(
                Config config, Database database, BroadcastService services, String text, RecipientFilter recipients)
                throws IOException {
            Optional<Sent> sent = database.write(transaction -> {
                long number = services.draft(transaction, Optional.empty(), text, Optional.empty());
                services.setRecipients(transaction, number, recipients, BY);
                Broadcast draft = services.find(transaction, number).orElseThrow();
                var duplicate = services.recentDuplicate(transaction, draft);
                var confirmation = new BroadcastConfirmation(BY, Optional.of(services.fingerprint(transaction, draft)));
                return services.send(transaction, number, confirmation, Optional.empty()) == Decision.STARTED
                        ? Optional.of(new Sent(
                                number,
                                duplicate.map(older ->
                                        new RecipientsText(TEXTS).duplicateWarning(older, BroadcastCommand::moment))))
                        : Optional.empty();
            });
            if (sent.isEmpty()) {
                return fail("Not sent: there is nobody to send it to any more.");
            }
            sent.get().warning().ifPresent(this::println);
            printSuccess("Queued as broadcast %d. %s"
                    .formatted(
                            sent.get().number(),
                            RunLock.isHeld(config.database())
                                    ? "The running bot sends it; the console shows the progress."
                                    : "No bot is running; it is sent when one starts."));
            return 0;
        }

        private Topic topic(Transaction transaction, String wanted) {
            return library.topic(transaction, wanted)
                    .map(LibraryTopic::topic)
                    .orElseThrow(() -> wrong("--topic: no topic called “%s”. Topics: %s."
                            .formatted(
                                    wanted,
                                    library.topics(transaction).stream()
                                            .map(known -> known.topic().id())
                                            .collect(Collectors.joining(", ")))));
        }

        private void refuse(Refusal refusal) {
            switch (refusal) {
                case Refusal.Empty() -> throw wrong(file + " has no visible text.");
                case Refusal.TooLong(Platform where, int messages) ->
                    throw wrong("%s is too long: %2$s would need %3$d messages, the limit is %4$d."
                            .formatted(file, where.title(), messages, BroadcastText.MAX_MESSAGES));
                case Refusal.TooManyButtons(int buttons) ->
                    throw wrong(
                            "%s has %d buttons, the limit is %d.".formatted(file, buttons, BroadcastText.MAX_BUTTONS));
            }
        }

        private String text() {
            if (Files.isDirectory(file)) {
                throw wrong(file + " is a folder. Name a file in it.");
            }
            if (!Files.isRegularFile(file)) {
                throw wrong(file + ": file not found");
            }
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw wrong("%s is larger than %d KiB. A broadcast is a few messages at most."
                            .formatted(file, MAX_BYTES / 1024));
                }
                String text = Files.readString(file);
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException _) {
                throw wrong(file + " is not UTF-8 text. Save it as UTF-8.");
            } catch (IOException e) {
                throw wrong(file + " cannot be read: " + e.getMessage());
            }
        }
    }
}
