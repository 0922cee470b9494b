package digestbot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.BotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Another library's broadcast to the same server in the same run, for comparison; it stores nothing. Left out unless
/// `-Dbench.peers` names a folder with its script (`grammy.mjs`, with what it needs installed).
final class PeerBench {

    private PeerBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        String peers = System.getProperty("bench.peers", "");
        if (peers.isEmpty() || bench.sizes().peerMessages() == 0) {
            return;
        }
        Path folder = Path.of(peers);
        String script = Files.readString(folder.resolve("grammy.mjs"))
                .replaceAll(
                        "http://127\\.0\\.0\\.1:\\d+",
                        bench.sandbox().telegram().toString())
                .replace("123:ABC", BotFixture.TELEGRAM_TOKEN);
        Path here = Files.writeString(folder.resolve("bench.mjs"), script);
        String messages = Integer.toString(bench.sizes().peerMessages());
        Process process = new ProcessBuilder("node", here.getFileName().toString(), messages, "raw")
                .directory(folder.toFile())
                .redirectError(bench.folder().resolve("peers.txt").toFile())
                .start();
        String line = process.inputReader().readLine();
        if (process.waitFor() != 0 || line == null) {
            System.err.println("grammy.mjs measured nothing; is what it needs installed beside it? "
                    + Files.readString(bench.folder().resolve("peers.txt")));
            return;
        }
        JsonNode result = new ObjectMapper().readTree(line);
        figures.add(
                "peer_grammy_per_s",
                result.path("rate").asDouble(),
                "messages/s",
                "grammY sending %s messages to the same sandbox just after, nothing stored".formatted(messages));
        figures.add(
                "peer_grammy_cpu_ms",
                result.path("cpu_ms_per_msg").asDouble(),
                "ms/message",
                "grammY's processor time");
    }
}
