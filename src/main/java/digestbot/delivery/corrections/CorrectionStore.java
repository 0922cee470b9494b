package digestbot.delivery.corrections;

import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.database.Transaction;
import digestbot.delivery.corrections.CorrectionStore.CorrectedDelivery.SentMessage;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import digestbot.delivery.outbox.ShownDigestStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the current views of a corrected delivery's messages and stores the changes.
public final class CorrectionStore {

    private final ShownDigestStore shownDigests = new ShownDigestStore();

    private record DeliveryRow(
            long thread, Reader sent, Reader now, int revision, long movedAt, boolean mayHaveArrived) {}

    private record WithdrawnDelivery(long thread, String language, long movedAt) {}

    record RemovableMessage(long delivery, long thread, int ordinal, String id, Instant sentAt) {}

    record WithdrawnMessages(String language, List<RemovableMessage> messages) {}

    private record PartRow(Optional<SentMessage> part, boolean arrived) {}

    /// Reads the messages that show the digest; for messages with several digests, any of them.
    /// After a chat migration, older messages have unknown ids and cannot be changed.
    CorrectedDelivery read(Transaction transaction, Payload.MessageCorrection payload) {
        long delivery = payload.corrects();
        DeliveryRow head = transaction
                .select("""
                        SELECT d.thread, coalesce(d.language, u.language) AS sent_language, d.today, coalesce(i.perspectives, '') AS sent_perspectives,
                               coalesce(i.length, 'full') AS sent_length, coalesce(i.layout, 'stacked') AS sent_layout,
                               coalesce(i.revision, 1) AS revision,
                               d.may_have_arrived, u.language, u.zone, u.moved_at, coalesce(s.perspectives, '') AS perspectives,
                               coalesce(s.length, 'full') AS length, coalesce(s.layout, 'stacked') AS layout,
                               (SELECT coalesce(string_agg(h.outlet, '\n'), '') FROM hidden_outlet h
                                WHERE h.subscriber = u.number) AS hidden,
                               d.words, (SELECT string_agg(w.word, '|') FROM word w
                                         WHERE w.subscriber = u.number AND w.kind = 'mute') AS muted
                        FROM delivery d
                        JOIN delivery_item i ON i.delivery = d.number AND i.digest = ?
                        JOIN subscriber u ON u.number = d.subscriber
                        LEFT JOIN subscription s ON s.number = i.subscription
                        WHERE d.number = ? ORDER BY i.ordinal LIMIT 1
                        """, payload.digest(), delivery)
                .map((row, _) -> deliveryRow(row, payload.now()))
                .one();
        List<PartRow> rows = transaction
                .select("""
                        SELECT ordinal, view, message_id, sent_at, coalesce(revision, ?) AS revision, pressed
                        FROM part WHERE delivery = ? ORDER BY ordinal
                        """, head.revision(), delivery)
                .map((row, _) -> row(transaction, row, payload))
                .list();
        return new CorrectedDelivery(
                delivery,
                head.thread(),
                head.sent(),
                shownDigests.readingOptions(transaction, delivery),
                head.now(),
                rows.stream().allMatch(PartRow::arrived),
                head.mayHaveArrived(),
                rows.stream()
                        .flatMap(row -> row.part().stream())
                        .filter(part -> part.sentAt().toEpochMilli() >= head.movedAt())
                        .toList());
    }

