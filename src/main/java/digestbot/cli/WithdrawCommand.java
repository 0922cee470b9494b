package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audit.AuditAction;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.planning.ShownMessageCounts;
import digestbot.digest.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot withdraw`: takes a digest back. It only writes rows; the running bot takes the messages away.
@Command(name = "withdraw", description = "Takes a digest back from all who got it.", mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    private DigestArguments wanted = new DigestArguments();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        String told;
        try (Database database = configuration.openExisting(config, "there is nothing to take back")) {
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
        var withdrawals = new Withdrawals(library, new Planner(database, new OutboxEvents(), clock), clock);
        return database.write(transaction -> {
            String topic = wanted.topic(library, transaction).topic().id();
            StoredDigest digest = wanted.chosen(withdrawals.on(transaction, topic, wanted.day()));
            long count = new ShownMessageCounts().count(transaction, digest.number(), clock.instant());
            withdrawals.withdraw(transaction, digest.number());
            DigestArguments.note(transaction, AuditAction.DIGEST_WITHDRAWN, digest, clock);
            return "Withdrawn: %s, %s, %s. Messages to take back: %s."
                    .formatted(
                            digest.digest().title(),
                            wanted.day(),
                            DigestArguments.which(digest),
                            count > ShownMessageCounts.MOST_COUNTED
                                    ? "more than " + ShownMessageCounts.MOST_COUNTED
                                    : Long.toString(count));
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
