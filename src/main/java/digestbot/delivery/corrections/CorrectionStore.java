package digestbot.delivery.corrections;

import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Part;
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

/// Reads what the messages of a delivery show, so that they can be corrected or removed. After a
/// chat migration, older messages have unknown ids and cannot be changed.
final class CorrectionStore {

    private static final String DELIVERY = """
            SELECT coalesce(d.language, u.language) AS sent_language, d.today,
                   coalesce(i.perspectives, '') AS sent_perspectives,
                   coalesce(i.length, 'full') AS sent_length, coalesce(i.layout, 'stacked') AS sent_layout,
                   d.may_have_arrived, u.language, u.zone, coalesce(s.perspectives, '') AS perspectives,
                   coalesce(s.length, 'full') AS length, coalesce(s.layout, 'stacked') AS layout,
                   (SELECT coalesce(string_agg(h.outlet, '\n'), '') FROM hidden_outlet h
                    WHERE h.subscriber = u.number) AS hidden,
                   d.words, (SELECT string_agg(w.word, '|') FROM word w
                             WHERE w.subscriber = u.number AND w.kind = 'mute') AS muted,
                   NOT EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NULL) AS complete
            FROM delivery d
            JOIN delivery_item i ON i.delivery = d.number AND i.digest = ?
            JOIN subscriber u ON u.number = d.subscriber
            LEFT JOIN subscription s ON s.number = i.subscription
            WHERE d.number = ? ORDER BY i.ordinal LIMIT 1
            """;

    /// The messages of a delivery, with the revision of the digest that they show. A message that
    /// was never changed shows the delivery's.
    private static final String MESSAGES = """
            SELECT p.ordinal, p.view, p.message_id, p.sent_at, p.pressed, d.thread,
                   coalesce(p.revision, (SELECT i.revision FROM delivery_item i
                                         WHERE i.delivery = p.delivery AND i.digest = ? ORDER BY i.ordinal LIMIT 1), 1) AS revision
            FROM part p JOIN delivery d ON d.number = p.delivery JOIN subscriber u ON u.number = d.subscriber
            WHERE p.delivery = ? AND p.message_id IS NOT NULL AND p.sent_at >= coalesce(u.moved_at, 0)
            ORDER BY p.ordinal
            """;

    /// No message of a broadcast shows a digest.
    private static final long NO_DIGEST = 0;

    private final ShownDigestStore shownDigests = new ShownDigestStore();

    /// Reads the messages that show the digest; for messages with several digests, any of them.
    CorrectedDelivery read(Transaction transaction, Payload.MessageCorrection payload) {
        long delivery = payload.corrects();
        List<Shown> messages = transaction
                .select(MESSAGES, payload.digest(), delivery)
                .map((row, _) -> shown(transaction, row, payload))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
        Map<Long, ReadingOptions> readings = shownDigests.readingOptions(transaction, delivery);
        return transaction
                .select(DELIVERY, payload.digest(), delivery)
                .map((row, _) -> corrected(row, payload, readings, messages))
                .one();
    }

    private static CorrectedDelivery corrected(
            ResultSet row, Payload.MessageCorrection payload, Map<Long, ReadingOptions> readings, List<Shown> messages)
            throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("zone"));
        LocalDate today = LocalDate.ofInstant(payload.now(), zone);
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
        var now = new Reader(
                row.getString("language"),
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                today,
                zone,
                row.getString("hidden").lines().collect(Collectors.toSet()),
                ReaderWords.muted(muted));
        return new CorrectedDelivery(
                payload.corrects(),
                sent,
                readings,
                now,
                row.getBoolean("complete"),
                row.getBoolean("may_have_arrived"),
                messages);
    }

    private static Optional<Shown> shown(Transaction transaction, ResultSet row, Payload.MessageCorrection payload)
            throws SQLException {
        SentMessage message = message(row, payload.corrects());
        Optional<CombinedView> several = CombinedView.decode(row.getString("view"));
        if (several.isPresent()) {
            return Optional.of(new Shown.CombinedPage(message, several.orElseThrow()));
        }
        return Press.decode(row.getString("view")).orElse(null) instanceof Press.Show shows
                ? Optional.of(new Shown.Page(
                        message,
                        shows,
                        other(transaction, shows.digest(), payload),
                        row.getInt("revision"),
                        row.getBoolean("pressed")))
                : Optional.empty();
    }

    private static SentMessage message(ResultSet row, long delivery) throws SQLException {
        return new SentMessage(
                new Part(delivery, row.getInt("ordinal")),
                row.getLong("thread"),
                row.getString("message_id"),
                Instant.ofEpochMilli(row.getLong("sent_at")));
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

    List<SentMessage> messages(Transaction transaction, long delivery) {
        return transaction
                .select(MESSAGES, NO_DIGEST, delivery)
                .map((row, _) -> message(row, delivery))
                .list();
    }

    /// The language of the chat to which the delivery was sent.
    String language(Transaction transaction, long delivery) {
        return transaction
                .select(
                        "SELECT u.language FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                                + " WHERE d.number = ?",
                        delivery)
                .mapTo(String.class)
                .one();
    }

    record SentMessage(Part part, long thread, String id, Instant sentAt) {}

    /// A delivery to correct, with the current state of its messages.
    ///
    /// @param now the reader with the current settings, for pages shown by a button press
    /// @param complete true if all of its messages arrived
    /// @param mayHaveArrived true if a further message may have arrived, whose number is not known
    record CorrectedDelivery(
            long delivery,
            Reader sent,
            Map<Long, ReadingOptions> readings,
            Reader now,
            boolean complete,
            boolean mayHaveArrived,
            List<Shown> messages) {}

    /// What a message shows.
    sealed interface Shown {

        SentMessage message();

        default int ordinal() {
            return message().part().ordinal();
        }

        /// One digest, possibly in another language.
        ///
        /// @param other the other digest in its current revision; empty if it is the corrected
        ///     digest itself or not visible
        /// @param pressed true if a button press changed it, so that it is a page of the view
        ///     and not one of the original messages
        record Page(
                SentMessage message, Press.Show shows, Optional<DigestRevision> other, int revision, boolean pressed)
                implements Shown {}

        record CombinedPage(SentMessage message, CombinedView shows) implements Shown {}
    }
}
