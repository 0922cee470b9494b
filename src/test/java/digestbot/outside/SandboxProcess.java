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

/// The platforms' simulators in a process of their own, [SandboxMain].
///
/// The tokens are those of [digestbot.app.BotFixture]. Requests are not recorded there, only counted; of messages their
/// order in each chat is kept. Safe for use by several threads, whose commands are obeyed one after the other.
public interface SandboxProcess extends AutoCloseable {

    /// The platform that a command is about.
    enum SimulatedPlatform {
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
    /// @param mostLately the most of these within any 20 ms
    /// @param delivered how many messages are there
    /// @param polls how many polls for Telegram's updates arrived
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

    /// The addresses of Discord.
    record Discord(URI api, URI gateway) {}

    /// Starts Telegram's simulator on any free port, and Discord's if asked for.
    ///
    /// @param log the file for the output of the process
    /// @param javaOptions such as [BotProcess#QUICK]
    static SandboxProcess start(Path log, boolean discord, String... javaOptions) throws IOException {
        return start(log, discord, false, javaOptions);
    }

    /// Starts the simulators like [#start], with a network in front of them in which
    /// [NetworkFault]s happen.
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

    /// Discord's API and gateway; empty without it.
    default Optional<Discord> discord() {
        return Optional.ofNullable(discordAddresses());
    }

    /// As [#discord].
    @Nullable
    Discord discordAddresses();

    /// Kills the process when this one ends, for whatever reason.
    default void mind(Process other) {
        mind(other.pid());
    }

    /// Kills the process of that number when this one ends.
    void mind(long pid);

    /// These persons have begun a private chat with Telegram's bot.
    void join(long first, int count);

    /// Telegram's group of that id, with a person and the bot in it.
    SandboxPlace group(long id);

    /// The group has a forum topic of that id, or is a forum from now on.
    void topic(long group, long thread);

    /// Discord's text channel of that name, made if need be.
    SandboxPlace channel(String name);

    /// The ids of new text channels in new servers of Discord's, of which the bot learns when it connects.
    List<Long> channels(int servers, int perServer);

    /// A new thread of a text channel of Discord's.
    SandboxPlace thread(SandboxPlace parent, String name);

    /// The person's direct messages with Discord's bot.
    SandboxPlace directMessages(long person);

    /// The network in front of that simulator, if the process was started with one.
    FaultyNetwork network(SimulatedPlatform at);

    /// As [digestbot.sandbox.telegram.TelegramSandbox#enforceLimits].
    void limit(int perSecond, int perChatPerSecond, int perGroupPerMinute);

    /// The person writes a line.
    void write(SimulatedPlatform at, long person, SandboxPlace place, String line);

    /// The person writes a line and waits for the next message in that chat.
    ///
    /// @return how long that took; empty if there was none
    default Optional<Duration> ask(
            SimulatedPlatform at, long person, SandboxPlace place, String line, Duration timeout) {
        return Optional.ofNullable(nanosOfAnswer(at, person, place, line, timeout.toNanos()))
                .map(Duration::ofNanos);
    }

    /// As [#ask].
    @Nullable
    Long nanosOfAnswer(SimulatedPlatform at, long person, SandboxPlace place, String line, long timeoutNanos);

    /// From now on a message is identified by the matches of this pattern in its text, joined by
    /// spaces.
    void marks(SimulatedPlatform at, String pattern);

    /// The messages that each chat and each thread received, by its id, in order. A message is
    /// identified by its first line and its text's hash, or by its marks. Discord's repeats by
    /// nonce are left out: nobody sees them.
    Map<Long, List<String>> received(SimulatedPlatform at);

    Counts counts(SimulatedPlatform at);

    /// The number of messages, which is quicker to count than [#counts].
    long delivered(SimulatedPlatform at);

    /// Forgets what was counted and received so far; [#delivered] goes on.
    void forget(SimulatedPlatform at);

    @Override
    void close();
}
