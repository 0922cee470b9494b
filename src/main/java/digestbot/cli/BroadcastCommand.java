package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.RequestPreviews.TextPreviews;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.RecipientsText;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.markdown.TextCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "broadcast",
        description = "Send a broadcast from a file.",
        subcommands = BroadcastCommand.SendCommand.class)
final class BroadcastCommand extends CliCommand.Group {

    /// Only writes rows; the running bot sends the broadcast.
    @Command(
            name = "send",
            description = "Preview a broadcast from a file, and send it.",
            footer = {"", "Example:", "  digestbot broadcast send news.md --topic us-china --yes"})
    static final class SendCommand extends ConfiguredCommand {

        private static final Texts TEXTS = Texts.of("en");

        @Option(names = "--platform", paramLabel = "P", description = "telegram or discord (default: both).")
        private Optional<Platform> platform = Optional.empty();

        @Option(names = "--topic", paramLabel = "TOPIC", description = "Only its subscribers; a topic's id or name.")
        private Optional<String> topic = Optional.empty();

        @Option(names = "--yes", description = "Send the broadcast (default: only show the preview).")
        private boolean yes;

        @Parameters(paramLabel = "FILE", description = "Text of the broadcast, Markdown in UTF-8.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            Config config = load();
            String text = text();
            try (Database database = openExisting(config)) {
                var events = new OutboxEvents();
                var broadcasts = new BroadcastService(
                        database,
                        new FanOutStore(events, clock()),
                        new Outbox(events, clock()),
                        new TextPreviews(TextPreviews.TERMINAL),
                        config.platforms(),
                        clock());
                if (broadcasts
                        .platforms(new RecipientFilter(platform, Optional.empty()))
                        .isEmpty()) {
                    throw wrong("No bot token configured in %s for %s."
                            .formatted(
                                    configFile(), platform.map(Platform::title).orElse("any platform")));
                }
                broadcasts.refusal(text).ifPresent(refusal -> {
                    throw wrong("%s: %s".formatted(file, refusal.text(TEXTS)));
                });
                return send(config, database, broadcasts, text);
            }
        }

        private int send(Config config, Database database, BroadcastService broadcasts, String text)
                throws IOException {
            Optional<LibraryTopic> chosen = topic.map(wanted -> database.read(tx -> new Library().topic(tx, wanted))
                    .orElseThrow(() -> wrong("--topic: no topic called “%s”.".formatted(wanted))));
            var recipients = new RecipientFilter(platform, chosen.map(LibraryTopic::id));
            for (Platform each : broadcasts.platforms(recipients)) {
                println("Preview on " + each.title() + ":");
                broadcasts
                        .previews()
                        .drawing(each, broadcasts.content(text))
                        .forEach(drawn -> println(("    " + drawn).stripTrailing()));
                println("");
            }
            var counted = broadcasts.count(recipients);
            println(new RecipientsText(TEXTS).summary(counted, recipients, chosen.map(LibraryTopic::name)));
            if (counted.total() == 0) {
                return 1;
            }
            if (!yes) {
                return unconfirmed("send this to " + counted(counted.total(), "subscriber"));
            }
            long number = database.write(tx -> broadcasts.sendNew(tx, text, recipients, new Actor.CommandLineUser()));
            String when = RunLock.isHeld(config.database())
                    ? "The running bot sends it; the console shows the progress."
                    : "No bot is running; it is sent when one starts.";
            printSuccess("Queued as broadcast %d. %s".formatted(number, when));
            return 0;
        }

        private String text() {
            try {
                return TextCleaner.lines(Files.readString(file));
            } catch (IOException _) {
                throw wrong(file + " is not a readable file with UTF-8 text.");
            }
        }
    }
}
