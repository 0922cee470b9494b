package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.RunLock;
import digestbot.app.SitePageAddresses;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.CorrectionPlanningStore;
import digestbot.delivery.planning.Planner;
import digestbot.digest.DigestKey;
import digestbot.i18n.ClosestMatch;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import digestbot.webhook.WebhookEventRecorder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The frame of the commands that publish or withdraw one digest. They only write rows; the running
/// bot sends and removes the messages.
abstract class DigestChangeCommand extends ConfiguredCommand {

    final Library library = new Library();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Id or name of the topic.")
    String topic = "";

    @Parameters(
            index = "1",
            paramLabel = "DAY",
            description = "Day of the digest, such as 2026-02-05, monday or yesterday.")
    LocalDate day = LocalDate.EPOCH;

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

    @Override
    public Integer call() throws IOException {
        Config config = load();
        try (Database database = openExisting(config)) {
            var webhooks = new WebhookEventRecorder(
                    config.webhooks(), library, SitePageAddresses.ofDigests(config, library), clock());
            var planner = new Planner(database, new OutboxEvents(), library, clock());
            return change(config, database, planner.and(webhooks));
        }
    }

    /// Changes the digest that the user selected, and returns the exit code.
    abstract int change(Config config, Database database, PublicationListener publications) throws IOException;

    /// Says what the running bot does about the change, or what the next one will do.
    final int leaveToBot(Config config, String running, String stopped) throws IOException {
        println(RunLock.isHeld(config.database()) ? running : stopped);
        return 0;
    }

    /// Selects the digest by language and edition; empty if none matches.
    ///
    /// @throws ParameterException if several digests match
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

    /// The topic and day, such as “us-china 2026-02-05”.
    String topicAndDay() {
        return topic + " " + day;
    }

    ParameterException unknownTopic(List<LibraryTopic> all) {
        List<String> ids = all.stream().map(each -> each.topic().id()).toList();
        String hint = ClosestMatch.find(topic, ids)
                .map("Did you mean “%s”?"::formatted)
                .orElseGet(() -> "Topics: %s.".formatted(ids.isEmpty() ? "none yet" : String.join(", ", ids)));
        return wrong("No topic called “%s”. %s".formatted(topic, hint));
    }

    static String variants(List<StoredDigest> digests) {
        return digests.stream().map(DigestChangeCommand::variant).collect(Collectors.joining("; "));
    }

    /// The digest's name, such as “us-china 2026-02-05 (en)”.
    static String named(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return "%s %s (%s)".formatted(digest.digest().topic().id(), key.day(), variant(digest));
    }

    /// Distinguishes the digest from others of its topic and day.
    private static String variant(StoredDigest digest) {
        DigestKey key = digest.digest().key();
        return key.edition().isEmpty() ? key.language() : key.language() + ", edition " + key.edition();
    }

    @Command(
            name = "release",
            description = "Release a held digest.",
            footer = {"", "Example:", "  digestbot release us-china yesterday"})
    static final class ReleaseCommand extends DigestChangeCommand {

        private static final int LISTED = 10;

        @Override
        int change(Config config, Database database, PublicationListener publications) throws IOException {
            var heldDigests = new DigestReview(library, publications, clock());
            StoredDigest released = database.write(transaction -> {
                StoredDigest digest = select(heldDigests.on(transaction, topic, day).stream()
                                .map(DigestReview.HeldDigest::digest)
                                .toList())
                        .orElseThrow(() ->
                                notHeld(transaction, heldDigests, new Withdrawals(library, publications, clock())));
                heldDigests.release(transaction, digest.number());
                audit(transaction, AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(digest.number()));
                return digest;
            });
            printSuccess("Released %s: %s."
                    .formatted(named(released), released.digest().title()));
            return leaveToBot(config, "The running bot sends it.", "No bot is running; it is sent when one starts.");
        }

