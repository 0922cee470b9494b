package digestbot.bench;

import digestbot.app.BotFixture;
import digestbot.bench.PeerBench.PeerOutcome;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// The speed at which a digest reaches all channels of Discord without limits, compared with JDA
/// alone: the bot, JDA, and the bot again, each with as many messages. The ratios are to the mean
/// of the bot's two rounds.
final class DiscordBench {

    private static final int PER_SERVER = 100;
    private static final List<String> READY = List.of("connected to Discord");

    private DiscordBench() {}

    static void measure(BenchFixture common, Figures figures) throws IOException, InterruptedException {
        int servers = Math.max(1, common.sizes().channels() / PER_SERVER);
        PeerOutcome.Measured before = alone(common, servers, (bench, channels) -> bot(bench, "before-jda", channels));
        PeerOutcome.Measured jda = alone(common, servers, DiscordBench::jda);
        PeerOutcome.Measured after = alone(common, servers, (bench, channels) -> bot(bench, "after-jda", channels));
        PeerOutcome.Measured bot = PeerBench.mean(before, after);
        String how =
                "a digest of one message to %,d channels of %,d servers on Discord, WITHOUT LIMITS, outbox durable; mean of two processes' second digests"
                        .formatted(servers * PER_SERVER, servers);
        PeerBench.add(figures, "discord", bot, how);
        PeerBench.add(figures, "discord_jda", jda, "as many messages by JDA alone, which stores nothing, in between");
        figures.addTable(PeerBench.table(bot, List.of(jda)));
    }

    /// The simulator is new, so it has not seen the nonces of an earlier bot's messages.
    private static PeerOutcome.Measured alone(BenchFixture common, int servers, Sender sender)
            throws IOException, InterruptedException {
        try (SandboxProcess sandbox = SandboxProcess.start(common.folder().resolve("discord.txt"), true)) {
            var bench = new BenchFixture(common.sizes(), common.launch(), sandbox, common.folder());
            return sender.measure(bench, sandbox.channels(servers, PER_SERVER));
        }
    }

    private interface Sender {
        PeerOutcome.Measured measure(BenchFixture bench, List<Long> channels) throws IOException, InterruptedException;
    }

    private static PeerOutcome.Measured bot(BenchFixture bench, String name, List<Long> channels)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHomeOfChannels(name, channels);
        try (BenchBot bot = bench.subject(botHome, "").awaitReady(READY)) {
            return PeerBench.bot(bench, SimulatedPlatform.DISCORD, botHome, bot, channels.size());
        }
    }

    /// Measures the process's second messages, as the bot's.
    private static PeerOutcome.Measured jda(BenchFixture bench, List<Long> channels) throws IOException {
        Path ids = Files.writeString(
                bench.folder().resolve("channels.txt"),
                channels.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        SandboxProcess sandbox = bench.sandbox();
        SandboxProcess.Discord discord = sandbox.discord().orElseThrow();
        List<String> arguments = List.of(
                discord.api().toString(), discord.gateway().toString(), BotFixture.DISCORD_TOKEN, ids.toString());
        try (BenchBot jda = BenchBot.start(
                bench.launch().test(JdaBroadcast.class, arguments),
                bench.folder().resolve("jda.txt"))) {
            sandbox.mind(jda.process());
            send(jda);
            sandbox.forget(SimulatedPlatform.DISCORD);
            double processorBefore = jda.processorMillis();
            send(jda);
            double processor = jda.processorMillis() - processorBefore;
            Counts counts = sandbox.counts(SimulatedPlatform.DISCORD);
            return new PeerOutcome.Measured(
                    "JDA alone",
                    counts.limited() * 1e6 / (counts.lastMicros() - counts.firstMicros()),
                    processor / channels.size(),
                    jda.mostResidentMib(),
                    false);
        }
    }

    private static void send(BenchBot jda) throws IOException {
        String failed = jda.tell("send");
        if (!failed.equals("0")) {
            throw new IllegalStateException(failed + " messages of JDA failed");
        }
    }

    /// A process that sends a message to every channel with JDA in a loop. It stores nothing.
    ///
    /// Arguments: `<API's address> <gateway's address> <token> <file with the channels' ids>`. For
    /// each line that it reads, it sends a message to all channels and answers with the number of
    /// failures.
    static final class JdaBroadcast {

        /// As many as the bot's by default.
        private static final int IN_FLIGHT = 32;

        private static final String TEXT =
                "- A highlight tells what happened between both of them on that day, in as many words as its editor would"
                        + " use for it.\n";
        private static final int LINES = 13;

        private JdaBroadcast() {}

        static void main(String... arguments) throws IOException, InterruptedException {
            List<String> channels = Files.readAllLines(Path.of(arguments[3]));
            JDA jda = JDABuilder.createLight(arguments[2], List.of())
                    .setSessionController(new LocalGateway(arguments[1]))
                    .setRestConfig(new RestConfig().setBaseUrl(arguments[0]))
                    .setCompression(Compression.NONE)
                    .build()
                    .awaitReady();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(send(jda, channels));
            }
            jda.shutdownNow();
        }

        /// JDA does not ask the server for its gateway.
        private static final class LocalGateway extends ConcurrentSessionController {

            private final String url;

            LocalGateway(String url) {
                this.url = url;
            }

            @Override
            public String getGateway() {
                return url;
            }
        }

        private static int send(JDA jda, List<String> channels) throws InterruptedException {
            var permits = new Semaphore(IN_FLIGHT);
            var failed = new AtomicInteger();
            for (String id : channels) {
                permits.acquire();
                TextChannel channel = jda.getTextChannelById(id);
                if (channel == null) {
                    throw new IllegalStateException("no channel " + id);
                }
                channel.sendMessage(TEXT.repeat(LINES)).queue(_ -> permits.release(), _ -> {
                    failed.incrementAndGet();
                    permits.release();
                });
            }
            permits.acquire(IN_FLIGHT);
            return failed.get();
        }
    }
}
