package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
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

/// Announcements as they are written and looked at. All that is known of one is in its row, so that a command of
/// another process may write it and a restart forgets nothing. [BroadcastStart] confirms them,
/// [BroadcastControl] changes their
/// course, and [BroadcastRunner] carries out what is written.
public final class BroadcastDrafts {

    /// The largest number of messages on each platform: nobody wants to get more at once.
    public static final int MOST_MESSAGES = 3;

    /// The largest number of buttons; as many fit below a message on every platform.
    public static final int MOST_BUTTONS = 10;

    private static final Duration RECENTLY = Duration.ofDays(1);

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastPreviews previews;
    private final Set<Platform> platforms;
    private final InstantSource clock;

    /// @param platforms those that the bot runs on; nobody else gets anything
    public BroadcastDrafts(BroadcastPreviews previews, Set<Platform> platforms, InstantSource clock) {
        this.previews = previews;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
    }

    /// The platforms that the bot runs on, in their usual order.
    public List<Platform> platforms() {
        return platforms.stream().sorted().toList();
    }

    /// Those of them where somebody may get it.
    public List<Platform> platforms(Recipients to) {
        return platforms().stream()
                .filter(platform ->
                        to.platform().filter(only -> only != platform).isEmpty())
                .toList();
    }

    public BroadcastPreviews previews() {
        return previews;
    }

    /// Keeps the text, for everyone at first.
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

    /// The newest ones, the newest first, whatever became of them.
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

    /// Chooses who gets it; without effect once it is confirmed. One that was scheduled for others is a draft again:
    /// nobody has confirmed that it goes to these.
    public void setRecipients(Transaction transaction, long number, Recipients to) {
        if (store.find(transaction, number)
                .filter(found -> !found.to().equals(to))
                .isPresent()) {
            store.setRecipients(transaction, number, to);
            store.unschedule(transaction, number);
        }
    }

    /// Another one with the same text that was sent within the last day.
    public Optional<Broadcast> twin(Transaction transaction, Broadcast broadcast) {
        return store.twin(transaction, broadcast, clock.instant().minus(RECENTLY));
    }

    /// Forgets one that is not confirmed, or scheduled.
    public void discard(Transaction transaction, long number) {
        store.discard(transaction, number, clock.instant());
    }
}
