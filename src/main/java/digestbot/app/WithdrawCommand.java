package digestbot.app;

import digestbot.app.config.Config;
import digestbot.database.Database;
import digestbot.delivery.Bell;
import digestbot.delivery.Planner;
import digestbot.delivery.ShownMessages;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestParser;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.library.Withdrawals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
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

/// `digestbot withdraw`: takes a digest back. It only writes rows; the running bot takes the messages away.
@Command(name = "withdraw", description = "Takes a digest back from all who got it.", mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic's id or name.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "DAY", description = "The digest's day, such as 2026-02-05.")
    private LocalDate day = LocalDate.EPOCH;

    @Option(
            names = "--language",
            paramLabel = "L",
            description = "The digest's language, where there are several of that day.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--edition",
            paramLabel = "E",
            description = "The digest's edition, where there are several of that day.")
    private Optional<String> edition = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        if (Files.notExists(config.database())) {
            throw wrong("There is no database %s, so there is nothing to take back; check where the bot runs."
                    .formatted(config.database()));
        }
        String told;
        try (Database database = open(config)) {
            told = withdraw(database);
        }
        out().println(told);
        out().println(
                        RunLock.isTaken(config.database())
                                ? "The running bot takes them away."
                                : "No bot runs on this database; they are taken away when one does.");
        return 0;
    }

    private String withdraw(Database database) {
        InstantSource clock = InstantSource.system();
        var library = new Library(new DigestParser()::parse);
        var withdrawals = new Withdrawals(library, new Planner(database, new Bell(), clock), clock);
        return database.write(transaction -> {
            KnownTopic known = library.topic(transaction, topic)
                    .orElseThrow(() -> wrong("There is no topic “%s”; there are: %s"
                            .formatted(
                                    topic,
                                    library.topics(transaction).stream()
                                            .map(each -> each.topic().id())
                                            .collect(Collectors.joining(", ")))));
            StoredDigest digest =
                    chosen(known, withdrawals.on(transaction, known.topic().id(), day));
            long count = new ShownMessages().count(transaction, digest.number(), clock.instant());
            withdrawals.withdraw(transaction, digest.number());
            return "Withdrawn: %s, %s, %s. Messages to take back: %s."
                    .formatted(
                            digest.digest().title(),
                            day,
                            which(digest),
                            count > ShownMessages.MOST_COUNTED
                                    ? "more than " + ShownMessages.MOST_COUNTED
                                    : Long.toString(count));
        });
    }

    private StoredDigest chosen(KnownTopic known, List<StoredDigest> all) {
        List<StoredDigest> fitting = all.stream()
                .filter(digest -> language.filter(wanted ->
                                !wanted.equalsIgnoreCase(digest.digest().key().language()))
                        .isEmpty())
                .filter(digest -> edition.filter(
                                wanted -> !wanted.equals(digest.digest().key().edition()))
                        .isEmpty())
                .toList();
        if (fitting.isEmpty()) {
            throw wrong("There is no such digest of %s on %s%s."
                    .formatted(known.topic().id(), day, all.isEmpty() ? "" : "; there are: " + names(all)));
        }
        if (fitting.size() > 1) {
            throw wrong("There are several digests of %s on %s: %s; say --language or --edition."
                    .formatted(known.topic().id(), day, names(fitting)));
        }
        return fitting.getFirst();
    }

    private static String names(List<StoredDigest> digests) {
        return digests.stream().map(WithdrawCommand::which).collect(Collectors.joining("; "));
    }

    private static String which(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return key.edition().isEmpty() ? key.language() : key.language() + ", edition " + key.edition();
    }

    private Database open(Config config) {
        try {
            return Storage.open(config);
        } catch (IllegalStateException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
