package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.i18n.ClosestMatch;
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

/// Selects a digest by its topic, day, language and edition.
final class DigestSelector {

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Id or name of the topic.")
    private String topic = "";

    @Parameters(
            index = "1",
            paramLabel = "DAY",
            description = "Day of the digest, such as 2026-02-05, monday, yesterday or \"5 feb\".")
    private LocalDate day = LocalDate.EPOCH;

    @Option(
            names = "--language",
            paramLabel = "L",
            description = "Language of the digest, if there are several of that day.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--edition",
            paramLabel = "E",
            description = "Edition of the digest, if there are several of that day.")
    private Optional<String> edition = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    String topic() {
        return topic;
    }

    LocalDate day() {
        return day;
    }

    /// Selects the digest by language and edition from all digests of the topic and day; empty if
    /// none matches.
    ///
    /// @throws ParameterException if several match
    Optional<StoredDigest> select(List<StoredDigest> all) {
        List<StoredDigest> matching = all.stream()
                .filter(digest -> language.filter(wanted ->
                                !wanted.equalsIgnoreCase(digest.digest().key().language()))
                        .isEmpty())
                .filter(digest -> edition.filter(
                                wanted -> !wanted.equals(digest.digest().key().edition()))
                        .isEmpty())
                .toList();
        if (matching.size() > 1) {
            throw wrong("%s has several digests: %s. Add --language or --edition."
                    .formatted(topicAndDay(), variants(matching)));
        }
        return matching.stream().findFirst();
    }

    /// The topic and the day, such as “us-china 2026-02-05”.
    String topicAndDay() {
        return topic + " " + day;
    }

    /// Says that there is no such topic, and which was meant or which there are.
    ///
    /// @param all the topics that there are
    ParameterException unknownTopic(List<LibraryTopic> all) {
        List<String> ids = all.stream().map(each -> each.topic().id()).toList();
        String hint = ClosestMatch.find(topic, ids)
                .map("Did you mean “%s”?"::formatted)
                .orElseGet(() -> "Topics: %s.".formatted(ids.isEmpty() ? "none yet" : String.join(", ", ids)));
        return wrong("No topic called “%s”. %s".formatted(topic, hint));
    }

    ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }

    /// Records an action of the command line on the digest.
    static void note(Transaction transaction, AuditAction action, StoredDigest digest, InstantSource clock) {
        new AuditLog(clock)
                .record(
                        transaction,
                        new Actor.CommandLineUser(),
                        action,
                        new AuditSubject.DigestSubject(digest.number()));
    }

    static String variants(List<StoredDigest> digests) {
        return digests.stream().map(DigestSelector::variant).collect(Collectors.joining("; "));
    }

    /// The name of the digest, such as “us-china 2026-02-05 (en)”.
    static String named(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return "%s %s (%s)".formatted(digest.digest().topic().id(), key.day(), variant(digest));
    }

    /// The language and edition, which distinguish the digest from others of its topic and day.
    private static String variant(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return key.edition().isEmpty() ? key.language() : key.language() + ", edition " + key.edition();
    }
}
