package digestbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.bench.PeerBench.PeerOutcome;
import digestbot.bench.PeerBench.PeerScript;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures a little, to show that figures come of it.
@Tag("bench")
class BenchmarkTest {

    /// Names an address and a token of its own.
    private static final String PEER = """
            import json, sys, urllib.request
            for i in range(int(sys.argv[1])):
                urllib.request.urlopen(urllib.request.Request(
                    'http://127.0.0.1:18081/bot123:ABC/sendMessage',
                    json.dumps({'chat_id': 1000 + i, 'text': 'Hello'}).encode(),
                    {'content-type': 'application/json'})).read()
            print('{"cpu_ms_per_msg": 0.5, "stores": true}')
            """;

    @TempDir
    Path folder;

    @Test
    void figuresAreMeasuredAndWritten() throws Exception {
        var figures = new Figures();
        JavaLaunch launch = JavaLaunch.of(folder).with(BotProcess.QUICK);
        String heading = Benchmark.measure(BenchSizes.TINY, launch, folder, figures, Set.of("parsing", "fan-out"));
        Path file = folder.resolve("bench.json");
        figures.write(file);

        JsonNode written = new ObjectMapper().readTree(file.toFile());
        assertThat(List.of("parse_per_s", "fanout_per_s", "fanout_cpu_ms", "fanout_rss_mib"))
                .allSatisfy(name -> {
                    JsonNode figure = written.path(name);
                    assertThat(figure.path("value").asDouble()).as("%s", name).isPositive();
                    assertThat(figure.path("unit").asText())
                            .as("unit of %s", name)
                            .isNotEmpty();
                    assertThat(figure.path("how").asText())
                            .as("how %s was measured", name)
                            .isNotEmpty();
                });
        assertThat(heading).contains("-XX:+UseSerialGC");
    }

    @Test
    void aPeerIsMeasuredAndOneThatSendsNothingIsNamed() throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox.txt"), false, BotProcess.QUICK)) {
            var bench = new BenchFixture(BenchSizes.TINY, JavaLaunch.of(folder), sandbox, folder);
            sandbox.join(BenchFixture.FIRST_READER, 3);
            assertThat(script("hello.py", PEER, "python3").run(bench, 3))
                    .isInstanceOfSatisfying(PeerOutcome.Measured.class, measured -> {
                        assertThat(measured.processorMillis()).isEqualTo(0.5);
                        assertThat(measured.stores()).as("it stores deliveries").isTrue();
                    });
            assertThat(List.of(
                            script("idle.py", "print('{}')\n", "python3").run(bench, 3),
                            script("broken.py", "import no_such_library\n", "python3")
                                    .run(bench, 3),
                            script("hello.mjs", "", "no-such-runtime").run(bench, 3)))
                    .containsExactly(
                            new PeerOutcome.Skipped("idle", "sent 0 of 3 messages"),
                            new PeerOutcome.Skipped("broken", "ModuleNotFoundError: No module named 'no_such_library'"),
                            new PeerOutcome.Skipped("hello", "there is no no-such-runtime"));
        }
    }

    private PeerScript script(String name, String text, String runtime) throws Exception {
        Path peers = Files.createDirectories(folder.resolve("peers"));
        return new PeerScript(Files.writeString(peers.resolve(name), text), runtime);
    }
}
