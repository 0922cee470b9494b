package digestbot.trial;

import digestbot.cli.RunCommand.ParentProcess;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The run of the bot from which Java learns which classes a start needs. `bin/prepare` starts it.
/// At each start, Java loads every class that the bot had in that run, and all of them take memory.
/// So the bot is a process of its own, without the simulators, its database has tables already, and
/// nothing is delivered.
public final class StartTraining {

    private static final String TELEGRAM_TOKEN = "1000:SECRET-telegram-training";
    private static final String DISCORD_TOKEN = "SECRET-discord-training";
    private static final SandboxPerson PERSON = new SandboxPerson(7002, "Owner", "en-US");
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    /// The jobs of the bot run every few seconds.
    private static final Duration EVERY_JOB = Duration.ofSeconds(4);

    /// At its end, the process writes what it has learnt, and Java makes the cache of it.
    private static final Duration END_TIMEOUT = Duration.ofMinutes(5);

    private static final long LOOK_MILLIS = 50;

    private StartTraining() {}

    /// Prints each step, because people wait for them. Takes the command that starts `digestbot`, with the option of
    /// Java that makes the cache.
    public static void main(String... command) throws IOException, InterruptedException {
        System.exit(train(List.of(command)) ? 0 : 1);
    }

    static boolean train(List<String> command) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create();
                TelegramSandbox telegram = TelegramSandbox.start(0, TELEGRAM_TOKEN, "digest_training_bot");
                DiscordSandbox discord = DiscordSandbox.start(0, DISCORD_TOKEN)) {
            SandboxPlace channel = discord.channel("news");
            Database.open(folder.file("training.sqlite")).close();
            List<String> all = new ArrayList<>(command);
            all.add(1, ParentProcess.option());
            all.addAll(
                    List.of("run", "--config", config(folder, telegram, discord).toString()));
            System.out.println("digestbot: 1 of 3: a start with simulated platforms");
            Process bot = new ProcessBuilder(all)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            boolean ready = await(
                    bot,
                    () -> telegram.polls() > 0
                            && discord.gateway().connected()
                            && !discord.offered(PERSON, channel).isEmpty());
            System.out.println("digestbot: 2 of 3: its jobs");
            boolean stayed = ready && !bot.waitFor(EVERY_JOB.toMillis(), TimeUnit.MILLISECONDS);
            System.out.println("digestbot: 3 of 3: the cache of what they loaded");
            bot.destroy();
            boolean ended = bot.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            bot.destroyForcibly().waitFor();
            return stayed && ended;
        }
    }

    private static boolean await(Process bot, BooleanSupplier ready) throws InterruptedException {
        long end = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!ready.getAsBoolean()) {
            if (bot.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - end >= 0) {
                return false;
            }
        }
        return true;
    }

    private static Path config(TemporaryFolder folder, TelegramSandbox telegram, DiscordSandbox discord)
            throws IOException {
        Path digests = folder.file("digests");
        PrivateFiles.createFolders(digests);
        Path file = folder.file("training.yaml");
        PrivateFiles.write(file, """
                digests: '%s'
                database: '%s'
                telegram: {token: '%s', api-url: '%s'}
                discord: {token: '%s', api-url: '%s'}
                console: {port: %d}
                """.formatted(
                        digests,
                        folder.file("training.sqlite"),
                        TELEGRAM_TOKEN,
                        telegram.url(),
                        DISCORD_TOKEN,
                        discord.apiUrl(),
                        SandboxTrial.TrialPorts.check(0))
                .getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
