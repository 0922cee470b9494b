package digestbot.library;

import digestbot.database.Transaction;
import java.util.function.BiConsumer;

/// Tells of what is published, and takes no notice of corrections.
public record Publishing(BiConsumer<Transaction, Long> to) implements Publications {

    /// Tells nobody.
    public static final Publishing NOTHING = new Publishing((_, _) -> {});

    @Override
    public void published(Transaction transaction, long digest) {
        to.accept(transaction, digest);
    }

    @Override
    public void corrected(Transaction transaction, long digest) {}

    @Override
    public void withdrawn(Transaction transaction, long digest) {}
}
