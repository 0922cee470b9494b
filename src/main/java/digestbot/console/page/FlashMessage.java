package digestbot.console.page;

import static digestbot.console.page.Alert.Kind.DONE;
import static digestbot.console.page.Alert.Kind.ERROR;
import static digestbot.console.page.Alert.Kind.WARNING;

import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.util.Locale;
import java.util.Optional;

/// A sentence that a page says once, after what was done led to it. The address names it: no text of an address is
/// shown.
public enum FlashMessage {
    STARTED(DONE, "Sending started."),
    NOBODY(ERROR, "Not sent: no recipients match. Choose other recipients."),
    NOT_OPEN(WARNING, "Already sent or discarded."),
    TEST_SENT(DONE, "Test sent to the owners."),
    NO_OWNER(
            ERROR,
            "No owner can get a test. Add owners to the configuration; each of them has to write to the bot first."),
    SCHEDULED(DONE, "Scheduled. The bot must be running then."),
    PAST(ERROR, "That time has passed. Choose a later one.", Field.TIME),
    NO_TIME(ERROR, "Enter a date and time.", Field.TIME),
    UNKNOWN_RECIPIENTS(ERROR, "Unknown recipients. Choose them again."),
    BAD_DAYS(ERROR, "Enter the number of days as a whole number of at least 1, or leave it empty.", Field.DAYS),
    CHOSEN(DONE, "Recipients updated."),
    CHOSEN_ANEW(WARNING, "Recipients updated. The broadcast is a draft again: schedule it for these recipients."),
    STALE(ERROR, Texts.of("en").say(Phrase.BROADCAST_STALE)),
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

    RETRY_QUEUED(DONE, "queued for retry.", "delivery", "deliveries"),
    RETRY_PAUSED(WARNING, "waiting for a paused chat. They resume by themselves.", "delivery", "deliveries"),
    RETRY_NONE(WARNING, "Nothing to retry.");

    private final Alert.Kind kind;
    private final String sentence;
    private final Optional<Field> field;
    private final Optional<Counted> counted;

    /// A field that a message is about.
    public enum Field {
        TIME,
        DAYS
    }

    /// Words for a number of something.
    private record Counted(String one, String many) {}

    FlashMessage(Alert.Kind kind, String sentence) {
        this(kind, sentence, Optional.empty(), Optional.empty());
    }

    FlashMessage(Alert.Kind kind, String sentence, Field field) {
        this(kind, sentence, Optional.of(field), Optional.empty());
    }

    /// A message that begins with how many.
    FlashMessage(Alert.Kind kind, String rest, String one, String many) {
        this(kind, rest, Optional.empty(), Optional.of(new Counted(one, many)));
    }

    FlashMessage(Alert.Kind kind, String sentence, Optional<Field> field, Optional<Counted> counted) {
        this.kind = kind;
        this.sentence = sentence;
        this.field = field;
        this.counted = counted;
    }

    Alert.Kind kind() {
        return kind;
    }

    /// The sentence, with its number where it has one.
    ///
    /// @param count ignored where the sentence has no number
    String sentence(long count) {
        return counted.map(words -> PageParts.count(count, words.one(), words.many()) + " " + sentence)
                .orElse(sentence);
    }

    boolean isAbout(Field other) {
        return field.filter(other::equals).isPresent();
    }

    boolean isAboutAField() {
        return field.isPresent();
    }

    /// For the address of the page that says it.
    public String query() {
        return FlashMessages.QUERY + "=" + id();
    }

    /// The same with how many.
    public String query(long count) {
        return query() + "." + count;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
