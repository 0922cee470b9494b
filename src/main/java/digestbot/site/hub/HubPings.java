package digestbot.site.hub;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.library.archive.Library;
import digestbot.site.SiteAddresses;
import digestbot.site.feed.FeedAddress;
import digestbot.site.feed.FeedFormat;
import digestbot.site.feed.SiteFeeds;
import digestbot.site.hub.HubTopicStore.HubTopic;
import digestbot.web.HttpAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a hub which feeds have changed: it compares the version of each topic with the one of which the
/// hub was told last, so that no change is lost over a restart and any number of changes at once is a
/// single ping for each feed.
///
/// While the hub does not answer, it is asked less and less often. What it refuses is not repeated.
public final class HubPings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubPings.class);

    /// How often to compare.
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /// A node serves pages that are a second old, and the hub fetches the feed at once.
    static final Duration SETTLING = Duration.ofSeconds(3);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    /// The time after which a run leaves the rest to the next one.
    private static final Duration MAX_RUN = Duration.ofSeconds(30);

    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private final Database database;
    private final SiteAddresses addresses;
    private final SiteFeeds feeds;
    private final Library library;
    private final Clocks clocks;
    private final HubClient client;
    private final HubTopicStore store = new HubTopicStore();
    private final RepeatedFailureLog failures;
    private final RepeatedFailureLog refusals;
    private Duration pause = Duration.ZERO;
    private long pausedSince;
    private volatile boolean closed;

    public HubPings(
            URI hub, Database database, Library library, SiteAddresses addresses, SiteFeeds feeds, Clocks clocks) {
        this.database = database;
        this.library = library;
        this.addresses = addresses;
        this.feeds = feeds;
        this.clocks = clocks;
        client = new HubClient(hub);
        Duration outage = MAX_PAUSE.multipliedBy(2);
        failures = new RepeatedFailureLog(
                LOG,
                "WebSub hub not told of changed feeds, retrying",
                "WebSub hub told of changed feeds again",
                clocks.monotonic(),
                outage);
        refusals = new RepeatedFailureLog(
                LOG,
                "WebSub hub refused to be told of changed feeds; check site.websub.hub",
                "WebSub hub takes changed feeds again",
                clocks.monotonic(),
                outage);
    }

    /// Sees what has changed, and tells the hub of what was seen before.
    public synchronized void run() {
        if (!pause.isZero() && clocks.elapsedSince(pausedSince).compareTo(pause) < 0) {
            return;
        }
        Instant now = clocks.now();
        List<HubTopic> known = database.read(store::all);
        see(known, now);
        tell(known.stream()
                .filter(topic -> topic.isChanged() && isSettled(topic, now))
                .toList());
    }

    /// A version that was seen in the future is one from before the clock was set back.
    private static boolean isSettled(HubTopic topic, Instant now) {
        return Duration.between(topic.seenAt(), now).abs().compareTo(SETTLING) >= 0;
    }

    private void see(List<HubTopic> known, Instant now) {
        Map<String, Long> seen = known.stream().collect(Collectors.toMap(HubTopic::id, HubTopic::version));
        Map<String, Long> changed = new TreeMap<>(database.read(library::versions));
        changed.entrySet().removeIf(topic -> topic.getValue().equals(seen.get(topic.getKey())));
        if (!changed.isEmpty()) {
            database.writeWithoutResult(tx -> changed.forEach((topic, version) -> store.saw(tx, topic, version, now)));
        }
    }

    private void tell(List<HubTopic> changed) {
        long start = clocks.nanos();
        Set<String> told = new HashSet<>();
        List<String> refused = new ArrayList<>();
        for (HubTopic topic : changed) {
            if (closed || clocks.elapsedSince(start).compareTo(MAX_RUN) > 0) {
                break;
            }
            for (String feed : feeds(topic)) {
                if (told.add(feed)) {
                    HttpAnswer answer = client.changed(feed);
                    Optional<String> failure = failure(answer);
                    if (failure.isPresent()) {
                        failed(failure.get());
                        return;
                    }
                    refusal(answer).ifPresent(refused::add);
                }
            }
            database.writeWithoutResult(tx -> store.told(tx, topic.id(), topic.version()));
        }
        if (!told.isEmpty()) {
            succeeded(refused);
        }
    }

    private List<String> feeds(HubTopic topic) {
        Set<FeedAddress> changed = database.read(tx -> feeds.of(tx, topic.id()));
        return changed.stream()
                .flatMap(feed -> Stream.of(FeedFormat.values()).map(feed::path))
                .map(addresses::absolute)
                .toList();
    }

    private static Optional<String> failure(HttpAnswer answer) {
        return switch (answer) {
            case HttpAnswer.Answered answered ->
                Optional.of(answered.status()).filter(HubPings::isTemporary).map(status -> "status " + status);
            case HttpAnswer.Unanswered unanswered -> Optional.of(unanswered.why());
        };
    }

    private static Optional<String> refusal(HttpAnswer answer) {
        return answer instanceof HttpAnswer.Answered answered && !answered.isSuccess()
                ? Optional.of("status " + answered.status())
                : Optional.empty();
    }

    private static boolean isTemporary(int status) {
        return status / 100 == 5 || TEMPORARY.contains(status);
    }

    private void failed(String why) {
        if (!closed) {
            Duration doubled = pause.multipliedBy(2);
            pause = Stream.of(pause.isZero() ? FIRST_PAUSE : doubled, MAX_PAUSE)
                    .min(Duration::compareTo)
                    .orElseThrow();
            pausedSince = clocks.nanos();
            failures.failed(why);
        }
    }

    private void succeeded(List<String> refused) {
        pause = Duration.ZERO;
        failures.recovered();
        Optional<String> first = refused.stream().findFirst();
        first.ifPresentOrElse(refusals::failed, refusals::recovered);
    }

    /// Ends a running request, and sends no other.
    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
