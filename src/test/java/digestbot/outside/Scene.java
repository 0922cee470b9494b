package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.app.Stage;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Platform;
import digestbot.sandbox.Recorded;
import digestbot.sandbox.Someone;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The stand-ins with what is counted at them, and what they can be told to do. See [SandboxProcess] for the meaning
/// of each command.
final class Scene {

    private static final Pattern DISCORD_MESSAGES = Pattern.compile("/channels/(\\d+)/messages(/.*)?");

    private final TelegramSandbox telegram;
    private final Optional<DiscordSandbox> discord;
    private final Seen telegramSeen = new Seen(new Received(), new Arrivals());
    private final Seen discordSeen = new Seen(new Received(), new Arrivals());
    private final Set<String> nonces = new HashSet<>();
    private final Mishaps mishaps = new Mishaps();
    private final Mishaps discordMishaps = new Mishaps();
    private final Optional<Door> door;
    private final Optional<Door> discordDoor;

    private record Seen(Received received, Arrivals arrivals) {}

    private Scene(TelegramSandbox telegram, Optional<DiscordSandbox> discord, boolean doors) {
        this.telegram = telegram;
        this.discord = discord;
        door = doors ? Optional.of(Door.before(telegram.url(), mishaps)) : Optional.empty();
        discordDoor = doors ? discord.map(sandbox -> Door.before(sandbox.apiUrl(), discordMishaps)) : Optional.empty();
        telegram.recordRequests(false);
        telegram.observe(this::atTelegram);
        discord.ifPresent(sandbox -> sandbox.observe(this::atDiscord));
    }

    static Scene set(String telegramPort, String discordPort, boolean doors) {
        InstantSource clock = InstantSource.system();
        var telegram = TelegramSandbox.start(Integer.parseInt(telegramPort), Stage.TELEGRAM_TOKEN, "stage_bot", clock);
        Optional<DiscordSandbox> discord = discordPort.equals("-")
                ? Optional.empty()
                : Optional.of(DiscordSandbox.start(Integer.parseInt(discordPort), Stage.DISCORD_TOKEN, clock));
        return new Scene(telegram, discord, doors);
    }

    ObjectNode addresses() {
        ObjectNode addresses = object().put(
                        "telegram", door.map(Door::url).orElse(telegram.url()).toString());
        discord.ifPresent(sandbox -> addresses
                .put(
                        "discord",
                        discordDoor.map(Door::url).orElse(sandbox.apiUrl()).toString())
                .put("gateway", sandbox.gatewayUrl().toString()));
        return addresses;
    }

    ObjectNode act(JsonNode command) throws InterruptedException {
        boolean atDiscord = command.path("at").asText().equals("discord");
        Seen seen = atDiscord ? discordSeen : telegramSeen;
        switch (command.path("do").asText()) {
            case "join" -> join(command);
            case "channel" -> {
                return place(discord().channel(command.path("name").asText()));
            }
            case "fault" ->
                platform(atDiscord).fault(place(command), RecordJson.read(Fault.class, command.path("fault")));
            case "mishap" -> plan(command, atDiscord ? discordMishaps : mishaps);
            case "cutPolls" -> mishaps.cutPolls();
            case "happened" -> {
                ObjectNode happened = object();
                (atDiscord ? discordMishaps : mishaps).happened().forEach(happened::put);
                return happened;
            }
            case "calm" -> (atDiscord ? discordMishaps : mishaps).none();
            case "cut", "shut", "reopen" -> use((atDiscord ? discordDoor : door).orElseThrow(), command);
            case "limits" -> limit(command, atDiscord);
            case "write" ->
                platform(atDiscord)
                        .write(
                                someone(command),
                                place(command),
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

    private void join(JsonNode command) {
        long first = command.path("first").asLong();
        for (long id = first; id < first + command.path("count").asLong(); id++) {
            telegram.join(new Someone(id, "Reader " + id, "en"), new Place(id, Place.Kind.PRIVATE, ""));
        }
    }

    private static void plan(JsonNode command, Mishaps mishaps) {
        Mishap mishap = RecordJson.read(Mishap.class, command.path("mishap"));
        int times = command.path("times").asInt();
        if (command.has("probability")) {
            mishaps.byChance(
                    mishap,
                    command.path("probability").asDouble(),
                    command.path("seed").asLong());
        } else if (command.has("chat")) {
            mishaps.next(command.path("chat").asLong(), mishap, times);
        } else {
            mishaps.next(mishap, times);
        }
    }

    private static void use(Door door, JsonNode command) {
        try {
            switch (command.path("do").asText()) {
                case "cut" -> door.cutAll();
                case "shut" -> door.shut();
                default -> door.reopen();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Place place = place(command);
        int before = seen.received.count(place.id());
        long start = System.nanoTime();
        platform(atDiscord).write(someone(command), place, command.path("line").asText());
        long patience = Duration.ofMillis(command.path("patience").asLong()).toNanos();
        boolean answered = seen.received.awaitMoreThan(place.id(), before, patience);
        return object().put("answered", answered).put("nanos", System.nanoTime() - start);
    }

    private void atTelegram(Recorded request) {
        String method = request.path();
        boolean send = method.equals("sendMessage");
        telegramSeen.arrivals.add(request.at(), method, request.status(), send || method.startsWith("editMessage"));
        // A cut connection has no status, and the message is there.
        if (send && (request.status() == 200 || request.status() == 0)) {
            telegramSeen.received.add(
                    request.body().path("chat_id").asLong(),
                    request.body().path("text").asText());
        }
    }

    private void atDiscord(Recorded request) {
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

    private Platform platform(boolean atDiscord) {
        return atDiscord ? discord() : telegram;
    }

    private DiscordSandbox discord() {
        return discord.orElseThrow(() -> new IllegalStateException("no Discord here: give it a port"));
    }

    private static Someone someone(JsonNode command) {
        long id = command.path("person").asLong();
        return new Someone(id, "Reader " + id, command.path("language").asText("en"));
    }

    private static Place place(JsonNode command) {
        return new Place(
                command.path("chat").asLong(),
                Place.Kind.valueOf(command.path("kind").asText("PRIVATE")),
                command.path("title").asText());
    }

    private static ObjectNode place(Place place) {
        return object().put("chat", place.id()).put("kind", place.kind().name()).put("title", place.title());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
