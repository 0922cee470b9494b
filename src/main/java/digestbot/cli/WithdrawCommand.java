package digestbot.cli;

import digestbot.audit.AuditAction;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.cli.common.CountedNoun;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.planning.ShownMessageCounts;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `digestbot withdraw`: withdraws a published digest.
@Command(
        name = "withdraw",
        description = "Withdraw a published digest from all readers, after a confirmation.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot withdraw --dry-run us-china 2026-02-05"})
final class WithdrawCommand extends DigestChangeCommand {

    @Mixin
    private ConfirmationOptions confirmation;

    WithdrawCommand() {
        this(ConfirmationPrompt.ofProcess());
    }

    WithdrawCommand(ConfirmationPrompt prompt) {
        super(new Sentences(
                "Nothing is published.",
                "The running bot removes them.",
                "No bot is running; they are removed when one starts."));
        confirmation = new ConfirmationOptions(prompt);
    }

    @Override
    Optional<String> change(Database database, PublicationListener publications) {
        var withdrawals = new Withdrawals(library, publications, clock);
        StoredDigest digest = database.read(transaction -> find(transaction, withdrawals));
        String messages = database.read(transaction -> messages(transaction, digest));
        if (!confirmation.confirms("withdraw %s and remove %s".formatted(DigestSelector.named(digest), messages))) {
            return Optional.empty();
        }
        withdraw(database, withdrawals, digest);
        return Optional.of("Withdrawn: %s. Removing %s.".formatted(DigestSelector.named(digest), messages));
    }

    private StoredDigest find(Transaction transaction, Withdrawals withdrawals) {
        String topics = library.topics(transaction).stream()
                .map(each -> each.topic().id())
                .collect(Collectors.joining(", "));
        String topic = library.topic(transaction, wanted.topic())
                .orElseThrow(() -> wanted.wrong("No topic called “%s”. Topics: %s."
                        .formatted(wanted.topic(), topics.isEmpty() ? "none yet" : topics)))
                .topic()
                .id();
        var all = withdrawals.on(transaction, topic, wanted.day());
        return wanted.select(all)
                .orElseThrow(() -> wanted.wrong("No such digest of %s.%s"
                        .formatted(
                                wanted.topicAndDay(),
                                all.isEmpty()
                                        ? " None of that day is published."
                                        : " Published: %s.".formatted(DigestSelector.variants(all)))));
    }

    private String messages(Transaction transaction, StoredDigest digest) {
        long count = new ShownMessageCounts().count(transaction, digest.number(), clock.instant());
        return count > ShownMessageCounts.MAX_COUNTED
                ? "more than " + CountedNoun.of(ShownMessageCounts.MAX_COUNTED, "message")
                : CountedNoun.of(count, "message");
    }

    private void withdraw(Database database, Withdrawals withdrawals, StoredDigest digest) {
        database.writeWithoutResult(transaction -> {
            if (!withdrawals.withdraw(transaction, digest.number())) {
                throw wanted.wrong("%s was withdrawn meanwhile.".formatted(DigestSelector.named(digest)));
            }
            DigestSelector.note(transaction, AuditAction.DIGEST_WITHDRAWN, digest, clock);
        });
    }
}
