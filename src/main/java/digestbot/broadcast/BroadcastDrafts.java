package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.BroadcastTransitions.Change;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.database.Transaction;
import digestbot.markdown.Block;
import digestbot.markdown.Markdown;
import digestbot.markdown.PlainText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Creates, edits and finds broadcasts. The row is the only state, so another process can write it
/// and a restart loses nothing. [BroadcastStart] sends or schedules them, [BroadcastControl]
/// changes running ones, and [BroadcastRunner] does the work.
public final class BroadcastDrafts {

    /// The maximum number of messages per platform.
    public static final int MOST_MESSAGES = 3;

    /// The largest number of buttons; as many fit below a message on every platform.
    public static final int MOST_BUTTONS = 10;

    private static final Duration RECENTLY = Duration.ofDays(1);

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastPreviews previews;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final BroadcastTransitions transitions;

    /// @param platforms the configured platforms
    public BroadcastDrafts(BroadcastPreviews previews, Set<Platform> platforms, InstantSource clock) {
        this.previews = previews;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
        transitions = new BroadcastTransitions(clock);
    }

    /// The platforms that the bot runs on, in their usual order.
    public List<Platform> platforms() {
        return platforms.stream().sorted().toList();
    }

    /// The configured platforms that the filter includes.
    public List<Platform> platforms(Recipients to) {
        return platforms().stream()
                .filter(platform ->
                        to.platform().filter(only -> only != platform).isEmpty())
                .toList();
    }

    public BroadcastPreviews previews() {
        return previews;
    }

    /// Stores a draft of the text, addressed to everyone.
    ///
    /// @param author empty for the command line and the console
    /// @param text Markdown; a line of [BroadcastButtons] makes buttons
    public DraftResult draft(Transaction transaction, Optional<Person> author, String text) {
        BroadcastButtons written = BroadcastButtons.of(text);
        List<Block> blocks = Markdown.parse(written.text());
        Content content = content(blocks, written.rows());
        if (!content.isVisible() || PlainText.of(blocks).isBlank()) {
            return new DraftResult.Empty();
        }
        if (written.buttons() > MOST_BUTTONS) {
            return new DraftResult.TooManyButtons(written.buttons());
        }
        for (Platform platform : platforms()) {
            int messages = previews.messages(platform, content);
            if (messages > MOST_MESSAGES) {
                return new DraftResult.TooLong(platform, messages);
            }
        }
        return new DraftResult.Drafted(store.add(transaction, author, text.stripTrailing(), clock.instant()));
    }

    public Optional<Broadcast> find(Transaction transaction, long number) {
        return store.find(transaction, number);
    }

    /// The newest broadcasts in any state, newest first.
    ///
    /// @param below only those with a lower number; `Long.MAX_VALUE` for all
    public List<Broadcast> newest(Transaction transaction, long below, int most) {
        return store.below(transaction, below, most);
    }

    /// The content that recipients get.
    public Content content(Broadcast broadcast) {
        BroadcastButtons written = BroadcastButtons.of(broadcast.text());
        return content(Markdown.parse(written.text()), written.rows());
    }

    private static Content content(List<Block> blocks, List<List<Button>> rows) {
        return Content.of(List.of(Panel.plain(blocks)), rows);
    }

    /// Changes the recipients. Has no effect once sending has started. A scheduled broadcast
    /// becomes a draft, because nobody has confirmed the new recipients.
    ///
    /// @return whether it was scheduled and is a draft now
    public boolean setRecipients(Transaction transaction, long number, Recipients to, Actor by) {
        if (store.find(transaction, number)
                .filter(found -> !found.to().equals(to))
                .isEmpty()) {
            return false;
        }
        transitions.apply(
                transaction,
                new Change(BroadcastAction.RECIPIENTS, number, by),
                "to_platform = ?, to_topic = ?, to_perspective = ?, to_language = ?, active_days = ?, important = ?",
                to.platform().map(Platform::id),
                to.topic(),
                to.perspective(),
                to.language(),
                to.activeDays(),
                to.important());
        return unschedule(transaction, number, by);
    }

    /// Turns a scheduled broadcast back into a draft; has no effect in other states.
    ///
    /// @return whether it was scheduled
    public boolean unschedule(Transaction transaction, long number, Actor by) {
        return transitions.apply(
                transaction, new Change(BroadcastAction.UNSCHEDULE, number, by), "state = 'draft', send_at = NULL");
    }

    /// Another broadcast with the same text that was sent within the last 24 hours.
    public Optional<Broadcast> twin(Transaction transaction, Broadcast broadcast) {
        return store.twin(transaction, broadcast, clock.instant().minus(RECENTLY));
    }

    /// Discards a draft or a scheduled broadcast.
    ///
    /// @return whether it was one
    public boolean discard(Transaction transaction, long number, Actor by) {
        unschedule(transaction, number, by);
        return transitions.apply(
                transaction,
                new Change(BroadcastAction.DISCARD, number, by),
                "state = 'discarded', ended_at = ?",
                clock.millis());
    }
}
