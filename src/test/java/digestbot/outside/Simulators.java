package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.app.BotFixture;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The platforms' simulators with the tokens of [BotFixture], for bots that run as processes of their
/// own. Requests are counted and not recorded; of messages their order in each chat is kept.
/// Thread-safe.
public final class Simulators implements AutoCloseable {

    public enum SimulatedPlatform {
        TELEGRAM,
        DISCORD
    }

    /// The numbers of requests that arrived.
    ///
    /// @param kinds by method and status, such as `sendMessage 200`; a cut one has status 0
    /// @param throttled requests that were answered by 429
    /// @param limited messages and edits, refused ones included
    /// @param mostInASecond the most of these within any second
    /// @param firstMicros the arrival of the first of these, in microseconds since 1970
    /// @param mostLately the most of these within any 20 ms
    /// @param delivered messages that are there
    /// @param polls polls for Telegram's updates
    public record Counts(
            Map<String, Long> kinds,
            long throttled,
            long limited,
            long mostInASecond,
            long firstMicros,
            long lastMicros,
            long mostLately,
            long delivered,
            long polls) {}

    private static final Pattern DISCORD_MESSAGES = Pattern.compile("/channels/(\\d+)/messages(/.*)?");
    private static final SandboxPerson MEMBER = reader(1);

    private final TelegramSandbox telegram;
    private final Optional<DiscordSandbox> discord;
    private final Seen telegramSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Seen discordSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Set<String> nonces = new HashSet<>();
    private final Map<SimulatedPlatform, FaultyNetwork> networks = new EnumMap<>(SimulatedPlatform.class);

    private record Seen(ReceivedMessages received, RequestCounts arrivals) {}

    /// Discord's simulator is optional.
    public static Simulators start(boolean discord) {
        return new Simulators(discord, false);
    }

    /// Of both platforms, with a network in front of them in which faults happen.
    public static Simulators withFaultyNetworks() {
        return new Simulators(true, true);
    }

    private Simulators(boolean withDiscord, boolean withFaults) {
        telegram = TelegramSandbox.start(0, BotFixture.TELEGRAM_TOKEN, "stage_bot");
        discord = withDiscord ? Optional.of(DiscordSandbox.start(0, BotFixture.DISCORD_TOKEN)) : Optional.empty();
        if (withFaults) {
            networks.put(SimulatedPlatform.TELEGRAM, FaultyNetwork.before(telegram.url()));
            discord.ifPresent(
                    sandbox -> networks.put(SimulatedPlatform.DISCORD, FaultyNetwork.before(sandbox.apiUrl())));
        }
        telegram.recordRequests(false);
        telegram.observe(this::atTelegram);
        discord.ifPresent(sandbox -> sandbox.observe(this::atDiscord));
    }

    public URI telegram() {
        return outside(SimulatedPlatform.TELEGRAM, telegram.url());
    }

    /// Empty without Discord.
    public Optional<URI> discord() {
        return discord.map(sandbox -> outside(SimulatedPlatform.DISCORD, sandbox.apiUrl()));
    }

    private URI outside(SimulatedPlatform at, URI inside) {
        return Optional.ofNullable(networks.get(at)).map(FaultyNetwork::url).orElse(inside);
    }

    /// Only if the simulators were started with faulty networks.
    public FaultyNetwork network(SimulatedPlatform at) {
        return Optional.ofNullable(networks.get(at)).orElseThrow();
    }

