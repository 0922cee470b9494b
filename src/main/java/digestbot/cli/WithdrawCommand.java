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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot withdraw`: withdraws a digest. It only writes rows; the running bot removes the
/// messages.
@Command(
        name = "withdraw",
        description = "Withdraw a published digest from all readers, after a confirmation.",
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
            String messages = database.read(transaction -> messages(transaction, digest));
            if (confirmation.confirms("withdraw %s and remove %s".formatted(DigestSelector.named(digest), messages))) {
                withdraw(database, withdrawals, digest);
                CommandOutput.printSuccess(
                        spec.commandLine(),
                        "Withdrawn: %s. Removing %s.".formatted(DigestSelector.named(digest), messages));
                spec.commandLine()
                        .getOut()
                        .println(
                                RunLock.isHeld(config.database())
                                        ? "The running bot removes them."
                                        : "No bot is running; they are removed when one starts.");
            }
            return 0;
        }
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
