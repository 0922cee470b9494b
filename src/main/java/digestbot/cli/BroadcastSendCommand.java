package digestbot.cli;

import digestbot.app.ConfiguredDatabase;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastSender.BroadcastConfirmation;
import digestbot.broadcast.BroadcastSender.StartResult;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Broadcasts.DraftResult;
import digestbot.broadcast.RecipientCounter.RecipientCount;
import digestbot.broadcast.RecipientFilter;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.CountedNoun;
import digestbot.cli.common.FileArgument;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Topic;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot broadcast send`: previews a text from a file, and sends it if that is confirmed by an
/// option.
@Command(
        name = "send",
        description = "Preview a broadcast from a file, and send it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot broadcast send news.md --topic us-china --yes"})
final class BroadcastSendCommand implements Callable<Integer> {

    /// More than three messages on any platform.
    private static final int MAX_BYTES = 64 * 1024;

    private static final Actor BY = new Actor.CommandLineUser();

    @Mixin
    private ConfigOption configuration = new ConfigOption();

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Library library = new Library();

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        String text = text();
        if (config.platforms().isEmpty()) {
            throw wrong("No bot token configured in %s, so there is no platform to send to."
                    .formatted(configuration.file()));
        }
        platform.filter(chosen -> !config.platforms().contains(chosen)).ifPresent(chosen -> {
            throw wrong("--platform: no token configured for %s.".formatted(chosen.title()));
        });
        if (ConfiguredDatabase.isMissing(config.database())) {
            throw wrong(ConfigOption.noDatabase(config));
        }
        try (Database database = configuration.open(config)) {
            return send(config, database, text);
        }
    }

    private int send(Config config, Database database, String text) throws IOException {
        BroadcastModule services = BroadcastCommand.services(config, database);
        services.broadcasts().refusal(text).ifPresent(this::refuse);
        Optional<Topic> chosen = topic.map(wanted -> database.read(transaction -> topic(transaction, wanted)));
        RecipientFilter recipients =
                RecipientFilter.EVERYONE.withPlatform(platform).withTopic(chosen.map(Topic::id));
        preview(services.broadcasts(), recipients, text);
        RecipientCount counted = services.recipientCounter().count(recipients);
        var recipientsText = new RecipientsText(BroadcastCommand.TEXTS);
        out().println(recipientsText.summary(
                counted, recipients, new FilterNames(chosen.map(Topic::name), Optional.empty())));
        recipientsText.example(counted).ifPresent(out()::println);
        out().flush();
        if (counted.total() == 0) {
            return 1;
        }
        if (!yes) {
            out().println("Nothing was sent. Add --yes to send this to %s."
                    .formatted(CountedNoun.of(counted.total(), "subscriber")));
            out().flush();
            return 0;
        }
        return start(config, database, services, text, recipients);
    }

    private void preview(Broadcasts broadcasts, RecipientFilter recipients, String text) {
        for (Platform each : broadcasts.platforms(recipients)) {
            out().println("Preview on " + each.title() + ":");
            broadcasts
                    .previews()
                    .drawing(each, broadcasts.content(text))
                    .forEach(drawn -> out().println(("    " + drawn).stripTrailing()));
            out().println();
        }
    }

    /// Drafts and sends in one transaction, so that no draft is left behind.
    private int start(
            Config config, Database database, BroadcastModule services, String text, RecipientFilter recipients)
            throws IOException {
        var broadcasts = services.broadcasts();
        Optional<Broadcast> sent = database.write(transaction -> {
            if (!(broadcasts.draft(transaction, Optional.empty(), text) instanceof DraftResult.Drafted(long number))) {
                return Optional.empty();
            }
            broadcasts.setRecipients(transaction, number, recipients, BY);
            Broadcast draft = broadcasts.find(transaction, number).orElseThrow();
            broadcasts
                    .recentDuplicate(transaction, draft)
                    .ifPresent(duplicate -> out().println(new RecipientsText(BroadcastCommand.TEXTS)
                            .duplicateWarning(duplicate, BroadcastCommand::moment)));
            var confirmation =
                    new BroadcastConfirmation(BY, Optional.of(services.sender().fingerprint(transaction, draft)));
            return services.sender().send(transaction, number, confirmation, Optional.empty())
                            instanceof StartResult.Started
                    ? Optional.of(draft)
                    : Optional.empty();
        });
        if (sent.isEmpty()) {
            return CommandOutput.printError(spec.commandLine(), "Not sent: there is nobody to send it to any more.");
        }
        CommandOutput.printSuccess(
                spec.commandLine(),
                "Queued as broadcast %d. %s"
                        .formatted(
                                sent.get().number(),
                                RunLock.isHeld(config.database())
                                        ? "The running bot sends it; “digestbot broadcast list” shows the progress."
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

    private void refuse(DraftResult refusal) {
        switch (refusal) {
            case DraftResult.Drafted _ -> {}
            case DraftResult.Empty() -> throw wrong(file + " has no visible text.");
            case DraftResult.TooLong(Platform where, int messages) ->
                throw wrong("%s is too long: %2$s would need %3$d messages, the limit is %4$d."
                        .formatted(file, where.title(), messages, Broadcasts.MAX_MESSAGES));
            case DraftResult.TooManyButtons(int buttons) ->
                throw wrong("%s has %d buttons, the limit is %d.".formatted(file, buttons, Broadcasts.MAX_BUTTONS));
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
            byte[] bytes = FileArgument.read(file, MAX_BYTES);
            if (bytes.length > MAX_BYTES) {
                throw wrong("%s is larger than %d KiB. A broadcast is a few messages at most."
                        .formatted(file, MAX_BYTES / 1024));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw wrong(file + " is not UTF-8 text. Save it as UTF-8.");
        } catch (IOException e) {
            throw wrong(file + " cannot be read: " + e.getMessage());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
