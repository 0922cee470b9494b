package digestbot.notice;

import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.i18n.Texts;
import digestbot.notice.AdminNotices.Admin;
import digestbot.notice.NoticeSummaryStore.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Maintains one summary message per admin and kind. A queued message is replaced, a sent one is
/// edited, and a new one is sent only if the last one is no longer recent.
final class NoticeSummaries {

    /// Between two edits of one message.
    private static final Duration BETWEEN_EDITS = Duration.ofSeconds(5);

    /// The maximum number of new summaries per admin, kind and hour.
    private static final int MOST_AN_HOUR = 12;

    private final NoticeSummaryStore store = new NoticeSummaryStore();
    private final Map<String, Long> edited = new HashMap<>();
    private final Map<String, SlidingWindow> begun = new HashMap<>();
    private final Outbox outbox;
    private final Clocks clocks;

    /// The facts that a summary tells.
    ///
    /// @param kind names it in the database
    /// @param count how many there are
    /// @param newest a number or time that grows with each new item
    /// @param fresh for how long a message is edited although there are news
    /// @param text says it in a person's words
    record Summary(String kind, long count, long newest, Duration fresh, Function<Texts, Content> text) {

        private boolean isToldBy(Told told) {
            return told.count() == count && told.newest() == newest;
        }
    }

    NoticeSummaries(Outbox outbox, Clocks clocks) {
        this.outbox = outbox;
        this.clocks = clocks;
    }

    /// Tells whether the admin's last summary is outdated.
    boolean isDue(Transaction transaction, Admin admin, Summary summary) {
        Optional<Told> told = store.find(transaction, admin, summary.kind());
        return told.map(each -> !summary.isToldBy(each)).orElse(summary.count() > 0);
    }

    /// Tells the admin what is due, as far as that is possible now.
    void tell(Transaction transaction, Admin admin, String language, Summary summary) {
        Optional<Told> before = store.find(transaction, admin, summary.kind());
        if (before.isEmpty()) {
            begin(transaction, admin, language, summary);
        } else {
            change(transaction, admin, language, summary, before.get());
        }
    }

    private boolean mayBegin(Admin admin, Summary summary) {
        return begun(admin, summary).until(clocks.nanos()) <= 0;
    }

    private SlidingWindow begun(Admin admin, Summary summary) {
        return begun.computeIfAbsent(place(admin, summary), _ -> new SlidingWindow(MOST_AN_HOUR, Duration.ofHours(1)));
    }

    private static String place(Admin admin, Summary summary) {
        return admin.platform().id() + " " + admin.userId() + " " + summary.kind();
    }

    private void begin(Transaction transaction, Admin admin, String language, Summary summary) {
        long delivery = outbox.notice(transaction, admin.at(), summary.text().apply(Texts.of(language)));
        begun(admin, summary).add(clocks.nanos());
        note(transaction, admin, summary, new Told(delivery, summary.count(), summary.newest(), clocks.now()));
    }

    private void change(Transaction transaction, Admin admin, String language, Summary summary, Told told) {
        Content content = summary.text().apply(Texts.of(language));
        Told now = new Told(told.delivery(), summary.count(), summary.newest(), told.sentAt());
        boolean news = summary.count() > 0 && summary.newest() > told.newest();
        boolean stands = store.stands(transaction, told.delivery());
        if (store.rewrite(transaction, told.delivery(), ContentJson.write(content))) {
            note(transaction, admin, summary, now);
        } else if (news && (!stands || told.count() == 0 || !isFresh(told, summary)) && mayBegin(admin, summary)) {
            begin(transaction, admin, language, summary);
        } else if (stands) {
            edit(transaction, admin, content, summary, now);
        } else {
            note(transaction, admin, summary, now); // there is nothing to make right
        }
    }

    private void edit(Transaction transaction, Admin admin, Content content, Summary summary, Told now) {
        String place = place(admin, summary);
        Long last = edited.get(place);
        boolean tooSoon = last != null && clocks.since(last).compareTo(BETWEEN_EDITS) < 0;
        Outbox.MessageState standing = outbox.messageState(transaction, now.delivery());
        if (!tooSoon && !standing.isOpen() && standing.messageId().isPresent()) {
            outbox.update(
                    transaction, standing.to(), content, standing.messageId().get());
            edited.put(place, clocks.nanos());
            note(transaction, admin, summary, now);
        }
    }

    private void note(Transaction transaction, Admin admin, Summary summary, Told told) {
        store.put(transaction, admin, summary.kind(), told);
    }

    /// A time in the future means that the clock was set back.
    private boolean isFresh(Told told, Summary summary) {
        Instant now = clocks.now();
        return Duration.between(told.sentAt(), now).abs().compareTo(summary.fresh()) < 0;
    }
}
