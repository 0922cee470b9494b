package digestbot.outside;

import digestbot.sandbox.SandboxPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The platforms' simulators in a process of their own, [SandboxMain]. The tokens are those of
/// [digestbot.app.BotFixture]. Requests are counted and not recorded; of messages their order in
/// each chat is kept. Thread-safe: commands run one after the other.
public interface SandboxProcess extends AutoCloseable {

    enum SimulatedPlatform {
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
    record Counts(
            Map<String, Long> kinds,
            long throttled,
            long limited,
            long mostInASecond,
            long firstMicros,
            long lastMicros,
            long mostLately,
            long delivered,
            long polls) {}

    record Discord(URI api, URI gateway) {}

    /// Discord's simulator is optional. The log gets the output of the process.
    static SandboxProcess start(Path log, boolean discord, String... javaOptions) throws IOException {
        return start(log, discord, false, javaOptions);
    }

    /// With a network in front of the simulators in which [NetworkFault]s happen.
    static SandboxProcess startWithDoors(Path log, boolean discord, String... javaOptions) throws IOException {
        return start(log, discord, true, javaOptions);
    }

    private static SandboxProcess start(Path log, boolean discord, boolean doors, String... javaOptions)
            throws IOException {
        List<String> arguments = List.of(Boolean.toString(discord), Boolean.toString(doors));
        Process process = JavaProcess.start(log, false, List.of(javaOptions), SandboxMain.class.getName(), arguments);
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        Writer commands = process.outputWriter(StandardCharsets.UTF_8);
        var connection = new RemoteCalls.Connection() {
            @Override
            public synchronized String exchange(String line) throws IOException {
                commands.write(line + "\n");
                commands.flush();
                return Optional.ofNullable(answers.readLine())
                        .orElseThrow(() -> new UncheckedIOException(
                                new IOException("the simulators' process has ended; see " + log)));
            }

            @Override
            public void close() {
                process.destroyForcibly().onExit().join();
            }
        };
        return RemoteCalls.object(SandboxProcess.class, "", connection);
    }

    URI telegram();

    /// Empty without Discord.
    default Optional<Discord> discord() {
        return Optional.ofNullable(discordAddresses());
    }

    @Nullable
    Discord discordAddresses();

    /// Kills the process when this one ends, even if it is killed.
    default void mind(Process other) {
        mind(other.pid());
    }

    void mind(long pid);

    /// These persons have begun a private chat with Telegram's bot.
    void join(long first, int count);

    /// With a person and the bot in the group.
    SandboxPlace group(long id);

    /// The group is a forum from now on.
    void topic(long group, long thread);

    /// Created if missing.
    SandboxPlace channel(String name);

    /// In new servers, of which the bot learns when it connects.
    List<Long> channels(int servers, int perServer);

    SandboxPlace thread(SandboxPlace parent, String name);

    SandboxPlace directMessages(long person);

    /// Only if the process was started with a network.
    FaultyNetwork network(SimulatedPlatform at);

    /// As [digestbot.sandbox.telegram.TelegramSandbox#enforceLimits].
    void limit(int perSecond, int perChatPerSecond, int perGroupPerMinute);

    void write(SimulatedPlatform at, long person, SandboxPlace place, String line);

    /// Writes a line, and returns the time until the next message in that chat; empty if none came
    /// in time.
    default Optional<Duration> ask(
            SimulatedPlatform at, long person, SandboxPlace place, String line, Duration timeout) {
        return Optional.ofNullable(nanosOfAnswer(at, person, place, line, timeout.toNanos()))
                .map(Duration::ofNanos);
    }

    @Nullable
    Long nanosOfAnswer(SimulatedPlatform at, long person, SandboxPlace place, String line, long timeoutNanos);

    /// A message is identified by the matches of this pattern in its text, joined by spaces.
    void marks(SimulatedPlatform at, String pattern);

    /// The messages of each chat and thread, in order. A message is identified by its first line
    /// and its text's hash, or by its marks. Discord's repetitions by nonce are left out, because
    /// nobody sees them.
    Map<Long, List<String>> received(SimulatedPlatform at);

    Counts counts(SimulatedPlatform at);

    /// Quicker than [#counts].
    long delivered(SimulatedPlatform at);

    /// [#delivered] goes on.
    void forget(SimulatedPlatform at);

    @Override
    void close();
}
