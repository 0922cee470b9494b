package digestbot.cli;

import digestbot.audit.AuditAction;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `digestbot release`: publishes a digest that is held for review.
@Command(
        name = "release",
        description = "Release a held digest.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot release us-china yesterday"})
final class ReleaseCommand extends DigestChangeCommand {

    private static final int LISTED = 10;

    ReleaseCommand() {
        super(new Sentences(
                "Nothing is held for review.",
                "The running bot sends it.",
                "No bot is running; it is sent when one starts."));
    }

    @Override
    Optional<Change> change(Database database, PublicationListener publications) {
        var heldDigests = new HeldDigests(library, publications, clock);
        StoredDigest released = database.write(transaction -> {
            StoredDigest digest = wanted.select(heldDigests.on(transaction, wanted.topic(), wanted.day()).stream()
                            .map(HeldDigests.HeldDigest::digest)
                            .toList())
                    .orElseThrow(
                            () -> notHeld(transaction, heldDigests, new Withdrawals(library, publications, clock)));
            heldDigests.release(transaction, digest.number());
            DigestSelector.note(transaction, AuditAction.DIGEST_RELEASED, digest, clock);
            return digest;
        });
        return Optional.of(new Change(
                "Released %s: %s."
                        .formatted(
                                DigestSelector.named(released),
                                released.digest().title()),
                true));
    }

    private ParameterException notHeld(Transaction transaction, HeldDigests heldDigests, Withdrawals withdrawals) {
        boolean published = library.topic(transaction, wanted.topic())
                .flatMap(topic ->
                        wanted.select(withdrawals.on(transaction, topic.topic().id(), wanted.day())))
                .isPresent();
        if (published) {
            return wanted.wrong("%s is already published; nothing to release.".formatted(wanted.topicAndDay()));
        }
        List<HeldDigests.HeldDigest> held = heldDigests.all(transaction);
        if (held.isEmpty() && library.topic(transaction, wanted.topic()).isEmpty()) {
            return wanted.unknownTopic(library.topics(transaction));
        }
        String others = held.stream()
                .limit(LISTED)
                .map(each -> DigestSelector.named(each.digest()))
                .collect(Collectors.joining(", "));
        return wanted.wrong("%s is not held for review. %s"
                .formatted(wanted.topicAndDay(), held.isEmpty() ? "No digest is." : "Held: %s.".formatted(others)));
    }
}
