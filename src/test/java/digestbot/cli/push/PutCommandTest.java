package digestbot.cli.push;

import static digestbot.app.BotFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import digestbot.api.push.PushFixture;
import digestbot.cli.CommandLineResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PutCommandTest {

    @TempDir
    Path base;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private InputStream input = InputStream.nullInputStream();
    private PushFixture fixture;
    private Optional<HttpServer> other = Optional.empty();
    private Path good;
    private Path invalid;

    @BeforeEach
    void start() throws IOException {
        fixture = new PushFixture(base);
        String text = digest("trade", "2026-02-06", "A highlight");
        good = Files.writeString(base.resolve("good.md"), text);
        invalid = Files.writeString(base.resolve("invalid.md"), text.replace("topic: trade\n", ""));
    }

    @AfterEach
    void stop() {
        other.ifPresent(server -> server.stop(0));
        fixture.close();
    }

    @Test
    void saysWhatBecameOfEachFile() throws IOException {
        assertThat(put(good, "--to", fixture.address()))
                .isEqualTo(new CommandLineResult(0, "FOLDER/good.md: trade, 2026-02-06, en: new\n", ""));
        assertThat(put(good, "--to", fixture.address() + "/").out())
                .isEqualTo("FOLDER/good.md: trade, 2026-02-06, en: same, received\n");
        Files.writeString(
                good, digest("trade", "2026-02-06", "Corrected").replace("articleCount: 1", "articleCount: 7"));
        assertThat(put(good, "--to", fixture.address() + "/api/digests").out())
                .startsWith("FOLDER/good.md: trade, 2026-02-06, en: corrected\n")
                .containsPattern("FOLDER/good\\.md:\\d+: warning: ");
    }

    @Test
    void printsErrorsAsCheckDoesAndGoesOn() throws IOException {
        CommandLineResult ran = put(invalid, base.resolve("missing.md"), good, "--to", fixture.address());
        assertThat(ran.code()).isOne();
        String checked = CommandLineResult.of("check", invalid).naming(base).out();
        assertThat(ran.out())
                .isEqualTo(checked
                        + "FOLDER/missing.md: error: file not found\nFOLDER/good.md: trade, 2026-02-06, en: new\n");
    }

    @Test
    void pushesTheFilesOfAFolder() throws IOException {
        Path folder = Files.createDirectories(base.resolve("out"));
        CommandLineResult none = put(folder, "--to", fixture.address());
        assertThat(none.code()).isOne();
        assertThat(none.err()).isEqualTo("FOLDER/out: error: no digests (*.md) in this folder\n");
        Files.writeString(folder.resolve("a.md"), digest("trade", "2026-02-05", "One"));
        Files.writeString(folder.resolve("b.md"), digest("trade", "2026-02-06", "Two"));
        assertThat(put(folder, "--to", fixture.address()).out().lines()).hasSize(2);
    }

    @Test
    void pushesWhatAnotherProgramPrints() throws IOException {
        input = Files.newInputStream(good);
        assertThat(put("-", "--to", fixture.address()))
                .isEqualTo(new CommandLineResult(0, "stdin: trade, 2026-02-06, en: new\n", ""));
        input = Files.newInputStream(invalid);
        CommandLineResult refused = put("-", "--to", fixture.address());
        assertThat(refused.code()).isOne();
        assertThat(refused.out()).containsPattern("^stdin:\\d+: error: ");
    }

    @Test
    void aProgramThatPrintsNothingIsAnError() {
        CommandLineResult refused = put("-", "--to", fixture.address());
        assertThat(refused.code()).isOne();
        assertThat(refused.out()).startsWith("stdin:").contains("error: ");
    }

    @Test
    void readsTheTokenFromAFile() throws IOException {
        Path file = Files.writeString(base.resolve("token"), fixture.token + "\n");
        assertThat(put(Map.of(), good, "--to", fixture.address(), "--token-file", file)
                        .code())
                .isZero();
    }

    @Test
    void withoutAValidTokenNothingIsPushed() throws IOException {
        CommandLineResult none = put(Map.of(), good, "--to", fixture.address());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("DIGESTBOT_TOKEN", "--token-file");
        CommandLineResult malformed = put(Map.of("DIGESTBOT_TOKEN", "SECRET-put\nx"), good, "--to", fixture.address());
        assertThat(malformed.code()).isEqualTo(2);
        assertThat(malformed.err()).contains("malformed").doesNotContain("SECRET");
        CommandLineResult unknown =
                put(Map.of("DIGESTBOT_TOKEN", "dbt_" + "x".repeat(43)), good, good, "--to", fixture.address());
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("The token was rejected").doesNotContain("dbt_");
        assertThat(pauses).isEmpty();
    }

    @Test
    void anAddressThatTakesNoDigestsEndsTheCommand() throws IOException {
        CommandLineResult ran = put(good, "--to", fixture.address() + "/elsewhere");
        assertThat(ran.code()).isOne(); // the site takes no content there
        answer(302, "Location", fixture.address() + "/api/digests");
        ran = put(good, "--to", serverAddress());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("takes no digests (HTTP 302)");
        assertThat(received).hasSize(1);
        for (String wrong : List.of("ftp://host", "news", "https://a:b@host", "https://host/?x=1", "https://ho st")) {
            assertThat(put(good, "--to", wrong).code()).as(wrong).isEqualTo(2);
        }
    }

    @Test
    void waitsAsLongAsTheBotAsksForButNotForHours() throws IOException {
        answer(429, "Retry-After", "7");
        answer(503, "Retry-After", "86400");
        answer(502, "X-Proxy", "yes");
        answer(201, "X-Proxy", "no");
        CommandLineResult ran = put(good, "--to", serverAddress());
        assertThat(ran.code()).isZero();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofSeconds(4));
        assertThat(received).hasSize(4).allSatisfy(text -> assertThat(text).isEqualTo(Files.readString(good)));
    }

    @Test
    void givesUpAfterSomeAttempts() throws IOException {
        answer(503, "Retry-After", "1");
        CommandLineResult ran = put(good, "--to", serverAddress());
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .isEqualTo("FOLDER/good.md: error: not pushed after 6 attempts: answered 503 (HTTP 503)\n");
        assertThat(pauses).hasSize(5);
    }

    @Test
    void aBotThatCannotBeReachedIsAnError() throws IOException {
        CommandLineResult ran = put(good, "--to", "http://127.0.0.1:1");
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains(
                        "good.md: error: not pushed after 6 attempts: http://127.0.0.1:1/api/digests cannot be reached");
    }

    @Test
    void whatTheServerSaysCannotControlTheTerminal() throws IOException {
        answer(400, "X-Proxy", "\u001b");
        CommandLineResult ran = put(good, "--to", serverAddress());
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).contains("answered 400").doesNotContain("\u001b");
    }

    private final List<String[]> answers = new ArrayList<>();

    /// Adds an answer of another server; the last one is repeated.
    private void answer(int status, String header, String value) {
        answers.add(new String[] {Integer.toString(status), header, value});
    }

    private String serverAddress() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                String[] next = answers.get(Math.min(received.size(), answers.size()) - 1);
                if (next[2].chars().noneMatch(Character::isISOControl)) {
                    exchange.getResponseHeaders().add(next[1], next[2]);
                }
                byte[] body = "{\"detail\": \"\\u001b[31manswered %s\", \"topic\": \"\\u001b]0;x\"}"
                        .formatted(next[0])
                        .replace("\\u001b[31m", next[0].equals("400") ? "\\u001b[31m" : "")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(Integer.parseInt(next[0]), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        other = Optional.of(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private CommandLineResult put(Object... arguments) {
        return put(Map.of("DIGESTBOT_TOKEN", fixture.token), arguments);
    }

    private CommandLineResult put(Map<String, String> environment, Object... arguments) {
        return CommandLineResult.by(new CommandLine(new PutCommand(environment, input, pauses::add)), arguments)
                .naming(base);
    }
}
