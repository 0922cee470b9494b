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
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The simulators in this process, with their counters.
final class SandboxControl implements SandboxProcess {

    private static final Pattern DISCORD_MESSAGES = Pattern.compile("/channels/(\\d+)/messages(/.*)?");
    private static final SandboxPerson MEMBER = reader(1);

    private final TelegramSandbox telegram;
    private final Optional<DiscordSandbox> discord;
    private final List<ProcessHandle> minded;
    private final Seen telegramSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Seen discordSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Set<String> nonces = new HashSet<>();
    private final Map<SimulatedPlatform, FaultProxy> doors = new EnumMap<>(SimulatedPlatform.class);

    private record Seen(ReceivedMessages received, RequestCounts arrivals) {}

    SandboxControl(boolean withDiscord, boolean withDoors, List<ProcessHandle> minded) {
        this.minded = minded;
        InstantSource clock = InstantSource.system();
        telegram = TelegramSandbox.start(0, BotFixture.TELEGRAM_TOKEN, "stage_bot", clock);
        discord =
                withDiscord ? Optional.of(DiscordSandbox.start(0, BotFixture.DISCORD_TOKEN, clock)) : Optional.empty();
        if (withDoors) {
            doors.put(SimulatedPlatform.TELEGRAM, FaultProxy.before(telegram.url()));
            discord.ifPresent(sandbox -> doors.put(SimulatedPlatform.DISCORD, FaultProxy.before(sandbox.apiUrl())));
        }
        telegram.recordRequests(false);
        telegram.observe(this::atTelegram);
        discord.ifPresent(sandbox -> sandbox.observe(this::atDiscord));
    }

    /// The network in front of the platform of that name; this, if the name is empty.
    Object named(String name) {
        return name.isEmpty() ? this : network(SimulatedPlatform.valueOf(name));
    }

    @Override
    public URI telegram() {
        return outside(SimulatedPlatform.TELEGRAM, telegram.url());
    }

    @Override
    public @Nullable Discord discordAddresses() {
        return discord.map(sandbox ->
                        new Discord(outside(SimulatedPlatform.DISCORD, sandbox.apiUrl()), sandbox.gatewayUrl()))
                .orElse(null);
    }

    private URI outside(SimulatedPlatform at, URI inside) {
        return Optional.ofNullable(doors.get(at)).map(FaultProxy::url).orElse(inside);
    }

    @Override
    public FaultyNetwork network(SimulatedPlatform at) {
        return Optional.ofNullable(doors.get(at)).orElseThrow();
    }

    @Override
    public void mind(long pid) {
        minded.removeIf(process -> !process.isAlive());
        ProcessHandle.of(pid).ifPresent(minded::add);
    }

    @Override
    public void join(long first, int count) {
        for (long id = first; id < first + count; id++) {
            telegram.join(reader(id), new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""));
        }
    }

    @Override
    public SandboxPlace group(long id) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.join(MEMBER, group);
        return group;
    }

    /// A topic exists once somebody wrote in it; the bot is away meanwhile, so that it hears
    /// nothing.
    @Override
    public void topic(long id, long thread) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.fault(group, new SandboxFault.Removed());
        telegram.writeInThread(MEMBER, group, thread, "hello");
        telegram.fault(group, new SandboxFault.None());
    }

    @Override
    public SandboxPlace channel(String name) {
        return onDiscord().channel(name);
    }

    @Override
    public List<Long> channels(int servers, int perServer) {
        return onDiscord().channels(servers, perServer).stream()
                .map(SandboxPlace::id)
                .toList();
    }

    @Override
    public SandboxPlace thread(SandboxPlace parent, String name) {
        return onDiscord().thread(parent, name);
    }

    @Override
    public SandboxPlace directMessages(long person) {
        return onDiscord().directMessages(reader(person));
    }

    @Override
    public void limit(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        telegram.enforceLimits(perSecond, perChatPerSecond, perGroupPerMinute);
    }

    @Override
    public void write(SimulatedPlatform at, long person, SandboxPlace place, String line) {
        platform(at).write(reader(person), place, line);
    }

    @Override
    public @Nullable Long nanosOfAnswer(
            SimulatedPlatform at, long person, SandboxPlace place, String line, long timeoutNanos) {
        ReceivedMessages received = seen(at).received;
        int before = received.count(place.id());
        long start = System.nanoTime();
        write(at, person, place, line);
        return received.awaitMoreThan(place.id(), before, timeoutNanos) ? System.nanoTime() - start : null;
    }

    @Override
    public void marks(SimulatedPlatform at, String pattern) {
        seen(at).received.marks(pattern);
    }

    @Override
    public Map<Long, List<String>> received(SimulatedPlatform at) {
        return seen(at).received.all();
    }

    @Override
    public Counts counts(SimulatedPlatform at) {
        return seen(at).arrivals.counts(delivered(at), telegram.polls());
    }

    @Override
    public long delivered(SimulatedPlatform at) {
        return switch (at) {
            case TELEGRAM -> telegram.delivered();
            case DISCORD -> onDiscord().delivered();
        };
    }

    @Override
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
        throw new UnsupportedOperationException("it ends with its input");
    }
}
