package digestbot.library.archive;

import digestbot.database.Transaction;
import java.util.function.BiConsumer;

/// Forwards publications alone.
public record SilentPublications(BiConsumer<Transaction, Long> to) implements PublicationListener {

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
