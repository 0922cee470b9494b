package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audit.AuditAction;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.planning.ShownMessageCounts;
import digestbot.digest.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot withdraw`: withdraws a digest. It only writes rows; the running bot removes the messages.
@Command(
        name = "withdraw",
        description =
                "Withdraw a published digest from all readers, or don't publish a held one, after a confirmation.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot withdraw --dry-run us-china 2026-02-05"})
final class WithdrawCommand implements Callable<Integer> {

    private final InstantSource clock = InstantSource.system();
    private final Library library = new Library(new DigestParser()::parse);

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    private DigestSelector wanted = new DigestSelector();

    @Mixin
    private ConfirmationOptions confirmation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// What the withdrawal of a digest means.
    ///
    /// @param act what is to be confirmed
    /// @param result the sentence that says that it is done
    private record Plan(String act, String result, boolean removesMessages) {}

    WithdrawCommand() {
        this(ConfirmationPrompt.ofProcess());
    }

    WithdrawCommand(ConfirmationPrompt prompt) {
        confirmation = new ConfirmationOptions(prompt);
    }

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "Nothing is published.")) {
            var withdrawals = new Withdrawals(library, new Planner(database, new OutboxEvents(), clock), clock);
            StoredDigest digest = database.read(transaction -> find(transaction, withdrawals));
            Plan plan = database.read(transaction -> plan(transaction, withdrawals, digest));
            if (confirmation.confirms(plan.act())) {
                withdraw(database, withdrawals, digest);
                CommandOutput.printSuccess(spec.commandLine(), plan.result());
                if (plan.removesMessages()) {
                    spec.commandLine()
                            .getOut()
                            .println(
                                    RunLock.isHeld(config.database())
                                            ? "The running bot removes them."
                                            : "No bot is running; they are removed when one starts.");
                }
            }
            return 0;
        }
    }

    private Plan plan(Transaction transaction, Withdrawals withdrawals, StoredDigest digest) {
        String name = DigestSelector.named(digest);
        if (withdrawals.isHeld(transaction, digest.number())) {
            return new Plan(
                    "end the review of %s without publishing it".formatted(name),
                    "Not published: %s. It stays hidden unless its file is corrected.".formatted(name),
                    false);
        }
        long count = new ShownMessageCounts().count(transaction, digest.number(), clock.instant());
        if (count == 0) {
            return new Plan(
                    "withdraw %s, which has no messages to remove".formatted(name),
                    "Withdrawn: %s. There are no messages to remove.".formatted(name),
                    false);
        }
        String messages = count > ShownMessageCounts.MAX_COUNTED
                ? "more than " + CountedNoun.of(ShownMessageCounts.MAX_COUNTED, "message")
                : CountedNoun.of(count, "message");
        return new Plan(
                "withdraw %s and remove %s".formatted(name, messages),
                "Withdrawn: %s. Removing %s.".formatted(name, messages),
                true);
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
