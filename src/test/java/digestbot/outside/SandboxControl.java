package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.app.BotFixture;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The simulators with what is counted at them, and what they can be told to do. See [SandboxProcess] for the meaning
/// of each command.
final class SandboxControl {

    private static final Pattern DISCORD_MESSAGES = Pattern.compile("/channels/(\\d+)/messages(/.*)?");

    private final TelegramSandbox telegram;
    private final Optional<DiscordSandbox> discord;
    private final Seen telegramSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Seen discordSeen = new Seen(new ReceivedMessages(), new RequestCounts());
    private final Set<String> nonces = new HashSet<>();
    private final NetworkRoute way;
    private final Optional<NetworkRoute> discordWay;
    private final SandboxPlaces places;

    private record Seen(ReceivedMessages received, RequestCounts arrivals) {}

    private SandboxControl(TelegramSandbox telegram, Optional<DiscordSandbox> discord, boolean doors) {
        this.telegram = telegram;
        this.discord = discord;
        way = new NetworkRoute(telegram.url(), doors);
        discordWay = discord.map(sandbox -> new NetworkRoute(sandbox.apiUrl(), doors));
        places = new SandboxPlaces(telegram, this::discord);
        telegram.recordRequests(false);
        telegram.observe(this::atTelegram);
        discord.ifPresent(sandbox -> sandbox.observe(this::atDiscord));
    }

    static SandboxControl set(String telegramPort, String discordPort, boolean doors) {
        InstantSource clock = InstantSource.system();
        var telegram =
                TelegramSandbox.start(Integer.parseInt(telegramPort), BotFixture.TELEGRAM_TOKEN, "stage_bot", clock);
        Optional<DiscordSandbox> discord = discordPort.equals("-")
                ? Optional.empty()
                : Optional.of(DiscordSandbox.start(Integer.parseInt(discordPort), BotFixture.DISCORD_TOKEN, clock));
        return new SandboxControl(telegram, discord, doors);
    }

    ObjectNode addresses() {
        ObjectNode addresses = object().put("telegram", way.url().toString());
        discord.ifPresent(sandbox -> addresses
                .put("discord", discordWay.orElseThrow().url().toString())
                .put("gateway", sandbox.gatewayUrl().toString()));
        return addresses;
    }

    ObjectNode act(JsonNode command) throws InterruptedException {
        boolean atDiscord = command.path("at").asText().equals("discord");
        String what = command.path("do").asText();
        if (SandboxPlaces.COMMANDS.contains(what)) {
            return places.act(command);
        }
        if (NetworkRoute.COMMANDS.contains(what)) {
            return (atDiscord ? discordWay.orElseThrow() : way).act(command);
        }
        Seen seen = atDiscord ? discordSeen : telegramSeen;
        switch (what) {
            case "fault" ->
                platform(atDiscord)
                        .fault(SandboxPlaces.of(command), RecordJson.read(SandboxFault.class, command.path("fault")));
            case "limits" -> limit(command, atDiscord);
            case "write" ->
                platform(atDiscord)
                        .write(
                                someone(command),
                                SandboxPlaces.of(command),
                                command.path("line").asText());
            case "ask" -> {
                return ask(command, atDiscord);
            }
            case "marks" -> seen.received.marks(command.path("pattern").asText());
            case "received" -> {
                return seen.received.json();
            }
            case "counts" -> {
                return seen.arrivals
                        .json()
                        .put("delivered", atDiscord ? discord().delivered() : telegram.delivered())
                        .put("polls", telegram.polls())
                        .put("connected", discord.map(DiscordSandbox::connected).orElse(false));
            }
            case "delivered" -> {
                return object().put("delivered", atDiscord ? discord().delivered() : telegram.delivered());
            }
            case "forget" -> {
                seen.received.clear();
                seen.arrivals.clear();
            }
            default -> throw new IllegalArgumentException("nobody knows how to do " + command);
        }
        return object();
    }

    private void limit(JsonNode command, boolean atDiscord) {
        if (atDiscord) {
            discord().enforceLimits(true);
        } else {
            telegram.enforceLimits(
                    command.path("perSecond").asInt(),
                    command.path("perChat").asInt(),
                    command.path("perGroup").asInt());
        }
    }

    /// Writes, and measures how long it takes until the bot's next message is in that chat.
    private ObjectNode ask(JsonNode command, boolean atDiscord) throws InterruptedException {
        Seen seen = atDiscord ? discordSeen : telegramSeen;
        SandboxPlace place = SandboxPlaces.of(command);
        int before = seen.received.count(place.id());
        long start = System.nanoTime();
        platform(atDiscord).write(someone(command), place, command.path("line").asText());
        long patience = Duration.ofMillis(command.path("patience").asLong()).toNanos();
        boolean answered = seen.received.awaitMoreThan(place.id(), before, patience);
        return object().put("answered", answered).put("nanos", System.nanoTime() - start);
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
            // The second message of a nonce is the first one, for whoever reads the channel.
            if (isNew(body.path("nonce").asText())) {
                discordSeen.received.add(Long.parseLong(matcher.group(1)), text);
            }
        }
    }

    private synchronized boolean isNew(String nonce) {
        return nonce.isEmpty() || nonces.add(nonce);
    }

    private PlatformSandbox platform(boolean atDiscord) {
        return atDiscord ? discord() : telegram;
    }

    private DiscordSandbox discord() {
        return discord.orElseThrow(() -> new IllegalStateException("no Discord here: give it a port"));
    }

    private static SandboxPerson someone(JsonNode command) {
        return SandboxPlaces.reader(command.path("person").asLong());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
