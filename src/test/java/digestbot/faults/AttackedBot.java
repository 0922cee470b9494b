package digestbot.faults;

import digestbot.app.BotFixture;
import digestbot.audience.Platform;
import digestbot.console.signin.Passwords;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.FreePort;
import digestbot.outside.SandboxProcess;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The bot in a separate process, with the memory that docs/digestbot.service gives it, between
/// both platforms' sandboxes and with a console behind a password.
final class AttackedBot implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    /// In reality Discord waits three seconds for an answer; here the test measures the time of an
    /// answer.
    private static final Duration BUSY = Duration.ofSeconds(30);

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Pattern MEMORY = Pattern.compile("-Xm[sx]\\S+|-XX:\\+(?:Use\\w+GC|ExitOnOutOfMemoryError)");

    final TelegramSandbox telegram;
    final DiscordSandbox discord;
    final BotHome botHome;
    final AttackParticipants participants;
    final int port;
    private final ProcessFootprint footprint;
    private final BotProcess process;
    private final Thread ending;

    /// Starts the bot, and waits until it is ready.
    ///
    /// @param size the size of its data before it starts
    /// @param options further ones for Java
    AttackedBot(Path folder, AttackParticipants.Size size, String... options) throws IOException {
        InstantSource clock = InstantSource.system();
        telegram = TelegramSandbox.start(0, BotFixture.TELEGRAM_TOKEN, "stage_bot", clock);
        discord = DiscordSandbox.start(0, BotFixture.DISCORD_TOKEN, clock);
        discord.acknowledgeWithin(BUSY);
        botHome = BotHome.in(folder);
        participants = new AttackParticipants(telegram, discord);
        participants.settle(botHome, size);
        port = FreePort.find();
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> java = new ArrayList<>(List.of(options));
        java.addAll(memoryOfService());
        java.add("-Djava.io.tmpdir=" + temporary);
        process = BotProcess.start(config(), botHome.log(), java.toArray(String[]::new));
        ending = new Thread(process::kill);
        Runtime.getRuntime().addShutdownHook(ending);
        footprint = new ProcessFootprint(process.process().pid(), List.of(botHome.database(), temporary));
        process.awaitReady(READY, EnumSet.allOf(Platform.class));
    }

    /// The memory options of the service.
    static List<String> memoryOfService() throws IOException {
        String start = Files.readAllLines(Path.of("docs/digestbot.service")).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        return MEMORY.matcher(start).results().map(MatchResult::group).toList();
    }

    private Path config() throws IOException {
        return botHome.configFile(
                telegram.url(),
                Optional.of(new SandboxProcess.Discord(discord.apiUrl(), discord.gatewayUrl())),
                BotHome.ROOMY,
                """
                library: {scan-interval-seconds: 1}
                owners: {telegram: %s}
                console:
                  port: %d
                  password-hash: %s
                """.formatted(
                                AttackParticipants.OWNERS.stream()
                                        .map(SandboxPerson::id)
                                        .toList(),
                                port,
                                Passwords.hash(PASSWORD)));
    }

    ProcessFootprint footprint() {
        return footprint;
    }

    boolean isAlive() {
        return process.process().isAlive();
    }

    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.kill();
        Runtime.getRuntime().removeShutdownHook(ending);
        discord.close();
        telegram.close();
    }
}
