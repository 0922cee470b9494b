package digestbot.library.archive;

import digestbot.database.Transaction;
import java.util.function.BiConsumer;

/// Tells of what is published, and takes no notice of corrections.
public record SilentPublications(BiConsumer<Transaction, Long> to) implements PublicationListener {

    /// Tells nobody.
    public static final SilentPublications NOTHING = new SilentPublications((_, _) -> {});

    @Override
    public void published(Transaction transaction, long digest) {
        to.accept(transaction, digest);
    }

    @Override
    public void corrected(Transaction transaction, long digest) {}

    @Override
    public void withdrawn(Transaction transaction, long digest) {}
}
