package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parent's side of [SandboxMain]: the platforms' simulators in a process of their own.
///
/// The tokens are those of [digestbot.app.BotFixture]. Requests are not recorded there, only counted; of messages their
/// order in each chat is kept. Safe for use by several threads, whose commands are obeyed one after the other.
public final class SandboxProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final JsonNode addresses;

    /// The platform that a command is about.
    public enum SimulatedPlatform {
        TELEGRAM,
        DISCORD
    }

    /// The numbers of requests that arrived.
    ///
    /// @param kinds how many requests, by method and status, such as `sendMessage 200`; a cut one has status 0
    /// @param throttled how many were answered by 429
    /// @param limited how many messages and edits arrived, refused ones included
    /// @param mostInASecond the most of these within any second, wherever it begins
    /// @param firstMicros when the first of these arrived, since 1970
    /// @param lately the last of these, and those within 20 ms before it
    /// @param mostLately the most of these within any 20 ms
    /// @param delivered how many messages are there
    /// @param polls how many polls for Telegram's updates arrived
    /// @param connected whether the bot is connected to Discord's gateway
    public record Counts(
            Map<String, Long> kinds,
            long throttled,
            long limited,
            long mostInASecond,
            long firstMicros,
            long lastMicros,
            long lately,
            long mostLately,
            long delivered,
            long polls,
            boolean connected) {}

    private SandboxProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        addresses = JSON.readTree(line());
    }

    /// Starts Telegram's simulator on any free port, and Discord's if asked for.
    ///
    /// @param log the file for the output of the process
    /// @param javaOptions such as [BotProcess#QUICK]
    public static SandboxProcess start(Path log, boolean discord, String... javaOptions) throws IOException {
        return start(log, List.of("0", discord ? "0" : "-"), List.of(javaOptions));
    }

    /// Starts the simulators like [#start], with a network in front of them in which
    /// [NetworkFault]s happen.
    public static SandboxProcess startWithDoors(Path log, boolean discord, String... javaOptions) throws IOException {
        return start(log, List.of("0", discord ? "0" : "-", "door"), List.of(javaOptions));
    }

    private static SandboxProcess start(Path log, List<String> arguments, List<String> javaOptions) throws IOException {
        return new SandboxProcess(JavaProcess.start(log, false, javaOptions, SandboxMain.class.getName(), arguments));
    }

    public URI telegram() {
        return URI.create(addresses.path("telegram").asText());
    }

    /// Discord's API and gateway; empty without it.
    public Optional<Discord> discord() {
        return addresses.has("discord")
                ? Optional.of(new Discord(
                        URI.create(addresses.path("discord").asText()),
                        URI.create(addresses.path("gateway").asText())))
                : Optional.empty();
    }

    /// The addresses of Discord.
    public record Discord(URI api, URI gateway) {}

    /// Kills the process when this one ends, for whatever reason.
    public void mind(Process other) {
        tell(command("mind").put("pid", other.pid()));
    }

    /// These persons have begun a private chat with Telegram's bot.
    public void join(long first, int count) {
        tell(command("join").put("first", first).put("count", count));
    }

    /// Telegram's group of that id, with a person and the bot in it.
    public SandboxPlace group(long id) {
        return place(command("group").put("chat", id));
    }

    /// The group has a forum topic of that id, or is a forum from now on.
    public void topic(long group, long thread) {
        tell(command("topic").put("chat", group).put("thread", thread));
    }

    /// Discord's text channel of that name, made if need be.
    public SandboxPlace channel(String name) {
        return place(command("channel").put("name", name));
    }

    /// The ids of new text channels in new servers of Discord's, of which the bot learns when it connects.
    public List<Long> channels(int servers, int perServer) {
        List<Long> ids = new ArrayList<>();
        tell(command("channels").put("servers", servers).put("perServer", perServer))
                .path("ids")
                .forEach(id -> ids.add(id.asLong()));
        return ids;
    }

    /// A new thread of a text channel of Discord's.
    public SandboxPlace thread(SandboxPlace parent, String name) {
        return place(about(command("thread"), parent).put("name", name));
    }

    /// The person's direct messages with Discord's bot.
    public SandboxPlace directMessages(long person) {
        return place(command("direct").put("person", person));
    }

    private SandboxPlace place(ObjectNode command) {
        JsonNode made = tell(command);
        return new SandboxPlace(
                made.path("chat").asLong(),
                SandboxPlace.Kind.valueOf(made.path("kind").asText()),
                made.path("title").asText());
    }

    /// As [digestbot.sandbox.Platform#fault].
    public void fault(SimulatedPlatform at, SandboxPlace place, SandboxFault fault) {
        ObjectNode command = about(command("fault", at), place);
        command.set("fault", RecordJson.write((Record) fault));
        tell(command);
    }

    /// The network in front of that simulator, if the process was started with one.
    public FaultyNetwork network(SimulatedPlatform at) {
        return new FaultyNetwork(this, at);
    }

    /// As [digestbot.sandbox.telegram.TelegramSandbox#enforceLimits].
    public void limit(int perSecond, int perChatPerSecond, int perGroupPerMinute) {
        tell(command("limits")
                .put("perSecond", perSecond)
                .put("perChat", perChatPerSecond)
                .put("perGroup", perGroupPerMinute));
    }

    /// The person writes a line.
    public void write(SimulatedPlatform at, long person, SandboxPlace place, String line) {
        tell(about(command("write", at), place).put("person", person).put("line", line));
    }

    /// The person writes a line and waits for the next message in that chat.
    ///
    /// @return how long that took; empty if there was none
    public Optional<Duration> ask(
            SimulatedPlatform at, long person, SandboxPlace place, String line, Duration timeout) {
        JsonNode answer = tell(about(command("ask", at), place)
                .put("person", person)
                .put("line", line)
                .put("patience", timeout.toMillis()));
        return answer.path("answered").asBoolean()
                ? Optional.of(Duration.ofNanos(answer.path("nanos").asLong()))
                : Optional.empty();
    }

    /// From now on a message is identified by the matches of this pattern in its text, joined by
    /// spaces.
    public void marks(SimulatedPlatform at, String pattern) {
        tell(command("marks", at).put("pattern", pattern));
    }

    /// The messages that each chat and each thread received, by its id, in order. A message is
    /// identified by its first line and its text's hash, or by its marks. Discord's repeats by
    /// nonce are left out: nobody sees them.
    public Map<Long, List<String>> received(SimulatedPlatform at) {
        JsonNode answer = tell(command("received", at));
        List<String> labels = new ArrayList<>();
        answer.path("labels").forEach(label -> labels.add(label.asText()));
        Map<Long, List<String>> received = new HashMap<>();
        answer.path("chats").properties().forEach(chat -> {
            List<String> messages = new ArrayList<>();
            chat.getValue().forEach(number -> messages.add(labels.get(number.asInt())));
            received.put(Long.valueOf(chat.getKey()), messages);
        });
        return received;
    }

    public Counts counts(SimulatedPlatform at) {
        JsonNode json = tell(command("counts", at));
        Map<String, Long> kinds = new HashMap<>();
        json.path("kinds")
                .properties()
                .forEach(kind -> kinds.put(kind.getKey(), kind.getValue().asLong()));
        return new Counts(
                kinds,
                json.path("throttled").asLong(),
                json.path("limited").asLong(),
                json.path("mostInASecond").asLong(),
                json.path("firstMicros").asLong(),
                json.path("lastMicros").asLong(),
                json.path("lately").asLong(),
                json.path("mostLately").asLong(),
                json.path("delivered").asLong(),
                json.path("polls").asLong(),
                json.path("connected").asBoolean());
    }

    /// The number of messages, which is quicker to count than [#counts].
    public long delivered(SimulatedPlatform at) {
        return tell(command("delivered", at)).path("delivered").asLong();
    }

    /// Forgets what was counted and received so far; [#delivered] goes on.
    public void forget(SimulatedPlatform at) {
        tell(command("forget", at));
    }

    private static ObjectNode command(String what) {
        return JsonNodeFactory.instance.objectNode().put("do", what);
    }

    static ObjectNode command(String what, SimulatedPlatform at) {
        return command(what).put("at", at.name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode about(ObjectNode command, SandboxPlace place) {
        return command.put("chat", place.id()).put("kind", place.kind().name()).put("title", place.title());
    }

    synchronized JsonNode tell(ObjectNode command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            JsonNode answer = JSON.readTree(line());
            if (answer.has("error")) {
                throw new IllegalStateException(
                        command + ": " + answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's process does not answer to " + command, e);
        }
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the sandbox's process has ended");
        }
        return line;
    }

    Process process() {
        return process;
    }

    /// Closes the input, as the end of this process would.
    void endInput() throws IOException {
        commands.close();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
