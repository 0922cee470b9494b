package digestbot.cli;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.BroadcastTools;
import digestbot.broadcast.DraftResult;
import digestbot.broadcast.Recipients;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.i18n.TimeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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

/// `digestbot broadcast`: an announcement from a file. It only writes rows; the running bot sends them.
@Command(
        name = "broadcast",
        description = "Announces what a file says to subscribers, after a look at it.",
        mixinStandardHelpOptions = true)
public final class BroadcastCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    private RecipientOptions recipients = new RecipientOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Send it then, on this machine's clock, such as \"2026-02-06 08:00\".")
    private Optional<String> at = Optional.empty();

    @Option(names = "--to-me", description = "Send it to the admins of the configuration alone, to see how it looks.")
    private boolean toMe;

    @Option(names = "--yes", description = "Do not ask before it is sent.")
    private boolean yes;

    @Parameters(paramLabel = "FILE", description = "The announcement: Markdown in UTF-8.")
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
        } catch (RecipientOptions.Wrong e) {
            throw wrong(e.why());
        }
        try (Database database = configuration.open(config)) {
            return announce(config, database, text);
        } catch (RecipientOptions.Wrong e) {
            throw wrong(e.why());
        }
    }

    private void check(Config config) {
        if (config.platforms().isEmpty()) {
            throw wrong(
                    "There is no token in %s, so there is no platform to announce on.".formatted(configuration.file()));
        }
        recipients.check(config);
        if (!yes && !toMe && !terminal.isThere()) {
            throw wrong("There is no terminal to ask whether to send it; say --yes to send it without asking.");
        }
        if (Files.notExists(config.database())) {
            throw wrong("There is no database %s, so there are no subscribers yet; check where the bot runs, or run it"
                            .formatted(config.database())
                    + " first.");
        }
    }

    private String text() {
        try {
            return BroadcastFile.read(file);
        } catch (BroadcastFile.Unusable e) {
            throw wrong(e.why());
        }
    }

    private int announce(Config config, Database database, String text) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        BroadcastTools tools = BroadcastToolsFactory.of(config, database, clock);
        Optional<Instant> time = at.map(typed -> time(typed, clock.instant()));
        RecipientOptions.Chosen chosen = recipients.chosen(database);
        Broadcast draft = draft(database, tools.broadcasts(), text, chosen.to());
        var announcement = new BroadcastSession(config, database, tools, draft, spec.commandLine());
        announcement.show();
        if (toMe) {
            return announcement.toAdmins();
        }
        OptionalInt code;
        do {
            long found = announcement.count();
            if (found == 0 || !(yes || confirmed(found, time))) {
                return announcement.discard(found);
            }
            code = time.isPresent() ? announcement.schedule(time.orElseThrow()) : announcement.send();
            // Whoever said yes to something else is asked again.
        } while (code.isEmpty() && !yes);
        return code.orElse(1);
    }

    /// @throws ParameterException if it is none, or over
    private Instant time(String typed, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        Instant time = TimeParser.next(typed, LocalDateTime.ofInstant(now, zone), "en")
                .orElseThrow(() -> wrong(
                        "--at: “%s” is no time; say a day and a time, such as \"2026-02-06 08:00\"".formatted(typed)))
                .atZone(zone)
                .toInstant();
        if (!time.isAfter(now)) {
            throw wrong("--at: that time is over");
        }
        return time;
    }

    private Broadcast draft(Database database, BroadcastDrafts broadcasts, String text, Recipients to) {
        return database.write(transaction -> switch (broadcasts.draft(transaction, Optional.empty(), text)) {
            case DraftResult.Drafted(long number) -> {
                broadcasts.setRecipients(transaction, number, to);
                yield broadcasts.find(transaction, number).orElseThrow();
            }
            case DraftResult.Empty() -> throw wrong(file + ": there is nothing to see in it");
            case DraftResult.TooLong(Platform where, int messages) ->
                throw wrong("%s: it is too long: on %s it would take %d messages, %d at most are sent"
                        .formatted(file, where.title(), messages, BroadcastDrafts.MOST_MESSAGES));
            case DraftResult.TooManyButtons(int buttons) ->
                throw wrong("%s: it has %d buttons, %d at most fit below it"
                        .formatted(file, buttons, BroadcastDrafts.MOST_BUTTONS));
        });
    }

    private boolean confirmed(long found, Optional<Instant> time) {
        String answer = terminal.ask("Send to %s %s%s? [y/N] "
                .formatted(
                        BroadcastSession.WORDS.number(found),
                        found == 1 ? "subscriber" : "subscribers",
                        time.map(then -> " on " + BroadcastSession.moment(then)).orElse("")));
        return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
