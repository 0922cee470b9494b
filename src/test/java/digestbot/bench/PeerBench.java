package digestbot.bench;

import digestbot.outside.BotHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Other libraries' broadcasts to the same server in the same run, for comparison: the bot, the peers, and the bot
/// again,
/// each with as many messages. The ratios are to the mean of the bot's two rounds, since a machine's speed changes.
final class PeerBench {

    static final String BOT = "digestbot";

    private PeerBench() {}

    /// Left out unless `-Dbench.peers` names the folder with the scripts.
    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        String folder = System.getProperty("bench.peers", "");
        if (!folder.isEmpty()) {
            measure(bench, Path.of(folder), figures);
        }
    }

    static void measure(BenchFixture bench, Path folder, Figures figures) throws IOException, InterruptedException {
        List<PeerScript> scripts = PeerScript.in(folder);
        if (scripts.isEmpty()) {
            figures.addTable("No peer was measured: %s has no *.mjs and no *.py.\n".formatted(folder));
            return;
        }
        int chats = bench.sizes().peerChats();
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        PeerOutcome.Measured before = bot(bench, "before-peers", chats);
        List<PeerOutcome> peers = new ArrayList<>();
        for (PeerScript script : scripts) {
            peers.add(script.run(bench, chats));
        }
        PeerOutcome.Measured bot = mean(before, bot(bench, "after-peers", chats));
        add(
                figures,
                bot,
                "mean of two processes' second digests to %,d chats, before and after the peers".formatted(chats));
        for (PeerOutcome peer : peers) {
            if (peer instanceof PeerOutcome.Measured measured) {
                add(figures, measured, "the same number of messages to the same sandbox in between");
            }
        }
        figures.addTable(PeerTable.of(bot, peers));
    }

    /// The process's second digest is measured, as in the fan-out.
    private static PeerOutcome.Measured bot(BenchFixture bench, String name, int chats)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome(name, chats);
        try (BenchBot bot = bench.subject(botHome, "").awaitReady()) {
            FanOutBench.round(bench, botHome, bot, "first", chats);
            FanOutBench.Round warm = FanOutBench.round(bench, botHome, bot, "second", chats);
            return new PeerOutcome.Measured(BOT, warm.perSecond(), warm.processorMillis(), bot.mostResidentMib(), true);
        }
    }

    static PeerOutcome.Measured mean(PeerOutcome.Measured one, PeerOutcome.Measured other) {
        return new PeerOutcome.Measured(
                BOT,
                (one.perSecond() + other.perSecond()) / 2,
                (one.processorMillis() + other.processorMillis()) / 2,
                (one.peakMib() + other.peakMib()) / 2,
                true);
    }

    private static void add(Figures figures, PeerOutcome.Measured of, String how) {
        String name = "peer_" + of.name();
        figures.add(name + "_per_s", of.perSecond(), "messages/s", how);
        figures.add(name + "_cpu_ms", of.processorMillis(), "ms/message", "processor time of the process meanwhile");
        figures.add(name + "_peak_mib", of.peakMib(), "MiB", "the most memory that the process held");
    }
}