        private ParameterException notHeld(Transaction transaction, DigestReview heldDigests, Withdrawals withdrawals) {
            boolean published = library.topic(transaction, topic)
                    .flatMap(topic ->
                            select(withdrawals.on(transaction, topic.topic().id(), day)))
                    .isPresent();
            if (published) {
                return wrong("%s is already published; nothing to release.".formatted(topicAndDay()));
            }
            List<DigestReview.HeldDigest> held = heldDigests.all(transaction);
            if (held.isEmpty() && library.topic(transaction, topic).isEmpty()) {
                return unknownTopic(library.topics(transaction));
            }
            String others = held.stream()
                    .limit(LISTED)
                    .map(each -> named(each.digest()))
                    .collect(Collectors.joining(", "));
            return wrong("%s is not held for review. %s"
                    .formatted(topicAndDay(), held.isEmpty() ? "No digest is." : "Held: %s.".formatted(others)));
        }
    }

    @Command(
            name = "withdraw",
            description = "Withdraw a published digest from all readers, or don't publish a held one.",
            footer = {"", "Example:", "  digestbot withdraw us-china 2026-02-05 --yes"})
    static final class WithdrawCommand extends DigestChangeCommand {

        @Option(names = "--yes", description = "Withdraw it (default: only say what would happen).")
        private boolean yes;

        /// The plan of a command: the intended action as a verb with its object, and the sentence
        /// for its success.
        private record Plan(String act, String result, boolean removesMessages) {}

        @Override
        int change(Config config, Database database, PublicationListener publications) throws IOException {
            var withdrawals = new Withdrawals(library, publications, clock());
            StoredDigest digest = database.read(transaction -> find(transaction, withdrawals));
            Plan plan = database.read(transaction -> plan(transaction, withdrawals, digest));
            if (!yes) {
                return unconfirmed(plan.act());
            }
            withdraw(database, withdrawals, digest);
            printSuccess(plan.result());
            return plan.removesMessages()
                    ? leaveToBot(
                            config, "The running bot does so now.", "No bot is running; one does so when it starts.")
                    : 0;
        }

        private Plan plan(Transaction transaction, Withdrawals withdrawals, StoredDigest digest) {
            String name = named(digest);
            if (withdrawals.isHeld(transaction, digest.number())) {
                return new Plan(
                        "end the review of %s without publishing it".formatted(name),
                        "Not published: %s. It stays hidden unless its file is corrected.".formatted(name),
                        false);
            }
            long count = CorrectionPlanningStore.shown(transaction, digest.number(), clock().instant());
            if (count == 0) {
                return new Plan(
                        "withdraw %s, which has no messages to remove".formatted(name),
                        "Withdrawn: %s. There are no messages to remove.".formatted(name),
                        false);
            }
            String messages = count > CorrectionPlanningStore.MAX_COUNTED
                    ? "more than " + counted(CorrectionPlanningStore.MAX_COUNTED, "message")
                    : counted(count, "message");
            return new Plan(
                    "withdraw %s and remove %s".formatted(name, messages),
                    "Withdrawn: %s. Removing %s.".formatted(name, messages),
                    true);
        }

        private StoredDigest find(Transaction transaction, Withdrawals withdrawals) {
            Optional<String> known =
                    library.topic(transaction, topic).map(found -> found.topic().id());
            String id = known.orElseGet(() -> topic.toLowerCase(Locale.ROOT));
            var all = withdrawals.on(transaction, id, day);
            if (all.isEmpty() && !library.withdrawn(transaction, id, day).isEmpty()) {
                throw wrong("%s is already withdrawn.".formatted(topicAndDay()));
            }
            if (all.isEmpty() && known.isEmpty()) {
                throw unknownTopic(library.topics(transaction));
            }
            return select(all)
                    .orElseThrow(() -> wrong(
                            all.isEmpty()
                                    ? "%s is not published.".formatted(topicAndDay())
                                    : "%s is not published in that language and edition. Published: %s."
                                            .formatted(topicAndDay(), variants(all))));
        }

        private void withdraw(Database database, Withdrawals withdrawals, StoredDigest digest) {
            database.writeWithoutResult(transaction -> {
                AuditAction action = withdrawals.isHeld(transaction, digest.number())
                        ? AuditAction.DIGEST_REJECTED
                        : AuditAction.DIGEST_WITHDRAWN;
                if (!withdrawals.withdraw(transaction, digest.number())) {
                    throw wrong("%s was withdrawn meanwhile.".formatted(named(digest)));
                }
                audit(transaction, action, new AuditSubject.DigestSubject(digest.number()));
            });
        }
    }
}
