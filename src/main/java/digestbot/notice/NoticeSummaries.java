package digestbot.notice;

import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.i18n.Texts;
import digestbot.notice.NoticeStore.SentSummary;
import digestbot.notice.OperatorNotices.OperatorChat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Maintains one summary message per operator and kind. A queued message is replaced, a sent one is
/// edited, and a new one is sent only if the last one is no longer recent.
final class NoticeSummaries {

    private static final Duration MIN_EDIT_INTERVAL = Duration.ofSeconds(5);

    /// Per operator and kind.
    private static final int MAX_PER_HOUR = 12;

    private final NoticeStore store = new NoticeStore();
    private final Map<String, Long> edited = new HashMap<>();
    private final Map<String, SlidingWindow> windows = new HashMap<>();
    private final Outbox outbox;
    private final Clocks clocks;

    /// The version is a number or time that grows with each new item. Within the edit window a
    /// message is edited instead of sending a new one.
    record NoticeSummary(String kind, long count, long version, Duration editWindow, Function<Texts, Content> text) {

        private boolean matches(SentSummary sent) {
            return sent.count() == count && sent.version() == version;
        }
    }

    NoticeSummaries(Outbox outbox, Clocks clocks) {
        this.outbox = outbox;
        this.clocks = clocks;
    }

    boolean isDue(Transaction transaction, OperatorChat operator, NoticeSummary summary) {
        Optional<SentSummary> sent = store.summary(transaction, operator, summary.kind());
        return sent.map(each -> !summary.matches(each)).orElse(summary.count() > 0);
    }

    void send(Transaction transaction, OperatorChat operator, Texts texts, NoticeSummary summary) {
        Optional<SentSummary> before = store.summary(transaction, operator, summary.kind());
        if (before.isEmpty()) {
            begin(transaction, operator, texts, summary);
        } else {
            change(transaction, operator, texts, summary, before.get());
        }
    }

    private SlidingWindow window(OperatorChat operator, NoticeSummary summary) {
        return windows.computeIfAbsent(
                key(operator, summary), _ -> new SlidingWindow(MAX_PER_HOUR, Duration.ofHours(1)));
    }

    private static String key(OperatorChat operator, NoticeSummary summary) {
        return operator.platform().id() + " " + operator.userId() + " " + summary.kind();
    }

    private void begin(Transaction transaction, OperatorChat operator, Texts texts, NoticeSummary summary) {
        long delivery =
                outbox.notice(transaction, operator.chat(), summary.text().apply(texts));
        transaction.afterCommit(() -> window(operator, summary).add(clocks.nanos()));
        var sent = new SentSummary(delivery, summary.count(), summary.version(), clocks.now());
        store.putSummary(transaction, operator, summary.kind(), sent);
    }

    private void change(
            Transaction transaction, OperatorChat operator, Texts texts, NoticeSummary summary, SentSummary sent) {
        Content content = summary.text().apply(texts);
        SentSummary now = new SentSummary(sent.delivery(), summary.count(), summary.version(), sent.sentAt());
        boolean news = summary.count() > 0 && summary.version() > sent.version();
        boolean stands = store.isAlive(transaction, sent.delivery());
        if (store.rewrite(transaction, sent.delivery(), new StoredContent.Whole(content).write())) {
            store.putSummary(transaction, operator, summary.kind(), now);
        } else if (news
                && (!stands || sent.count() == 0 || !isFresh(sent, summary))
                && window(operator, summary).delayNanos(clocks.nanos()) <= 0) {
            begin(transaction, operator, texts, summary);
        } else if (stands) {
            edit(transaction, operator, content, summary, now);
        } else {
            store.putSummary(transaction, operator, summary.kind(), now); // there is nothing to correct
        }
    }

    private void edit(
            Transaction transaction, OperatorChat operator, Content content, NoticeSummary summary, SentSummary now) {
        String key = key(operator, summary);
        Long last = edited.get(key);
        boolean tooSoon = last != null && clocks.elapsedSince(last).compareTo(MIN_EDIT_INTERVAL) < 0;
        Outbox.MessageState standing = outbox.messageState(transaction, now.delivery());
        if (!tooSoon && !standing.isOpen() && standing.messageId().isPresent()) {
            outbox.update(
                    transaction, standing.to(), content, standing.messageId().get());
            transaction.afterCommit(() -> edited.put(key, clocks.nanos()));
            store.putSummary(transaction, operator, summary.kind(), now);
        }
    }

    /// A time in the future means that the clock was set back.
    private boolean isFresh(SentSummary sent, NoticeSummary summary) {
        Instant now = clocks.now();
        return Duration.between(sent.sentAt(), now).abs().compareTo(summary.editWindow()) < 0;
    }
}
