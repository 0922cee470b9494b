package digestbot.cli;

import digestbot.app.ConfiguredDatabase;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.DraftResult;
import digestbot.broadcast.RecipientFilter;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.i18n.TimeParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot broadcast`: sends a text from a file. It only writes rows; the running bot sends
/// them.
@Command(
        name = "broadcast",
        description = "Send a broadcast from a file, after a preview.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot broadcast --topic us-china --at \"2026-02-06 08:00\" news.md"})
public final class BroadcastCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    private RecipientOptions recipients = new RecipientOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Send at this local time, such as \"2026-02-06 08:00\" (default: immediately).")
    private Optional<String> at = Optional.empty();

    @Option(names = "--test", description = "Send a test to the owners only.")
    private boolean test;

    @Option(names = "--yes", description = "Skip the confirmation.")
    private boolean yes;

    @Parameters(paramLabel = "FILE", description = "Text of the broadcast, Markdown in UTF-8.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ConfirmationPrompt terminal;

    BroadcastCommand() {
        this(ConfirmationPrompt.ofProcess());
    }

    public BroadcastCommand(ConfirmationPrompt terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = configuration.load();
        String text = text();
        try {
            check(config);
        } catch (RecipientOptions.InvalidOptionException e) {
            throw wrong(e.why());
        }
        try (Database database = configuration.open(config)) {
            return send(config, database, text);
        } catch (RecipientOptions.InvalidOptionException e) {
            throw wrong(e.why());
        }
    }

    private void check(Config config) {
        if (config.platforms().isEmpty()) {
            throw wrong("No bot token configured in %s, so there is no platform to send to."
                    .formatted(configuration.file()));
        }
        recipients.check(config);
        if (!yes && !test && !terminal.isInteractive()) {
            throw wrong("There is no terminal to confirm the broadcast. Add --yes to send it without a confirmation.");
        }
        if (ConfiguredDatabase.isMissing(config.database())) {
            throw wrong(ConfigOption.noDatabase(config));
        }
    }

    private String text() {
        try {
            return BroadcastFile.read(file);
        } catch (BroadcastFile.UnusableFileException e) {
            throw wrong(e.why());
        }
    }

    private int send(Config config, Database database, String text) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        BroadcastModule services = BroadcastToolsFactory.of(config, database, clock);
        Optional<Instant> time = at.map(typed -> time(typed, clock.instant()));
        RecipientOptions.ResolvedRecipients chosen = recipients.chosen(database);
        Broadcast draft = draft(database, services.broadcasts(), text, chosen.recipients());
        var session = new BroadcastDialogue(config, database, services, draft, spec.commandLine());
        session.show();
        if (test) {
            return session.sendTest();
        }
        OptionalInt code;
        do {
            long found = session.count();
            if (found == 0 || !(yes || confirmed(found, time))) {
                return session.discard(found);
            }
            code = time.isPresent() ? session.schedule(time.orElseThrow()) : session.send();
            // Recipients changed since the confirmation, so it is asked for again.
        } while (code.isEmpty() && !yes);
        return code.orElse(1);
    }

    /// @throws ParameterException if it is not a time or has passed
    private Instant time(String typed, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        Instant time = TimeParser.next(typed, LocalDateTime.ofInstant(now, zone), "en")
                .orElseThrow(
                        () -> wrong("--at: “%s” is not a time. Use a day and a time, for example \"2026-02-06 08:00\"."
                                .formatted(typed)))
                .atZone(zone)
                .toInstant();
        if (!time.isAfter(now)) {
            throw wrong("--at: that time has passed.");
        }
        return time;
    }

    private Broadcast draft(Database database, Broadcasts broadcasts, String text, RecipientFilter recipients) {
        return database.write(transaction -> switch (broadcasts.draft(transaction, Optional.empty(), text)) {
            case DraftResult.Drafted(long number) -> {
                broadcasts.setRecipients(transaction, number, recipients, new Actor.CommandLineUser());
                yield broadcasts.find(transaction, number).orElseThrow();
            }
            case DraftResult.Empty() -> throw wrong(file + " has no visible text.");
            case DraftResult.TooLong(Platform where, int messages) ->
                throw wrong("%s is too long: %2$s would need %3$d messages, the limit is %4$d."
                        .formatted(file, where.title(), messages, Broadcasts.MAX_MESSAGES));
            case DraftResult.TooManyButtons(int buttons) ->
                throw wrong("%s has %d buttons, the limit is %d.".formatted(file, buttons, Broadcasts.MAX_BUTTONS));
        });
    }

    private boolean confirmed(long found, Optional<Instant> time) {
        return terminal.confirm("Send to %s%s?"
                .formatted(
                        CountedNoun.of(found, "subscriber"),
                        time.map(then -> " on " + BroadcastDialogue.moment(then))
                                .orElse("")));
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
