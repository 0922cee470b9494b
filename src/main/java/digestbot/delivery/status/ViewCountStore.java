package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Counts how often each view of a digest is opened, by day. It stores neither chats nor persons,
/// and gives no number that is so small that it could tell of one of them.
public final class ViewCountStore {

    public static final int MIN_SHOWN = 5;
    public static final Duration KEPT = DeliveryHistoryStore.KEPT;

    public record ViewCount(String topic, ViewedPart view, ViewTrigger trigger, Platform platform, long views) {}

    private static final String COUNTS = """
            SELECT g.topic, v.view, v.button, v.platform, sum(v.views) AS views
            FROM view_count v JOIN digest g ON g.number = v.digest
            WHERE %s
            GROUP BY g.topic, v.view, v.button, v.platform HAVING sum(v.views) >= ?
            ORDER BY g.topic, views DESC, v.view, v.button, v.platform
            """;

    public void count(
            Transaction transaction,
            long digest,
            ViewedPart view,
            ViewTrigger trigger,
            Platform platform,
            LocalDate day) {
        transaction.execute("""
                INSERT INTO view_count (day, digest, view, button, platform, views) VALUES (?, ?, ?, ?, ?, 1)
                ON CONFLICT (day, digest, view, button, platform)
                DO UPDATE SET views = view_count.views + 1""", day, digest, view.id(), trigger.id(), platform.id());
    }

    public List<ViewCount> ofDigest(Transaction transaction, long digest) {
        return counts(transaction, COUNTS.formatted("v.digest = ?"), digest);
    }

    public List<ViewCount> since(Transaction transaction, LocalDate day) {
        return counts(transaction, COUNTS.formatted("v.day >= ?"), day);
    }

    private static List<ViewCount> counts(Transaction transaction, String sql, Object condition) {
        return transaction
                .select(sql, condition, MIN_SHOWN)
                .map((row, _) -> new ViewCount(
                        row.getString("topic"),
                        ViewedPart.of(row.getString("view")),
                        StoredEnum.find(ViewTrigger.class, row.getString("button"))
                                .orElseThrow(),
                        Platform.of(row.getString("platform")),
                        row.getLong("views")))
                .list();
    }

    public void prune(Transaction transaction, LocalDate before) {
        transaction.execute("DELETE FROM view_count WHERE day < ?", before.toString());
    }

    /// The means by which a reader opened a view of a digest. `view_count.button` stores its id.
    public enum ViewTrigger implements StoredEnum {
        VIEW_BUTTON,
        PAGE_BUTTON,
        /// A button that shows the view in a new message.
        OPEN_BUTTON,
        /// A button that shows a view, which its presser alone saw, to everybody in the chat.
        SHARE_BUTTON,
        COMMAND_OR_MENU;

        @Override
        public String id() {
            return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
        }

        public String title() {
            return ViewCountStore.title(this);
        }
    }

    private static String title(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// The part of a digest that a reader opened. `view_count.view` stores its id.
    public sealed interface ViewedPart {

        record OnePerspective(String perspective) implements ViewedPart {}

        enum Whole implements ViewedPart {
            OVERVIEW,
            COMPARE,
            SOURCES,
            CARD;

            private String column() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            public String title() {
                return ViewCountStore.title(this);
            }
        }

        /// Before the id of a perspective, which may be any word.
        String PERSPECTIVE = "perspective:";

        static ViewedPart of(Digest digest, DigestView view) {
            return switch (view) {
                case DigestView.Overview() -> Whole.OVERVIEW;
                case DigestView.SideBySide() -> Whole.COMPARE;
                case DigestView.Sources _ -> Whole.SOURCES;
                case DigestView.OnePerspective(int ordinal) ->
                    // A digest that lost a perspective shows its overview instead.
                    ordinal < digest.perspectives().size()
                            ? new OnePerspective(
                                    digest.perspectives().get(ordinal).id())
                            : Whole.OVERVIEW;
            };
        }

        static ViewedPart of(String id) {
            if (id.startsWith(PERSPECTIVE)) {
                return new OnePerspective(id.substring(PERSPECTIVE.length()));
            }
            return Arrays.stream(Whole.values())
                    .filter(each -> each.column().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such view: " + id));
        }

        /// The name in the database and for programs.
        default String id() {
            return switch (this) {
                case OnePerspective(String perspective) -> PERSPECTIVE + perspective;
                case Whole whole -> whole.column();
            };
        }
    }
}