    private static DeliveryRow deliveryRow(ResultSet row, Instant now) throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("zone"));
        LocalDate today = LocalDate.ofInstant(now, zone);
        String sentOn = row.getString("today");
        Set<String> muted = ReaderWords.of(null, row.getString("muted")).muted();
        var sent = new Reader(
                row.getString("sent_language"),
                ReadingOptions.of(
                        row.getString("sent_perspectives"), row.getString("sent_length"), row.getString("sent_layout")),
                sentOn == null ? today : LocalDate.parse(sentOn),
                zone,
                Set.of(),
                new ReaderWords(ReaderWords.of(row.getString("words")).followed(), muted));
        var current = new Reader(
                row.getString("language"),
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                today,
                zone,
                row.getString("hidden").lines().collect(Collectors.toSet()),
                ReaderWords.muted(muted));
        return new DeliveryRow(
                row.getLong("thread"),
                sent,
                current,
                row.getInt("revision"),
                row.getLong("moved_at"),
                row.getBoolean("may_have_arrived"));
    }

    private static PartRow row(Transaction transaction, ResultSet row, Payload.MessageCorrection payload)
            throws SQLException {
        if (row.getString("message_id") == null) {
            return new PartRow(Optional.empty(), false);
        }
        Optional<CombinedView> several = CombinedView.decode(row.getString("view"));
        return new PartRow(
                several.isPresent()
                        ? Optional.of(several(row, several.orElseThrow()))
                        : page(transaction, row, payload),
                true);
    }

    private static SentMessage several(ResultSet row, CombinedView shows) throws SQLException {
        return new SentMessage.CombinedPage(
                row.getInt("ordinal"),
                shows,
                row.getString("message_id"),
                Instant.ofEpochMilli(row.getLong("sent_at")));
    }

    private static Optional<SentMessage> page(Transaction transaction, ResultSet row, Payload.MessageCorrection payload)
            throws SQLException {
        if (Press.decode(row.getString("view")).orElse(null) instanceof Press.Show shows) {
            return Optional.of(new SentMessage.Page(
                    row.getInt("ordinal"),
                    shows,
                    other(transaction, shows.digest(), payload),
                    row.getInt("revision"),
                    row.getBoolean("pressed"),
                    row.getString("message_id"),
                    Instant.ofEpochMilli(row.getLong("sent_at"))));
        }
        return Optional.empty();
    }

    /// The digest to which a button press switched the message, if it is not the delivered one.
    private static Optional<DigestRevision> other(
            Transaction transaction, long shown, Payload.MessageCorrection payload) {
        boolean delivered = shown == payload.digest()
                || payload.several().stream()
                        .flatMap(several -> several.digests().stream())
                        .anyMatch(each -> each.digest() == shown);
        return delivered
                ? Optional.empty()
                : transaction
                        .select("SELECT revision FROM digest WHERE number = ? AND state <> 'draft'", shown)
                        .map((row, _) -> new DigestRevision(shown, row.getInt("revision")))
                        .findOne();
    }

    WithdrawnMessages withdrawn(Transaction transaction, long delivery) {
        WithdrawnDelivery head = transaction
                .select("""
                        SELECT d.thread, u.language, coalesce(u.moved_at, 0) AS moved_at
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber WHERE d.number = ?
                        """, delivery)
                .map((row, _) -> new WithdrawnDelivery(
                        row.getLong("thread"), row.getString("language"), row.getLong("moved_at")))
                .one();
        List<RemovableMessage> messages = transaction
                .select("""
                        SELECT ordinal, message_id, sent_at FROM part
                        WHERE delivery = ? AND message_id IS NOT NULL AND sent_at >= ? ORDER BY ordinal
                        """, delivery, head.movedAt())
                .map((row, _) -> new RemovableMessage(
                        delivery,
                        head.thread(),
                        row.getInt("ordinal"),
                        row.getString("message_id"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
        return new WithdrawnMessages(head.language(), messages);
    }

    /// A delivery to correct, with the current state of its messages.
    ///
    /// @param now the reader with the current settings, for pages shown by a button press
    /// @param complete true if all of its messages arrived
    /// @param mayHaveArrived true if a further message may have arrived, whose number is not known
    record CorrectedDelivery(
            long delivery,
            long thread,
            Reader sent,
            Map<Long, ReadingOptions> readings,
            Reader now,
            boolean complete,
            boolean mayHaveArrived,
            List<SentMessage> parts) {

        sealed interface SentMessage {

            int ordinal();

            String messageId();

            Instant sentAt();

            /// A message that shows one digest, possibly in another language.
            ///
            /// @param other the other digest in its current revision; empty if it is the corrected
            ///     digest itself or not visible
            /// @param pressed true if a button press changed it, so that it is a page of the view
            ///     and not one of the original messages
            record Page(
                    int ordinal,
                    Press.Show shows,
                    Optional<DigestRevision> other,
                    int revision,
                    boolean pressed,
                    String messageId,
                    Instant sentAt)
                    implements SentMessage {}

            record CombinedPage(int ordinal, CombinedView shows, String messageId, Instant sentAt)
                    implements SentMessage {}
        }
    }
}
