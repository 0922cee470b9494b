package digestbot.cli;

import digestbot.audit.AuditAction;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.cli.common.CountedNoun;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.planning.CorrectionPlanningStore;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `digestbot withdraw`: withdraws a published digest.
@Command(
        name = "withdraw",
        description =
                "Withdraw a published digest from all readers, or don't publish a held one, after a confirmation.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot withdraw --dry-run us-china 2026-02-05"})
final class WithdrawCommand extends DigestChangeCommand {

    @Mixin
    private ConfirmationOptions confirmation;

    /// The effect of the withdrawal of a digest.
    ///
    /// @param act the action to confirm
    /// @param change the change after the confirmation
    private record Plan(String act, Change change) {}

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
    Optional<Change> change(Database database, PublicationListener publications) {
        var withdrawals = new Withdrawals(library, publications, clock);
        StoredDigest digest = database.read(transaction -> find(transaction, withdrawals));
        Plan plan = database.read(transaction -> plan(transaction, withdrawals, digest));
        if (!confirmation.confirms(plan.act())) {
            return Optional.empty();
        }
        withdraw(database, withdrawals, digest);
        return Optional.of(plan.change());
    }

    private Plan plan(Transaction transaction, Withdrawals withdrawals, StoredDigest digest) {
        String name = DigestSelector.named(digest);
        if (withdrawals.isHeld(transaction, digest.number())) {
            return new Plan(
                    "end the review of %s without publishing it".formatted(name),
                    new Change(
                            "Not published: %s. It stays hidden unless its file is corrected.".formatted(name), false));
        }
        long count = CorrectionPlanningStore.shown(transaction, digest.number(), clock.instant());
        if (count == 0) {
            return new Plan(
                    "withdraw %s, which has no messages to remove".formatted(name),
                    new Change("Withdrawn: %s. There are no messages to remove.".formatted(name), false));
        }
        String messages = count > CorrectionPlanningStore.MAX_COUNTED
                ? "more than " + CountedNoun.of(CorrectionPlanningStore.MAX_COUNTED, "message")
                : CountedNoun.of(count, "message");
        return new Plan(
                "withdraw %s and remove %s".formatted(name, messages),
                new Change("Withdrawn: %s. Removing %s.".formatted(name, messages), true));
    }

    private StoredDigest find(Transaction transaction, Withdrawals withdrawals) {
        String topic = library.topic(transaction, wanted.topic())
                .orElseThrow(() -> wanted.unknownTopic(library.topics(transaction)))
                .topic()
                .id();
        var all = withdrawals.on(transaction, topic, wanted.day());
        return wanted.select(all)
                .orElseThrow(() -> wanted.wrong(
                        all.isEmpty()
                                ? "%s is not published.".formatted(wanted.topicAndDay())
                                : "%s is not published in that language and edition. Published: %s."
                                        .formatted(wanted.topicAndDay(), DigestSelector.variants(all))));
    }

    private void withdraw(Database database, Withdrawals withdrawals, StoredDigest digest) {
        database.writeWithoutResult(transaction -> {
            AuditAction action = withdrawals.isHeld(transaction, digest.number())
                    ? AuditAction.DIGEST_REJECTED
                    : AuditAction.DIGEST_WITHDRAWN;
            if (!withdrawals.withdraw(transaction, digest.number())) {
                throw wanted.wrong("%s was withdrawn meanwhile.".formatted(DigestSelector.named(digest)));
            }
            DigestSelector.note(transaction, action, digest, clock);
        });
    }
}
