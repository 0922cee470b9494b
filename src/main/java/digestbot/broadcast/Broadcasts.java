package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.BroadcastStore.Change;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.database.Transaction;
import digestbot.delivery.files.PictureStore;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.markdown.Block;
import digestbot.markdown.Markdown;
import digestbot.markdown.PlainText;
import digestbot.markdown.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Creates, edits and finds broadcasts. The row is the only state, so another process can write it
/// and a restart loses nothing. [BroadcastSender] sends them and changes running
/// ones, and [BroadcastRunner] does the work.
public final class Broadcasts {

    public static final int MAX_MESSAGES = 3;

    /// The largest number of buttons; as many fit below a message on every platform.
    public static final int MAX_BUTTONS = 10;

    private static final Duration DUPLICATE_WINDOW = Duration.ofDays(1);

    private final BroadcastPreviews previews;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final BroadcastStore store;
    private final PictureStore pictures = new PictureStore();

    public Broadcasts(BroadcastPreviews previews, Set<Platform> platforms, InstantSource clock) {
        this.previews = previews;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
        store = new BroadcastStore(clock);
    }

    public List<Platform> platforms() {
        return platforms.stream().sorted().toList();
    }

    public List<Platform> platforms(RecipientFilter recipients) {
        return platforms().stream()
                .filter(platform ->
                        recipients.platform().filter(only -> only != platform).isEmpty())
                .toList();
    }

    public BroadcastPreviews previews() {
        return previews;
    }

    /// Stores a draft of the text, addressed to everyone.
    ///
    /// @param author empty for the command line and the console
    /// @param text Markdown; a line of [ParsedBroadcastText] makes buttons
    public DraftResult draft(Transaction transaction, Optional<Person> author, String text, Optional<Picture> picture) {
        return refusal(text).orElseGet(() -> {
            long number = store.add(transaction, author, text.stripTrailing(), clock.instant());
            picture.ifPresent(sent -> pictures.add(transaction, number, sent));
            return new DraftResult.Drafted(number);
        });
    }

    /// Changes the text to one that [#refusal] does not refuse. A scheduled broadcast becomes a
    /// draft, because nobody has confirmed the new text. Returns false, and stores nothing, once
    /// sending has started.
    public boolean edit(Transaction transaction, long number, String text, Actor by) {
        String written = text.stripTrailing();
        Optional<Broadcast> open = store.find(transaction, number).filter(Broadcast::isEditable);
        if (open.filter(found -> !found.text().equals(written)).isPresent()) {
            store.apply(transaction, new Change(BroadcastAction.EDIT, number, by), "text = ?", written);
            unschedule(transaction, number, by);
        }
        return open.isPresent();
    }

    /// The reason why the text cannot be sent; empty if it can.
    public Optional<DraftResult> refusal(String text) {
        ParsedBroadcastText parsed = ParsedBroadcastText.of(text);
        List<Block> blocks = Markdown.parse(parsed.text());
        Content content = content(blocks, parsed.rows());
        if (!content.isVisible() || PlainText.of(blocks).isBlank()) {
            return Optional.of(new DraftResult.Empty());
        }
        if (parsed.buttons() > MAX_BUTTONS) {
            return Optional.of(new DraftResult.TooManyButtons(parsed.buttons()));
        }
        for (Platform platform : platforms()) {
            int messages = previews.messages(platform, content);
            if (messages > MAX_MESSAGES) {
                return Optional.of(new DraftResult.TooLong(platform, messages));
            }
        }
        return Optional.empty();
    }

    /// Stores a draft with the text, the picture and the recipients of another broadcast; empty if
    /// there is no such broadcast.
    public Optional<Long> duplicate(Transaction transaction, long number, Actor by) {
        return store.find(transaction, number).map(original -> {
            long copy = store.add(transaction, Optional.empty(), original.text(), clock.instant());
            pictures.copy(transaction, number, copy);
            setRecipients(transaction, copy, original.recipients(), by);
            return copy;
        });
    }

    public static String excerpt(Broadcast broadcast, int length) {
        List<Block> blocks =
                Markdown.parse(ParsedBroadcastText.of(broadcast.text()).text());
        return TextShortener.shorten(
                length, PlainText.of(blocks).replaceAll("\\s+", " ").strip());
    }

    /// The content that recipients of the text would receive. The text is one that [#refusal] does
    /// not refuse.
    public Content content(String text) {
        ParsedBroadcastText parsed = ParsedBroadcastText.of(text);
        return content(Markdown.parse(parsed.text()), parsed.rows());
    }

    public Optional<Broadcast> find(Transaction transaction, long number) {
        return store.find(transaction, number);
    }

    /// The newest broadcasts in any state with a lower number, newest first; `Long.MAX_VALUE` for
    /// all.
    public List<Broadcast> newest(Transaction transaction, long beforeNumber, int limit) {
        return store.beforeNumber(transaction, beforeNumber, limit);
    }

    /// The broadcasts that are being sent or withdrawn, oldest first.
    public List<Broadcast> inProgress(Transaction transaction) {
        return store.inProgress(transaction);
    }

