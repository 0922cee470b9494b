package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.audit.AuditAction;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.digest.DigestParser;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot release`: publishes a digest that is held for review. It only writes rows; the
/// running bot sends it.
@Command(
        name = "release",
        description = "Release a held digest.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot release us-china yesterday"})
final class ReleaseCommand implements Callable<Integer> {

    private static final int LISTED = 10;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    private DigestSelector wanted = new DigestSelector();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        StoredDigest released;
        try (Database database = configuration.openExisting(config, "Nothing is held for review.")) {
            released = release(database);
        }
        CommandOutput.printSuccess(
                spec.commandLine(),
                "Released %s: %s."
                        .formatted(
                                DigestSelector.named(released),
                                released.digest().title()));
        spec.commandLine()
                .getOut()
                .println(
                        RunLock.isHeld(config.database())
                                ? "The running bot sends it."
                                : "No bot is running; it is sent when one starts.");
        return 0;
    }

    private StoredDigest release(Database database) {
        InstantSource clock = InstantSource.system();
        var library = new Library(new DigestParser()::parse);
        var planner = new Planner(database, new OutboxEvents(), clock);
        var heldDigests = new HeldDigests(library, planner, clock);
        return database.write(transaction -> {
            StoredDigest digest = wanted.select(heldDigests.on(transaction, wanted.topic(), wanted.day()).stream()
                            .map(HeldDigests.HeldDigest::digest)
                            .toList())
                    .orElseThrow(
                            () -> notHeld(transaction, library, heldDigests, new Withdrawals(library, planner, clock)));
            heldDigests.release(transaction, digest.number());
            DigestSelector.note(transaction, AuditAction.DIGEST_RELEASED, digest, clock);
            return digest;
        });
    }

    private ParameterException notHeld(
            Transaction transaction, Library library, HeldDigests heldDigests, Withdrawals withdrawals) {
        boolean published = library.topic(transaction, wanted.topic())
                .flatMap(topic ->
                        wanted.select(withdrawals.on(transaction, topic.topic().id(), wanted.day())))
                .isPresent();
        if (published) {
            return wanted.wrong("%s is already published; nothing to release.".formatted(wanted.topicAndDay()));
        }
        List<HeldDigests.HeldDigest> held = heldDigests.all(transaction);
        String others = held.stream()
                .limit(LISTED)
                .map(each -> DigestSelector.named(each.digest()))
                .collect(Collectors.joining(", "));
        return wanted.wrong("%s is not held for review. %s"
                .formatted(wanted.topicAndDay(), held.isEmpty() ? "No digest is." : "Held: %s.".formatted(others)));
    }
}
