package digestbot.delivery;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Stores deliveries that carry their own content.
final class OutboxStore {

    /// What a delivery says by itself.
    ///
    /// @param content JSON
    /// @param page the only page to show, if not all of it is
    /// @param edits the message to replace
    record Said(String cause, int lane, String content, OptionalInt page, Optional<String> edits) {}

    void add(Transaction transaction, long subscriber, Destination to, Said said, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO delivery (subscriber, platform, thread, cause, lane, due_at, next_at, content, page,
                                              edits, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .bind(0, subscriber)
                .bind(1, to.chat().platform().id())
                .bind(2, to.thread())
                .bind(3, said.cause())
                .bind(4, said.lane())
                .bind(5, now.toEpochMilli())
                .bind(6, now.toEpochMilli())
                .bind(7, said.content())
                .bind(8, said.page().isPresent() ? Optional.of(said.page().getAsInt()) : Optional.empty())
                .bind(9, said.edits())
                .bind(10, now.toEpochMilli())
                .execute();
    }
}
