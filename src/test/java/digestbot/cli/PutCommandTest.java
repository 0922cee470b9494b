package digestbot.cli;

import static digestbot.app.BotFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.api.push.PushFixture;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.webhook.WebhookReceiver;
import digestbot.webhook.WebhookReceiver.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PutCommandTest {

    private final Path base;
    private final List<Duration> pauses = new ArrayList<>();
    private InputStream input = InputStream.nullInputStream();

    @AutoClose
    private final PushFixture fixture;

    @AutoClose
    private final WebhookReceiver other = WebhookReceiver.start();

    private final Path good;
    private final Path invalid;

    PutCommandTest(@TempDir Path base) throws IOException {
        this.base = base;
        fixture = new PushFixture(base);
        String text = digest("trade", "2026-02-06", "A highlight");
        good = Files.writeString(base.resolve("good.md"), text);
        invalid = Files.writeString(base.resolve("invalid.md"), text.replace("topic: trade\n", ""));
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
        Files.writeString(folder.resolve("README.md"), "# Digests");
        CommandLineResult ran = put(folder, "--to", fixture.address());
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).endsWith("\n1 other file skipped: FOLDER/out/README.md\n");
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
        input = InputStream.nullInputStream();
        CommandLineResult nothing = put("-", "--to", fixture.address());
        assertThat(nothing.code()).isOne();
        assertThat(nothing.out()).startsWith("stdin:").contains("error: ");
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
        other.next(Answer.status(302, "Location", fixture.address() + "/api/digests"));
        ran = put(good, "--to", other.url(""));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("takes no digests (HTTP 302)");
        assertThat(other.received()).hasSize(1);
        for (String wrong : List.of("ftp://host", "news", "https://a:b@host", "https://host/?x=1", "https://ho st")) {
            assertThat(put(good, "--to", wrong).code()).as(wrong).isEqualTo(2);
        }
    }

    @Test
    void waitsAsLongAsTheBotAsksForButNotForHours() throws IOException {
        other.next(
                Answer.status(429, "Retry-After", "7"),
                Answer.status(503, "Retry-After", "86400"),
                Answer.status(502),
                Answer.body(201, "{}"));
        CommandLineResult ran = put(good, "--to", other.url(""));
        assertThat(ran.code()).isZero();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofSeconds(4));
        assertThat(other.received())
                .hasSize(4)
                .allSatisfy(push -> assertThat(push.body()).isEqualTo(Files.readString(good)));
    }

    @Test
    void givesUpAfterSomeAttemptsAtABotThatIsBusyOrCannotBeReached() throws IOException {
        Collections.nCopies(6, Answer.body(503, "{\"detail\": \"answered 503\"}"))
                .forEach(other::next);
        CommandLineResult ran = put(good, "--to", other.url(""));
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .isEqualTo("FOLDER/good.md: error: not pushed after 6 attempts: answered 503 (HTTP 503)\n");
        assertThat(pauses).hasSize(5);
        ran = put(good, "--to", "http://127.0.0.1:1");
        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains(
                        "good.md: error: not pushed after 6 attempts: http://127.0.0.1:1/api/digests cannot be reached");
    }

    @Test
    void whatTheServerSaysCannotControlTheTerminal() throws IOException {
        other.next(Answer.body(400, "{\"detail\": \"\\u001b[31manswered 400\", \"topic\": \"\\u001b]0;x\"}"));
        CommandLineResult ran = put(good, "--to", other.url(""));
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).contains("answered 400").doesNotContain("\u001b");
    }

    @Test
    void theTokenCommandPrintsANewTokenAndItsHash() {
        CommandLineResult ran = CommandLineResult.of("token");
        assertThat(ran.code()).isZero();
        List<String> lines = ran.out().lines().toList();
        PushSecret secret =
                PushSecret.of(lines.getFirst().replaceFirst("token: ", "")).orElseThrow();
        assertThat(lines.getLast()).isEqualTo("hash: " + secret.hash());
        assertThat(CommandLineResult.of("token").out()).isNotEqualTo(ran.out());
    }

    private CommandLineResult put(Object... arguments) {
        return put(Map.of("DIGESTBOT_TOKEN", fixture.token), arguments);
    }

    private CommandLineResult put(Map<String, String> environment, Object... arguments) {
        return CommandLineResult.by(new CommandLine(new PutCommand(environment, input, pauses::add)), arguments)
                .naming(base);
    }
}