    public List<Broadcast> paused(Transaction transaction) {
        return store.inProgress(transaction).stream()
                .filter(broadcast -> broadcast.state() == Broadcast.BroadcastState.PAUSED)
                .toList();
    }

    public List<Broadcast> scheduledUntil(Transaction transaction, Instant until) {
        return store.scheduled(transaction, until);
    }

    public Content content(Broadcast broadcast) {
        return content(broadcast.text())
                .withPicture(broadcast.hasPicture() ? Optional.of(broadcast.number()) : Optional.empty());
    }

    private static Content content(List<Block> blocks, List<List<Button>> rows) {
        return Content.of(List.of(Panel.plain(blocks)), rows);
    }

    /// Changes the recipients. Has no effect once sending has started. A scheduled broadcast
    /// becomes a draft, because nobody has confirmed the new recipients; returns whether that was
    /// so.
    public boolean setRecipients(Transaction transaction, long number, RecipientFilter recipients, Actor by) {
        if (store.find(transaction, number)
                .filter(found -> !found.recipients().equals(recipients))
                .isEmpty()) {
            return false;
        }
        store.apply(
                transaction,
                new Change(BroadcastAction.RECIPIENTS, number, by),
                "to_platform = ?, to_topic = ?, to_perspective = ?, to_language = ?, active_days = ?, important = ?",
                recipients.platform().map(Platform::id),
                recipients.topic(),
                recipients.perspective(),
                recipients.language(),
                recipients.activeWithinDays(),
                recipients.important());
        return unschedule(transaction, number, by);
    }

    /// Turns a scheduled broadcast back into a draft; has no effect in other states.
    public boolean unschedule(Transaction transaction, long number, Actor by) {
        return store.apply(
                transaction, new Change(BroadcastAction.UNSCHEDULE, number, by), "state = 'draft', send_at = NULL");
    }

    public Optional<Broadcast> recentDuplicate(Transaction transaction, Broadcast broadcast) {
        return store.recentDuplicate(transaction, broadcast, clock.instant().minus(DUPLICATE_WINDOW));
    }

    public boolean discard(Transaction transaction, long number, Actor by) {
        unschedule(transaction, number, by);
        return store.apply(
                transaction,
                new Change(BroadcastAction.DISCARD, number, by),
                "state = 'discarded', ended_at = ?",
                clock.millis());
    }

    public sealed interface DraftResult {

        record Drafted(long number) implements DraftResult {}

        record Empty() implements DraftResult {}

        record TooLong(Platform platform, int messages) implements DraftResult {}

        record TooManyButtons(int buttons) implements DraftResult {}
    }

    /// The link buttons in a broadcast's text. A line that consists only of
    /// `[[Label]](https://example.org/)` becomes a row of buttons; several can be on one line. Any
    /// other line, a line with an invalid address, and every line of a code block remain text.
    ///
    /// @param text Markdown, without these lines
    record ParsedBroadcastText(String text, List<List<Button>> rows) {

        private static final int MAX_LABEL_LENGTH = 40;

        /// Each alternative begins with a different character, so that matching never takes long.
        private static final Pattern BUTTON = Pattern.compile("\\G\\s*\\[\\[([^\\[\\]]+)]]\\(([^\\s()]+)\\)\\s*");

        private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
        private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t).*");

        static ParsedBroadcastText of(String markdown) {
            List<String> text = new ArrayList<>();
            List<List<Button>> rows = new ArrayList<>();
            String fence = "";
            for (String line : markdown.lines().toList()) {
                Matcher mark = FENCE.matcher(line);
                boolean fenced = !fence.isEmpty();
                if (mark.matches() && (!fenced || fence.equals(mark.group(1)))) {
                    fence = fenced ? "" : mark.group(1);
                }
                Optional<List<Button>> row = fenced ? Optional.empty() : row(line);
                row.ifPresentOrElse(rows::add, () -> text.add(line));
            }
            return new ParsedBroadcastText(String.join("\n", text), List.copyOf(rows));
        }

        private static Optional<List<Button>> row(String line) {
            if (line.isBlank() || INDENTED.matcher(line).matches()) {
                return Optional.empty();
            }
            List<Button> buttons = new ArrayList<>();
            Matcher button = BUTTON.matcher(line);
            int end = 0;
            while (end < line.length() && button.find()) {
                Optional<WebAddress> address = WebAddress.parse(button.group(2));
                String label = button.group(1).strip();
                if (address.isEmpty() || label.isEmpty()) {
                    return Optional.empty();
                }
                buttons.add(new Button(
                        TextShortener.shorten(MAX_LABEL_LENGTH, label),
                        new Button.Action.OpenUrl(address.orElseThrow()),
                        false));
                end = button.end();
            }
            return end == line.length() ? Optional.of(buttons) : Optional.empty();
        }

        int buttons() {
            return rows.stream().mapToInt(List::size).sum();
        }
    }

    public interface BroadcastPreviews {

        int messages(Platform platform, Content content);

        List<String> drawing(Platform platform, Content content);
    }
}
