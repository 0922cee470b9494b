package digestbot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("bench")
class PeerBenchTest {

    private static final String SENDS_IN_NODE = """
        const url = `${process.env.PEER_API}/bot${process.env.PEER_TOKEN}/sendMessage`;
        for (let i = 0; i < Number(process.argv[2]); i++) {
          await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ chat_id: 1000 + i, text: 'Hello' }) });
        }
        console.log('{"cpu_ms_per_msg": 0.5}');
        """;

    /// Names an address and a token of its own.
    private static final String SENDS_IN_PYTHON = """
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

    @TempDir
    Path peers;

    private SandboxProcess sandbox;
    private BenchFixture bench;

    @BeforeEach
    void start() throws Exception {
        sandbox = SandboxProcess.start(folder.resolve("sandbox.txt"), false, BotProcess.QUICK);
        bench = new BenchFixture(BenchSizes.TINY, JavaLaunch.of(folder).with(BotProcess.QUICK), sandbox, folder);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aPeerInNodeIsComparedAndOneWithoutItsLibraryIsNamed() throws Exception {
        assumeTrue(installed("node"));
        write("hello.mjs", SENDS_IN_NODE);
        write("broken.mjs", "import { Bot } from 'no-such-library';\n");
        write("notes.txt", "not a script");

        Figures figures = measure();

        assertThat(figures.tables()).singleElement().asString().satisfies(table -> {
            assertThat(table)
                    .containsPattern("\\| digestbot +\\| +\\d+ \\| +1.00 \\| +[\\d.]+ \\| +1.00 \\| +\\d+ \\| yes");
            assertThat(table)
                    .containsPattern("\\| hello +\\| +\\d+ \\| +[\\d.]+ \\| +0.500 \\| +[\\d.]+ \\| +\\d+ \\| no ");
            assertThat(table).contains("Not measured: broken, Error [ERR_MODULE_NOT_FOUND]", "no-such-library");
            assertThat(table).doesNotContain("notes");
        });
        assertThat(figures.all())
                .extracting(Figure::name)
                .containsExactly(
                        "peer_digestbot_per_s",
                        "peer_digestbot_cpu_ms",
                        "peer_digestbot_peak_mib",
                        "peer_hello_per_s",
                        "peer_hello_cpu_ms",
                        "peer_hello_peak_mib");
        assertThat(figures.all()).extracting(Figure::value).allMatch(value -> value > 0);
    }

    @Test
    void aPeerInPythonIsComparedAndOneWithoutItsLibraryIsNamed() throws Exception {
        assumeTrue(installed("python3"));
        write("hello.py", SENDS_IN_PYTHON);
        write("broken.py", "import no_such_library\n");

        assertThat(measure().tables()).singleElement().asString().satisfies(table -> {
            assertThat(table)
                    .containsPattern("\\| hello +\\| +\\d+ \\| +[\\d.]+ \\| +0.500 \\| +[\\d.]+ \\| +\\d+ \\| yes");
            assertThat(table).contains("Not measured: broken, ModuleNotFoundError", "no_such_library");
        });
    }

    @Test
    void aScriptWithoutItsRuntimeIsNamed() throws Exception {
        var script = new PeerScript(write("hello.mjs", SENDS_IN_NODE), "no-such-runtime");

        assertThat(script.run(bench, 3)).isEqualTo(new PeerOutcome.Skipped("hello", "there is no no-such-runtime"));
    }

    @Test
    void aScriptThatSendsTooFewMessagesIsNamed() throws Exception {
        assumeTrue(installed("python3"));
        var script = new PeerScript(write("idle.py", "print('{}')\n"), "python3");

        assertThat(script.run(bench, 3)).isEqualTo(new PeerOutcome.Skipped("idle", "sent 0 of 3 messages"));
    }

    @Test
    void aFolderWithoutScriptsIsNamed() throws Exception {
        Figures figures = measure();

        assertThat(figures.all()).isEmpty();
        assertThat(figures.tables())
                .containsExactly("No peer was measured: %s has no *.mjs and no *.py.\n".formatted(peers));
    }

    private Figures measure() throws Exception {
        var figures = new Figures();
        PeerBench.measure(bench, peers, figures);
        return figures;
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(peers.resolve(name), text);
    }

    private static boolean installed(String program) {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator, -1));
        return folders.stream().anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}
