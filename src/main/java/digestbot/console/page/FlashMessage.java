package digestbot.console.page;

import static digestbot.console.page.Alert.AlertLevel.DONE;
import static digestbot.console.page.Alert.AlertLevel.ERROR;
import static digestbot.console.page.Alert.AlertLevel.WARNING;

import digestbot.i18n.Texts;
import java.util.Locale;
import java.util.Optional;

/// A message shown once after a redirect. The address contains only its id, never its text.
public enum FlashMessage {
    STARTED(DONE, "Sending started."),
    NOBODY(ERROR, "Not sent: no recipients match. Choose other recipients."),
    NOT_OPEN(WARNING, "Already sent or discarded."),
    DUPLICATED(DONE, "This is a new draft with the same text and recipients."),
    TEST_SENT(DONE, "Test sent."),
    UNKNOWN_CHAT(
            ERROR,
            "No chat with this ID is known. The bot must be in the chat, and somebody must have used it there.",
            FocusedField.CHAT),
    NO_OWNER(
            ERROR,
            "No owner can get a test. Add owners to the configuration; each of them has to write to the bot first."),
    SCHEDULED(DONE, "Scheduled. The bot must be running then."),
    PAST(ERROR, "That time has passed. Choose a later one.", FocusedField.TIME),
    NO_TIME(ERROR, "Enter a date and time.", FocusedField.TIME),
    UNKNOWN_RECIPIENTS(ERROR, "Unknown recipients. Choose them again."),
    BAD_DAYS(ERROR, "Enter the number of days as a whole number of at least 1, or leave it empty.", FocusedField.DAYS),
    EDITED(DONE, "Message changed. The preview shows the new text."),
    EDITED_ANEW(WARNING, "Message changed. The broadcast is a draft again: schedule it again."),
    CHOSEN(DONE, "Recipients updated."),
    CHOSEN_ANEW(WARNING, "Recipients updated. The broadcast is a draft again: schedule it for these recipients."),
    STALE(ERROR, Texts.of("en").format("broadcast-stale")),
    CHANGED(ERROR, "Not sent: the recipients changed. Check the new count, then press Send again."),
    UNSCHEDULED(DONE, "Unscheduled. The broadcast is a draft again."),
    DISCARDED(DONE, "Discarded. The broadcast was not sent."),
    PAUSED(DONE, "Paused. Messages in flight still arrive."),
    RESUMED(DONE, "Resumed."),
    STOPPED(DONE, "Stopped. Remaining recipients will not get the broadcast."),
    RETRYING(DONE, "Retrying failed messages."),
    WITHDRAWING(DONE, "Withdrawal started."),
    TOO_LATE(WARNING, "Too late: the broadcast is in another state now."),
    RELEASED(DONE, "Released. The digest is published."),
    NOT_PUBLISHED(DONE, "Not published. The digest stays hidden unless its file is corrected."),
    NOT_HELD(WARNING, "Too late: the digest is no longer held for review."),
    WITHDRAWN(DONE, "Withdrawn. Its messages are being deleted."),
    NOT_PUBLISHED_ANYWAY(WARNING, "Too late: the digest is not published."),
    RETRY_QUEUED(DONE, "1 delivery queued for retry.", "# deliveries queued for retry."),
    RETRY_PAUSED(
            WARNING,
            "1 delivery waits for a paused chat. It resumes by itself.",
            "# deliveries wait for paused chats. They resume by themselves."),
    RETRY_NONE(WARNING, "Nothing to retry.");

    private final Alert.AlertLevel kind;
    private final String one;
    private final String many;
    private final Optional<FocusedField> field;

    public enum FocusedField {
        TIME,
        DAYS,
        CHAT
    }

    FlashMessage(Alert.AlertLevel kind, String sentence) {
        this(kind, sentence, sentence, Optional.empty());
    }

    FlashMessage(Alert.AlertLevel kind, String sentence, FocusedField field) {
        this(kind, sentence, sentence, Optional.of(field));
    }

    /// `#` stands for the count in the sentence `many`.
    FlashMessage(Alert.AlertLevel kind, String one, String many) {
        this(kind, one, many, Optional.empty());
    }

    FlashMessage(Alert.AlertLevel kind, String one, String many, Optional<FocusedField> field) {
        this.kind = kind;
        this.one = one;
        this.many = many;
        this.field = field;
    }

    Alert.AlertLevel kind() {
        return kind;
    }

    /// `count` is ignored if the sentence has no number.
    String sentence(long count) {
        return count == 1 ? one : many.replace("#", PageParts.count(count));
    }

    boolean isAbout(FocusedField other) {
        return field.filter(other::equals).isPresent();
    }

    boolean isAboutAField() {
        return field.isPresent();
    }

    public String query() {
        return FlashMessages.QUERY + "=" + id();
    }

    public String query(long count) {
        return query() + "." + count;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
