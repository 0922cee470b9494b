package digestbot.broadcast;

import digestbot.broadcast.Broadcast.State;
import digestbot.database.Transaction;
import digestbot.delivery.Audience;
import digestbot.delivery.Destination;
import digestbot.delivery.FanOutProgress;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Markdown;
import digestbot.markdown.PlainText;
import digestbot.subscription.Person;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Platform;
import digestbot.text.Words;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Announcements, from the draft to the end. All that is known of one is in its row, so that a command of another
/// process may write it and a restart forgets nothing; [Rounds] carries out what is written here.
public final class Broadcasts {

    /// How many messages it takes at most, on each platform: nobody wants to get more at once.
    public static final int MOST_MESSAGES = 3;

    static final String STOPPED = "the announcement was stopped";
    private static final Duration RECENTLY = Duration.ofDays(1);

    private final BroadcastStore store = new BroadcastStore();
    private final PersonStore persons = new PersonStore();
    private final FanOuts fanOuts;
    private final Outbox outbox;
    private final Previews previews;
    private final Set<Platform> platforms;
    private final InstantSource clock;

    /// @param platforms those that the bot runs on; nobody else gets anything
    public Broadcasts(FanOuts fanOuts, Outbox outbox, Previews previews, Set<Platform> platforms, InstantSource clock) {
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.previews = previews;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
    }

    /// The platforms that the bot runs on, in their usual order.
    public List<Platform> platforms() {
        return platforms.stream().sorted().toList();
    }

    public Previews previews() {
        return previews;
    }

    /// Keeps the text, for everyone at first.
    ///
    /// @param author empty for the command line
    /// @param text Markdown
    public Draft draft(Transaction transaction, Optional<Person> author, String text) {
        List<Block> blocks = Markdown.parse(text);
        Content content = content(blocks);
        if (!content.isVisible() || PlainText.of(blocks).isBlank()) {
            return new Draft.Empty();
        }
        for (Platform platform : platforms()) {
            int messages = previews.messages(platform, content);
            if (messages > MOST_MESSAGES) {
                return new Draft.TooLong(platform, messages);
            }
        }
        return new Draft.Drafted(store.add(transaction, author, text.stripTrailing(), clock.instant()));
    }

    public Optional<Broadcast> find(Transaction transaction, long number) {
        return store.find(transaction, number);
    }

    /// What the recipients will get.
    public Content content(Broadcast broadcast) {
        return content(Markdown.parse(broadcast.text()));
    }

    private static Content content(List<Block> blocks) {
        return Content.of(List.of(Panel.plain(blocks)), List.of());
    }

    /// Chooses who gets it; without effect once it is no draft.
    public void setRecipients(Transaction transaction, long number, Recipients to) {
        store.setRecipients(transaction, number, to);
    }

    /// How many would get it now, on each platform that has any.
    public Map<Platform, Long> count(Transaction transaction, Recipients to) {
        return fanOuts.count(transaction, audience(to));
    }

    Audience audience(Recipients to) {
        Set<Platform> chosen = to.platform().map(Set::of).orElse(platforms);
        return new Audience(
                Set.copyOf(platforms.stream().filter(chosen::contains).toList()), to.topic());
    }

    /// Another one with the same text that was sent within the last day.
    public Optional<Broadcast> twin(Transaction transaction, Broadcast broadcast) {
        return store.twin(transaction, broadcast, clock.instant().minus(RECENTLY));
    }

    /// Confirms a draft. It cannot be confirmed again.
    ///
    /// @param reportTo where a message is to tell how far it is
    /// @throws IllegalArgumentException if there is no such broadcast
    public Sending send(Transaction transaction, long number, Optional<Destination> reportTo) {
        Broadcast draft = store.find(transaction, number)
                .orElseThrow(() -> new IllegalArgumentException("there is no broadcast " + number));
        if (draft.state() != State.DRAFT) {
            return new Sending.NoDraft(draft);
        }
        long expected = count(transaction, draft.to()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (expected == 0) {
            return new Sending.Nobody();
        }
        store.start(transaction, number, fanOuts.share(transaction, content(draft)), expected, clock.instant());
        reportTo.ifPresent(to -> beginReport(transaction, number, to));
        return new Sending.Started(expected);
    }

    private void beginReport(Transaction transaction, long number, Destination to) {
        Broadcast started = store.find(transaction, number).orElseThrow();
        Words words = words(transaction, started);
        String line = line(transaction, started, words);
        long delivery = outbox.notice(transaction, to, Reports.of(started, line, words));
        store.setReport(transaction, number, new BroadcastStore.Report(delivery, line));
    }

    /// Ends it early: who has not got it will not, except for what is on its way already. Does nothing unless it is
    /// running.
    public void stop(Transaction transaction, long number) {
        if (store.stop(transaction, number)) {
            // The next ones at once, the others in rounds.
            store.find(transaction, number)
                    .flatMap(Broadcast::run)
                    .ifPresent(run -> fanOuts.cancel(transaction, run.shared(), STOPPED));
        }
    }

    /// Forgets a draft.
    public void discard(Transaction transaction, long number) {
        store.discard(transaction, number, clock.instant());
    }

    /// How far one is that was confirmed, on a line.
    public String line(Transaction transaction, Broadcast broadcast, Words words) {
        FanOutProgress parts =
                fanOuts.progress(transaction, broadcast.run().orElseThrow().shared());
        return new ProgressText(words).of(Progress.of(broadcast, parts, Optional.empty()));
    }

    /// The same as a message, with a button that stops it.
    public Content report(Transaction transaction, Broadcast broadcast, Words words) {
        return Reports.of(broadcast, line(transaction, broadcast, words), words);
    }

    /// The words of who wrote it.
    Words words(Transaction transaction, Broadcast broadcast) {
        return Words.of(broadcast
                .author()
                .flatMap(author -> persons.find(transaction, author.platform(), author.userId()))
                .map(Person::language)
                .orElse(""));
    }
}
