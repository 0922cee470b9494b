package digestbot.api.push;

import static digestbot.app.BotFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.api.push.PushFixture.Answer;
import digestbot.cli.CommandLineResult;
import digestbot.trial.TrialStore;
import digestbot.web.RawConnection;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushRoutesTest {

    private static final String FILE = "pushed/trade+2026-02-06+en.md";

    private final Path base;

    @AutoClose
    private final PushFixture fixture;

    PushRoutesTest(@TempDir Path base) throws IOException {
        this.base = base;
        fixture = new PushFixture(base);
    }

    private static String trade(String highlight) {
        return digest("trade", "2026-02-06", highlight);
    }

    private static String trade(String highlight, String edition) {
        return trade(highlight).replace("topic: trade\n", "topic: trade\nedition: \"" + edition + "\"\n");
    }

    @Test
    void aNewDigestIsWrittenIntoTheFolderAndImportedAndTheSameContentChangesNothing() throws Exception {
        String text = trade("A highlight");
        Answer answer = fixture.push(text);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("result")).isEqualTo("new");
        assertThat(answer.text("state")).isEqualTo("received");
        assertThat(answer.text("file")).isEqualTo(FILE);
        assertThat(fixture.files()).containsExactly(FILE);
        assertThat(fixture.content(FILE)).isEqualTo(text);

        answer = fixture.push(text);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("result")).isEqualTo("same");
        assertThat(answer.text("state")).isEqualTo("received");
        fixture.importFolder();
        assertThat(fixture.digests()).containsExactly("trade 2026-02-06 r1 published " + FILE);
        assertThat(fixture.published).containsExactly("published 1");

        // Other line endings are no other content.
        answer = fixture.push(text.replace("\n", "\r\n"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("state")).isEqualTo("published");
        assertThat(fixture.content(FILE)).isEqualTo(text);
    }

    @Test
    void aCorrectionReplacesTheFile() throws Exception {
        fixture.push(trade("A highlight"));
        fixture.importFolder();
        Answer answer = fixture.push(trade("A better highlight"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("result")).isEqualTo("corrected");
        fixture.importFolder();
        assertThat(fixture.digests()).containsExactly("trade 2026-02-06 r2 published " + FILE);
        assertThat(fixture.problems).isEmpty();
        // Only the file has content that is not imported yet.
        fixture.push(trade("An even better highlight"));
        assertThat(fixture.push(trade("A better highlight")).status()).isEqualTo(201);
        assertThat(fixture.content(FILE)).isEqualTo(trade("A better highlight"));
    }

    @Test
    void aCorrectionOfADigestFromAnotherFileReplacesThatFile() throws Exception {
        fixture.write("from/pipeline.md", trade("A highlight"));
        fixture.importFolder();
        Answer answer = fixture.push(trade("A better highlight"));
        assertThat(answer.text("file")).isEqualTo("from/pipeline.md");
        fixture.importFolder();
        assertThat(fixture.files()).containsExactly("from/pipeline.md");
        assertThat(fixture.digests()).containsExactly("trade 2026-02-06 r2 published from/pipeline.md");
        assertThat(fixture.problems).isEmpty();
    }

    /// Some pipelines write each day's digest into the same file.
    @Test
    void aFileThatHasAnotherDigestByNowIsKept() throws Exception {
        fixture.write("today.md", digest("trade", "2026-02-05", "Yesterday"));
        fixture.importFolder();
        fixture.write("today.md", trade("Today"));
        // Before and after the new content is imported.
        for (String correction : List.of("Yesterday, corrected", "Yesterday, corrected again")) {
            Answer answer = fixture.push(digest("trade", "2026-02-05", correction));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.text("file")).isEqualTo("pushed/trade+2026-02-05+en.md");
            assertThat(fixture.content("today.md")).contains("Today");
            fixture.importFolder();
            fixture.importFolder(); // the day of the one comes before that of the other, in the same scan
        }
        assertThat(fixture.database.read(TrialStore::countInvalidFiles)).isZero();
        assertThat(fixture.digests())
                .containsExactly(
                        "trade 2026-02-05 r3 published pushed/trade+2026-02-05+en.md",
                        "trade 2026-02-06 r1 published today.md");
    }

    @Test
    void aDigestWhoseFileWasMovedOrRemovedIsNoConflict() throws IOException {
        String text = trade("A highlight");
        fixture.push(text);
        fixture.importFolder();
        Files.createDirectories(fixture.folder.resolve("archive"));
        Files.move(fixture.folder.resolve(FILE), fixture.folder.resolve("archive/old.md"));
        fixture.importFolder();
        assertThat(fixture.push(trade("Corrected")).text("file")).isEqualTo("archive/old.md");
        fixture.importFolder();
        Files.delete(fixture.folder.resolve("archive/old.md"));
        fixture.importFolder();
        assertThat(fixture.push(trade("Corrected")).status()).isEqualTo(200);
        assertThat(fixture.files()).isEmpty();
        assertThat(fixture.push(trade("Again")).text("file")).isEqualTo(FILE);
        fixture.importFolder();
        assertThat(fixture.digests()).containsExactly("trade 2026-02-06 r3 published " + FILE);
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void aLinkInTheFolderIsFollowedToItsFile() throws IOException {
        fixture.write("real.md", trade("A highlight"));
        Files.createSymbolicLink(fixture.folder.resolve("latest.md"), fixture.folder.resolve("real.md"));
        fixture.importFolder();
        fixture.push(trade("Corrected"));
        fixture.importFolder();
        assertThat(fixture.folder.resolve("latest.md")).isSymbolicLink();
        assertThat(fixture.content("real.md")).contains("Corrected");
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void nothingIsWrittenThroughALinkOutOfTheFolder() throws IOException {
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.createSymbolicLink(fixture.folder.resolve("pushed"), outside);
        Answer answer = fixture.push(trade("A highlight"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aDigestOfTheGitSourceIsCorrectedThere() throws Exception {
        String text = trade("A highlight");
        fixture.write("git/one.md", text);
        fixture.importFolder();
        assertThat(fixture.push(text).status()).isEqualTo(200);
        Answer answer = fixture.push(trade("Corrected"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).contains("git/one.md").contains("repository");
        assertThat(fixture.files()).containsExactly("git/one.md");
        assertThat(fixture.content("git/one.md")).isEqualTo(text);
    }

    @Test
    void saysWhatCheckSays() throws IOException {
        String invalid = trade("A highlight").replace("topic: trade\n", "");
        Answer answer = fixture.push(invalid);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("result")).isEqualTo("invalid");
        JsonNode checked = checked(invalid);
        assertThat(answer.body().get("errors")).isNotEmpty().isEqualTo(checked.get("errors"));
        checked.fieldNames()
                .forEachRemaining(
                        key -> assertThat(answer.body().has(key)).as(key).isTrue());
        assertThat(fixture.files()).isEmpty();
        String doubtful = trade("A highlight").replace("articleCount: 1", "articleCount: 7");
        Answer taken = fixture.push(doubtful);
        JsonNode warned = checked(doubtful);
        assertThat(warned.get("warnings")).isNotEmpty();
        warned.fieldNames().forEachRemaining(key -> {
            if (!key.equals("file")) {
                assertThat(taken.body().get(key)).as(key).isEqualTo(warned.get(key));
            }
        });
    }

    /// The output of the command for a file with that text.
    private JsonNode checked(String text) throws IOException {
        Path file = Files.writeString(base.resolve("same.md"), text);
        return new ObjectMapper()
                .readTree(CommandLineResult.of("check", "--json", file).out())
                .get(0);
    }

    @Test
    void anEditionLeadsToNoOtherFolder() throws IOException {
        List<String> editions = List.of(("evening¦../../outside¦..¦/etc/cron.d/x¦a/b¦a\\\\b¦x.md¦.hidden¦Evening"
                        + "¦晚报¦a+b¦=c¦%2e%2e%2f¦con¦a b¦x: y")
                .split("¦", -1));
        var soft = new SoftAssertions();
        for (int i = 0; i < editions.size(); i++) {
            String day = "2026-02-%02d".formatted(i + 1);
            String text = digest("trade", day, "A highlight")
                    .replace("topic: trade\n", "topic: trade\nedition: \"" + editions.get(i) + "\"\n");
            Answer answer = fixture.push(text);
            soft.assertThat(answer.status()).as(editions.get(i)).isEqualTo(201);
            soft.assertThat(answer.text("file"))
                    .as(editions.get(i))
                    .matches("pushed/trade\\+" + day + "\\+en\\+[a-z0-9._=-]+\\.md");
            fixture.push(digest("trade", day, "Without an edition"));
        }
        soft.assertAll();
        fixture.importFolder();
        assertThat(fixture.files()).hasSize(2 * editions.size()).allMatch(file -> file.startsWith("pushed/"));
        assertThat(fixture.digests()).hasSize(2 * editions.size());
        assertThat(fixture.problems).isEmpty();
        try (var outside = Files.list(base)) {
            assertThat(outside.filter(Files::isDirectory)).containsExactly(fixture.folder);
        }
    }

    @Test
    void editionsThatDifferHaveDifferentFiles() throws Exception {
        for (String edition : List.of("Evening", "evening", "EVENING", "a+b", "a b")) {
            fixture.push(trade(edition, edition));
        }
        assertThat(fixture.files()).hasSize(5);
        assertThat(fixture.files().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSize(5);
    }

    @Test
    void aFileOfAnotherDigestUnderTheNameIsKept() throws Exception {
        String other = digest("energy", "2026-02-06", "By hand");
        fixture.write(FILE, other);
        Answer answer = fixture.push(trade("A highlight"));
        assertThat(answer.text("file")).isEqualTo("pushed/trade+2026-02-06+en+2=.md");
        assertThat(fixture.content(FILE)).isEqualTo(other);
        fixture.importFolder();
        assertThat(fixture.digests()).hasSize(2);
    }

    @Test
    void aLargeDigestIsRefused() throws Exception {
        String text = trade("A highlight");
        String large = text + "x".repeat(PushFixture.MAX_BYTES + 1 - text.length());
        Answer answer = fixture.push(large);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("detail")).contains("too large");
        assertThat(fixture.push(text + "x".repeat(PushFixture.MAX_BYTES - text.length()))
                        .status())
                .isEqualTo(201);
        // Without a length, it is found while it is read.
        try (var wire = new RawConnection(fixture.port())) {
            wire.post("/api/digests", headers() + "Transfer-Encoding: chunked\r\nConnection: close\r\n");
            wire.writeUntilAnswered(
                    ("3e8\r\n" + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII), 10L << 20);
            assertThat(wire.answer()).startsWith("HTTP/1.1 413 ");
        }
        assertThat(fixture.files()).hasSize(1);
    }

    @Test
    void bodiesThatArriveSlowlyKeepNoDigestWaiting() throws Exception {
        List<RawConnection> wires = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                var wire = new RawConnection(fixture.port());
                wires.add(wire);
                wire.post("/api/digests", headers() + "Content-Length: 1000\r\n")
                        .write("---\n");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(fixture.push(trade("A highlight")).status()).isLessThanOrEqualTo(201);
            }
        } finally {
            for (RawConnection wire : wires) {
                wire.close();
            }
        }
    }

    /// “100 Continue” says that a body is being read.
    @Test
    void bodiesOfStrangersBreakOffNoPush() throws Exception {
        byte[] digest = trade("A highlight").getBytes(StandardCharsets.UTF_8);
        List<RawConnection> strangers = new ArrayList<>();
        try (var push = new RawConnection(fixture.port())) {
            String expecting = "Expect: 100-continue\r\nConnection: close\r\nContent-Length: ";
            push.post("/api/digests", headers() + expecting + digest.length + "\r\n");
            assertThat(push.status()).endsWith("100 Continue");
            for (int i = 0; i < 20; i++) {
                var stranger = new RawConnection(fixture.port());
                strangers.add(stranger);
                stranger.post(PushFixture.OPEN_PATH, expecting + "1000\r\n");
                assertThat(stranger.status()).endsWith("100 Continue");
            }
            push.write(new String(digest, StandardCharsets.ISO_8859_1));
            assertThat(push.answer()).contains("HTTP/1.1 201");
        } finally {
            for (RawConnection stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void onlySoManyDigestsOfATokenAreHandledAtOnceAndOthersOfAnother() throws Exception {
        var begun = new CountDownLatch(PushRoutes.MAX_OF_TOKEN);
        var end = new CompletableFuture<Void>();
        fixture.beforeParsing = () -> {
            begun.countDown();
            end.join();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pushes = new ArrayList<>();
            for (int i = 0; i < PushRoutes.MAX_OF_TOKEN; i++) {
                pushes.add(threads.submit(() -> fixture.push(trade("A highlight"))));
            }
            begun.await();
            fixture.beforeParsing = () -> {};
            Answer refused = fixture.push(trade("A highlight"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("detail")).startsWith("Too many digests at once");
            assertThat(fixture.push(trade("A highlight"), fixture.tradeToken).status())
                    .isLessThanOrEqualTo(201);
            end.complete(null);
            for (Future<Answer> push : pushes) {
                assertThat(push.get().status()).isLessThanOrEqualTo(201);
            }
        }
    }

    @Test
    void onlyMarkdownInUtf8IsTaken() throws Exception {
        byte[] body = trade("A highlight").getBytes(StandardCharsets.UTF_8);
        String others = "text/plain¦application/x-www-form-urlencoded¦text/markdown; charset=iso-8859-1"
                + "¦text/markdown; charset=utf-16¦text/markdownx¦multipart/form-data; boundary=x";
        for (String type : others.split("¦", -1)) {
            assertThat(statusOfType(type, body)).as(type).isEqualTo(415);
        }
        assertThat(fixture.files()).isEmpty();
        for (String type : List.of(
                "text/markdown",
                "Text/Markdown;charset=UTF-8",
                "text/markdown; charset=\"utf-8\"; variant=CommonMark")) {
            assertThat(statusOfType(type, body)).as(type).isLessThan(202);
        }
        var packed = fixture.request(body).header("Authorization", "Bearer " + fixture.token);
        assertThat(fixture.send(packed.header("Content-Encoding", "gzip")).status())
                .isEqualTo(415);
    }

    @Test
    void bytesThatAreNoDigestAndTopicsThatArePathsAreInvalid() throws Exception {
        byte[] text = trade("A highlight").getBytes(StandardCharsets.UTF_8);
        byte[] wrong = text.clone();
        wrong[text.length - 5] = (byte) 0xff;
        assertThat(pushed(wrong).status()).isEqualTo(422);
        assertThat(pushed(new byte[0]).status()).isEqualTo(422);
        assertThat(pushed(new byte[100]).status()).isEqualTo(422);
        for (String topic : List.of("../../x", "/etc/passwd", "a/b", "..", ".git")) {
            assertThat(fixture.push(digest(topic, "2026-02-06", "A highlight")).status())
                    .as(topic)
                    .isEqualTo(422);
        }
        String aliases = IntStream.range(1, 30)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d, *a%d]".formatted(i, i, i - 1, i - 1, i - 1))
                .collect(Collectors.joining("\n", "---\na0: &a0 [x]\n", "\n---\n## Highlights\n\n- x\n"));
        assertThat(pushed(aliases.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
        String deep = "---\nx: " + "[".repeat(5_000) + "\n---\n";
        assertThat(pushed(deep.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);
        assertThat(fixture.files()).isEmpty();
    }

    /// The intake cleans such characters; the name of the file and the answer never have them.
    @Test
    void controlCharactersReachNoNameAndNoHeader() throws Exception {
        String text = trade("A\0 highlight", "a\\r\\nSet-Cookie: x=1\\0");
        Answer answer = fixture.push(text);
        assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");
        assertThat(fixture.files()).allMatch(name -> name.chars().allMatch(c -> c > ' ' && c < 127));
        assertThat(answer.text("file").chars()).allMatch(c -> c > ' ' && c < 127);
    }

    @Test
    void aFolderThatIsMissingIsAnOutage() throws Exception {
        Files.delete(fixture.folder);
        Answer answer = fixture.push(trade("A highlight"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValueAsLong("Retry-After")).hasValue(30);
        assertThat(answer.text("detail")).doesNotContain(fixture.folder.toString());
        Files.createDirectory(fixture.folder);
        assertThat(fixture.push(trade("A highlight")).status()).isEqualTo(201);
    }

    @Test
    void manyPushesOfOneDigestLeaveOneWholeFile() throws Exception {
        List<Callable<Answer>> pushes = new ArrayList<>();
        for (int i = 0; i < PushRoutes.MAX_OF_TOKEN; i++) {
            String text = trade(("Version " + i + " ").repeat(500));
            pushes.add(() -> fixture.push(text));
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(pushes)) {
                statuses.add(answer.get().status());
            }
        }
        assertThat(statuses).containsOnly(201);
        assertThat(fixture.files()).containsExactly(FILE);
        fixture.importFolder();
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.digests()).containsExactly("trade 2026-02-06 r1 published " + FILE);
    }

    /// Somebody replaces the file while it is pushed: one of the contents wins, and it is whole.
    @Test
    @Tag("full")
    void aFileThatIsReplacedMeanwhileIsNeverMixed() throws Exception {
        fixture.write("own.md", trade("Version 0"));
        fixture.importFolder();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    fixture.write(".new.md", trade(("By hand " + i + " ").repeat(300)));
                    Files.move(
                            fixture.folder.resolve(".new.md"),
                            fixture.folder.resolve("own.md"),
                            StandardCopyOption.ATOMIC_MOVE);
                }
                return 0;
            });
            for (int i = 0; i < 30; i++) {
                assertThat(fixture.push(trade(("Pushed " + i + " ").repeat(300)))
                                .status())
                        .isEqualTo(201);
                fixture.importFolder();
            }
            assertThatCode(writer::get).doesNotThrowAnyException();
        }
        fixture.importFolder();
        assertThat(fixture.files()).containsExactly("own.md");
        assertThat(fixture.problems).isEmpty();
        assertThat(fixture.digests()).hasSize(1);
    }

    @Test
    void otherPathsTakeNoBody() throws Exception {
        var request = HttpRequest.newBuilder(fixture.address().resolve("/elsewhere"))
                .header("Content-Type", "text/markdown")
                .POST(HttpRequest.BodyPublishers.ofString("x"));
        assertThat(fixture.send(request).status()).isEqualTo(413);
    }

    private int statusOfType(String type, byte[] body) {
        var request = fixture.request(body).header("Authorization", "bearer " + fixture.token);
        return fixture.send(request.setHeader("Content-Type", type)).status();
    }

    private Answer pushed(byte[] body) {
        return fixture.send(fixture.request(body).header("Authorization", "Bearer " + fixture.token));
    }

    private String headers() {
        return "Authorization: Bearer " + fixture.token + "\r\nContent-Type: text/markdown\r\n";
    }
}
