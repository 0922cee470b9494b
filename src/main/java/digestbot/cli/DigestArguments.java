package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A digest as the command line names it.
final class DigestArguments {

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    String topic() {
        return topic;
    }

    LocalDate day() {
        return day;
    }

    /// The topic, which must have a digest that is out.
    LibraryTopic topic(Library library, Transaction transaction) {
        return library.topic(transaction, topic)
                .orElseThrow(() -> wrong("There is no topic “%s”; there are: %s"
                        .formatted(
                                topic,
                                library.topics(transaction).stream()
                                        .map(each -> each.topic().id())
                                        .collect(Collectors.joining(", ")))));
    }

    /// The one of these, which are all of the topic and day, that is meant.
    ///
    /// @throws ParameterException if it is none, or may be several
    StoredDigest chosen(List<StoredDigest> all) {
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
                    .formatted(topic, day, all.isEmpty() ? "" : "; there are: " + names(all)));
        }
        if (fitting.size() > 1) {
            throw wrong("There are several digests of %s on %s: %s; say --language or --edition."
                    .formatted(topic, day, names(fitting)));
        }
        return fitting.getFirst();
    }

    /// Notes what is done to it from the command line.
    static void note(Transaction transaction, AuditAction deed, StoredDigest digest, InstantSource clock) {
        new AuditLog(clock).note(transaction, new Actor.CommandLine(), deed, new AuditSubject.Digest(digest.number()));
    }

    private static String names(List<StoredDigest> digests) {
        return digests.stream().map(DigestArguments::which).collect(Collectors.joining("; "));
    }

    /// What tells it from others of its topic and day.
    static String which(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return key.edition().isEmpty() ? key.language() : key.language() + ", edition " + key.edition();
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