    /// These persons have begun a private chat with Telegram's bot.
    public void join(long first, int count) {
        for (long id = first; id < first + count; id++) {
            telegram.join(reader(id), new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""));
        }
    }

    /// With a person and the bot in the group.
    public SandboxPlace group(long id) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.join(MEMBER, group);
        return group;
    }

    /// A topic exists once somebody wrote in it; the bot is away meanwhile, so that it hears
    /// nothing.
    /// The group is a forum from now on.
    public void topic(long id, long thread) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.fault(group, new SandboxFault.Removed());
        telegram.writeInThread(MEMBER, group, thread, "hello");
        telegram.fault(group, new SandboxFault.None());
    }

    /// Created if missing.
    public SandboxPlace channel(String name) {
        return onDiscord().channel(name);
    }

    public SandboxPlace thread(SandboxPlace parent, String name) {
        return onDiscord().thread(parent, name);
    }

    public SandboxPlace directMessages(long person) {
        return onDiscord().directMessages(reader(person));
    }

    /// As [digestbot.sandbox.telegram.TelegramSandbox#enforceLimits].
    public void limit(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        telegram.enforceLimits(perSecond, perChatPerSecond, perGroupPerMinute);
    }

    public void write(SimulatedPlatform at, long person, SandboxPlace place, String line) {
        platform(at).write(reader(person), place, line);
    }

    /// Writes a line, and returns the time until the next message in that chat; empty if none came
    /// in time.
    public Optional<Duration> ask(
            SimulatedPlatform at, long person, SandboxPlace place, String line, Duration timeout) {
        ReceivedMessages received = seen(at).received;
        int before = received.count(place.id());
        long start = System.nanoTime();
        write(at, person, place, line);
        return received.awaitMoreThan(place.id(), before, timeout.toNanos())
                ? Optional.of(Duration.ofNanos(System.nanoTime() - start))
                : Optional.empty();
    }

    /// A message is identified by the matches of this pattern in its text, joined by spaces.
    public void marks(SimulatedPlatform at, String pattern) {
        seen(at).received.marks(pattern);
    }

    /// The messages of each chat and thread, in order. A message is identified by its first line
    /// and its text's hash, or by its marks. Discord's repetitions by nonce are left out, because
    /// nobody sees them.
    public Map<Long, List<String>> received(SimulatedPlatform at) {
        return seen(at).received.all();
    }

    public Counts counts(SimulatedPlatform at) {
        return seen(at).arrivals.counts(delivered(at), telegram.polls());
    }

    /// Quicker than [#counts].
    public long delivered(SimulatedPlatform at) {
        return switch (at) {
            case TELEGRAM -> telegram.delivered();
            case DISCORD -> onDiscord().delivered();
        };
    }

    /// [#delivered] goes on.
    public void forget(SimulatedPlatform at) {
        seen(at).received.clear();
        seen(at).arrivals.clear();
    }

    private void atTelegram(RecordedRequest request) {
        String method = request.path();
        boolean send = method.equals("sendMessage");
        telegramSeen.arrivals.add(request.at(), method, request.status(), send || method.startsWith("editMessage"));
        // A cut connection has no status, and the message is there.
        if (send && (request.status() == 200 || request.status() == 0)) {
            long thread = request.body().path("message_thread_id").asLong();
            telegramSeen.received.add(
                    thread == 0 ? request.body().path("chat_id").asLong() : thread,
                    request.body().path("text").asText());
        }
    }

    private void atDiscord(RecordedRequest request) {
        Matcher matcher = DISCORD_MESSAGES.matcher(request.path());
        boolean message = matcher.matches();
        String kind = request.method() + " " + request.path().replaceAll("\\d{6,}", "#");
        discordSeen.arrivals.add(request.at(), kind, request.status(), message);
        if (message && request.method().equals("POST") && request.status() / 100 == 2) {
            JsonNode body = request.body();
            String text =
                    body.findValues("content").stream().map(JsonNode::asText).collect(Collectors.joining("\n"));
            // Readers see a second message with the same nonce as the first one.
            if (isNew(body.path("nonce").asText())) {
                discordSeen.received.add(Long.parseLong(matcher.group(1)), text);
            }
        }
    }

    private synchronized boolean isNew(String nonce) {
        return nonce.isEmpty() || nonces.add(nonce);
    }

    private Seen seen(SimulatedPlatform at) {
        return at == SimulatedPlatform.DISCORD ? discordSeen : telegramSeen;
    }

    private PlatformSandbox platform(SimulatedPlatform at) {
        return at == SimulatedPlatform.DISCORD ? onDiscord() : telegram;
    }

    private DiscordSandbox onDiscord() {
        return discord.orElseThrow(() -> new IllegalStateException("no Discord here"));
    }

    private static SandboxPerson reader(long id) {
        return new SandboxPerson(id, "Reader " + id, "en");
    }

    @Override
    public void close() {
        networks.values().forEach(FaultyNetwork::shut);
        discord.ifPresent(DiscordSandbox::close);
        telegram.close();
    }

    /// Counts requests by their kind and status, and keeps the arrival times of messages and edits:
    /// eight bytes each. Thread-safe.
    private static final class RequestCounts {

        private static final long SECOND = 1_000_000;
        private static final long LATELY = 20_000;

        private final TreeMap<String, Long> byKind = new TreeMap<>();
        private long[] times = new long[1024];
        private int size;

        /// A limited request counts towards the platform's limits.
        synchronized void add(Instant at, String kind, int status, boolean limited) {
            byKind.merge(kind + " " + status, 1L, Long::sum);
            if (limited) {
                if (size == times.length) {
                    times = Arrays.copyOf(times, 2 * size);
                }
                times[size++] = ChronoUnit.MICROS.between(Instant.EPOCH, at);
            }
        }

        synchronized Counts counts(long delivered, long polls) {
            long throttled = byKind.entrySet().stream()
                    .filter(each -> each.getKey().endsWith(" 429"))
                    .mapToLong(each -> each.getValue())
                    .sum();
            Arrays.sort(times, 0, size);
            return new Counts(
                    Map.copyOf(byKind),
                    throttled,
                    size,
                    mostWithin(SECOND),
                    size == 0 ? 0 : times[0],
                    size == 0 ? 0 : times[size - 1],
                    mostWithin(LATELY),
                    delivered,
                    polls);
        }

        /// In any window of that length.
        private int mostWithin(long span) {
            int most = 0;
            int first = 0;
            for (int last = 0; last < size; last++) {
                while (times[last] - times[first] >= span) {
                    first++;
                }
                most = Math.max(most, last - first + 1);
            }
            return most;
        }

        synchronized void clear() {
            byKind.clear();
            size = 0;
        }
    }

    /// The messages that each chat received, in order. Of a message only its label is kept: its first
    /// line and the hash of its text, or the marks in it. Thread-safe.
    private static final class ReceivedMessages {

        private static final int LONGEST_LABEL = 60;

        private final Map<Long, List<String>> chats = new HashMap<>();
        /// Each label once, because very many chats receive the same messages.
        private final Map<String, String> labels = new HashMap<>();

        private Pattern marks = Pattern.compile("");

        /// A message's label is the pattern's matches, joined by spaces, if there are any.
        synchronized void marks(String pattern) {
            marks = Pattern.compile(pattern);
        }

        synchronized void add(long chat, String text) {
            String label = labels.computeIfAbsent(label(text), each -> each);
            chats.computeIfAbsent(chat, _ -> new ArrayList<>(2)).add(label);
            notifyAll();
        }

        private String label(String text) {
            String marked = marks.pattern().isEmpty()
                    ? ""
                    : marks.matcher(text).results().map(MatchResult::group).collect(Collectors.joining(" "));
            if (!marked.isEmpty()) {
                return marked;
            }
            String first = text.lines().findFirst().orElse("");
            return "%s #%08x".formatted(first.substring(0, Math.min(LONGEST_LABEL, first.length())), text.hashCode());
        }

        synchronized int count(long chat) {
            return chats.getOrDefault(chat, List.of()).size();
        }

        /// Waits until the chat has received more than so many; returns whether that came true in
        /// time.
        synchronized boolean awaitMoreThan(long chat, int before, long nanos) {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; count(chat) <= before; left = end - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return true;
        }

        synchronized Map<Long, List<String>> all() {
            Map<Long, List<String>> all = new HashMap<>();
            chats.forEach((chat, received) -> all.put(chat, List.copyOf(received)));
            return all;
        }

        synchronized void clear() {
            chats.clear();
        }
    }
}
