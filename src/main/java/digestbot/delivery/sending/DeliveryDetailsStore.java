package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliveryScheduleColumns;
import digestbot.audience.Platform;
import digestbot.audience.QuietHours;
import digestbot.audience.QuietHoursColumns;
import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.content.views.CombinedKind;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedReader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.QuietHoursDecision;
import digestbot.digest.DigestView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads deliveries with everything that is needed to build their messages.
final class DeliveryDetailsStore {

    private static final String TO_PREPARE = DeliverySql.of(
            SqlResource.load("deliveries-to-prepare"), Map.of("is_round_up", DeliveryScheduleColumns.isRoundUp("s")));

    private final Platform platform;
    private final CombinedDeliveryStore combinedDeliveries = new CombinedDeliveryStore();

    DeliveryDetailsStore(Platform platform) {
        this.platform = platform;
    }

    /// Reads deliveries of the platform, in the order of their numbers in the list.
    List<Delivery> read(Transaction transaction, List<Long> numbers, Instant now) {
        return transaction
                .select(TO_PREPARE)
                .bind("numbers", numbers.toString())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> delivery(transaction, row, now))
                .list();
    }

    private Delivery delivery(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        var chat =
                new Chat(platform, row.getLong("chat_id"), ChatType.of(row.getString("kind")), row.getString("title"));
        return new Delivery(
                row.getLong("number"),
                row.getLong("subscriber"),
                new Destination(chat, row.getLong("thread")),
                cause(row),
                row.getInt("attempts"),
                row.getLong("claim"),
                row.getInt("sent"),
                payload(transaction, row, now),
                Optional.ofNullable(row.getString("edits")),
                row.getBoolean("combinable"),
                quietHours(row, now));
    }

    private static QuietHoursDecision quietHours(ResultSet row, Instant now) throws SQLException {
        Optional<QuietHours> quiet = QuietHoursColumns.quiet(
                row.getString("quiet_from"), row.getString("quiet_to"), row.getString("quiet_mode"));
        return quiet.isEmpty()
                ? QuietHoursDecision.NONE
                : QuietHoursDecision.of(quiet.get(), ZoneId.of(row.getString("zone")), cause(row), now);
    }

    private Payload payload(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        long shared = row.getLong("shared_content");
        if (!row.wasNull()) {
            long withdraws = row.getLong("corrects");
            return row.wasNull()
                    ? new Payload.SharedContent(shared, number(row, "renderer"))
                    : new Payload.SharedWithdrawal(withdraws, now);
        }
        if (row.getString("content") != null) {
            return own(row);
        }
        long corrects = row.getLong("corrects");
        if (!row.wasNull()) {
            return correction(transaction, row, corrects, now);
        }
        Optional<CombinedKind> why = cause(row).combines();
        return why.isPresent() ? several(transaction, why.orElseThrow(), row, now) : edition(row, now);
    }

    private Payload several(Transaction transaction, CombinedKind kind, ResultSet row, Instant now)
            throws SQLException {
        List<Payload.DigestRevision> digests = combinedDeliveries.fixedRevisions(transaction, row.getLong("number"));
        boolean corrected = digests.stream().anyMatch(each -> each.revision() > 1);
        var reader = new CombinedReader(
                reader(row, now, corrected), combinedDeliveries.readingOptions(transaction, row.getLong("number")));
        return new Payload.CombinedDigests(new CombinedView(kind, digests), reader, number(row, "renderer"));
    }

    private Payload correction(Transaction transaction, ResultSet row, long corrects, Instant now) throws SQLException {
        boolean out = !row.getString("digest_state").equals("draft");
        return new Payload.MessageCorrection(
                row.getLong("digest"),
                row.getInt("revision"),
                !out || cause(row) == DeliveryCause.WITHDRAWAL,
                out,
                corrects,
                DeliveryCause.of(row.getString("corrected_cause"))
                        .combines()
                        .map(kind -> new CombinedView(kind, combinedDeliveries.newestRevisions(transaction, corrects))),
                now);
    }

    private static Payload own(ResultSet row) throws SQLException {
        return new Payload.StoredContent(row.getString("content"), number(row, "page"), number(row, "renderer"));
    }

    private static Payload edition(ResultSet row, Instant now) throws SQLException {
        long digest = row.getLong("digest");
        int revision = row.getInt("revision");
        String view = row.getString("view");
        return new Payload.SingleDigest(
                digest,
                revision,
                view == null ? new Press.Show(digest, new DigestView.Overview(), 0).encode() : view,
                reader(row, now, revision > 1),
                number(row, "renderer"));
    }

    /// @param corrected true if the content contains the time of a correction; otherwise readers of
    ///     all time zones receive the same
    private static Reader reader(ResultSet row, Instant now, boolean corrected) throws SQLException {
        String language = row.getString("language");
        String today = row.getString("today");
        ZoneId zone = ZoneId.of(row.getString("zone"));
        return new Reader(
                language == null ? row.getString("wanted_language") : language,
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                today == null ? now.atZone(zone).toLocalDate() : LocalDate.parse(today),
                corrected ? zone : ZoneOffset.UTC,
                Set.of());
    }

    private static DeliveryCause cause(ResultSet row) throws SQLException {
        return DeliveryCause.of(row.getString("cause"));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
