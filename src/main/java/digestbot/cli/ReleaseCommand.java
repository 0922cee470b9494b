package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audit.AuditAction;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.digest.DigestParser;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot release`: publishes a digest that is held back. It only writes rows; the running bot sends it.
@Command(name = "release", description = "Publishes a digest that is held back.", mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

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
        try (Database database = configuration.openExisting(config, "nothing is held back")) {
            told = release(database);
        }
        out().println(told);
        out().println(
                        RunLock.isTaken(config.database())
                                ? "The running bot sends it."
                                : "No bot runs on this database; it is sent when one does.");
        return 0;
    }

    private String release(Database database) {
        InstantSource clock = InstantSource.system();
        var library = new Library(new DigestParser()::parse);
        var holding = new HeldDigests(library, new Planner(database, new OutboxEvents(), clock), clock);
        return database.write(transaction -> {
            StoredDigest digest = wanted.chosen(holding.on(transaction, wanted.topic(), wanted.day()).stream()
                    .map(HeldDigests.Held::digest)
                    .toList());
            holding.release(transaction, digest.number());
            DigestArguments.note(transaction, AuditAction.DIGEST_RELEASED, digest, clock);
            return "Released: %s, %s, %s."
                    .formatted(digest.digest().title(), wanted.day(), DigestArguments.which(digest));
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
