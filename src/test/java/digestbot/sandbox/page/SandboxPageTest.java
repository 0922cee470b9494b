package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.web.RawConnection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("full")
class SandboxPageTest {

    private static final String HERE = "\"platform\": \"telegram\", \"person\": \"7001\", \"place\": \"7001\"";
    private static final SandboxPlace CHAT = new SandboxPlace(7001, SandboxPlace.Kind.PRIVATE, "");

    @RegisterExtension
    final PageFixture it = new PageFixture();

    @Test
    void isMadeOfItsOwnFilesAlone() {
        String files =
                "page.js panel.js unread.js message.js composer.js page.css telegram.css discord.css NotoSansSC-Regular.ttf";
        for (String path : Stream.concat(
                        Stream.of("/"), Stream.of(files.split(" ")).map(file -> "/assets/" + file))
                .toList()) {
            HttpResponse<String> answer = it.client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
            assertThat(answer.body()).as(path).doesNotContain("https://", "style=\"", "onclick=", "innerHTML");
        }
        assertThat(it.client.get("/assets/example.md").body()).contains("{day}", "## Sources");
        for (String path : List.of(
                "/assets/..%2ftext/en.properties",
                "/assets/%2e%2e/text/en.properties", "/assets/text/en.properties", "/files/x/1")) {
            assertThat(it.client.get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    private void awaitMessages(int count) {
        Waiting.exactly(
                count, () -> it.client.all().path("messages").valueStream().toList());
    }

    private HttpResponse<String> write(String text) {
        return it.client.post("/write", "{" + HERE + ", \"text\": \"" + text + "\"}");
    }

    @Test
    void aConversationThatIsNotOnThePageIsNotShown() {
        long elsewhere = 7099;
        it.telegram.join(
                new SandboxPerson(elsewhere, "Somebody", "en"),
                new SandboxPlace(elsewhere, SandboxPlace.Kind.PRIVATE, ""));
        assertThat(sent(elsewhere)).isEqualTo(200);
        write("hello");
        awaitMessages(1);
        assertThat(it.client.all().at("/messages/0/place/id").asText()).isEqualTo("7001");
    }

    @Test
    void nobodyOpensAnotherPersonsChat() {
        HttpResponse<String> answer = it.client.post(
                "/write",
                "{\"platform\": \"telegram\", \"person\": \"7011\", \"place\": \"7001\", \"text\": \"hello\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"problem\":\"Reader has no such conversation.\"}");
    }

    @Test
    void movesTheClockForwardAndNeverBack() {
        assertThat(it.client.post("/clock", "{\"due\": true}").body()).contains("Nothing is scheduled.");
        it.controls.due = Optional.of(it.controls.now.plus(Duration.ofMinutes(30)));
        it.client.post("/clock", "{\"due\": true}");
        assertThat(it.controls.now).as("right after what is due").isEqualTo(Instant.parse("2026-02-05T12:30:01Z"));
        for (int hours : List.of(24, -5)) {
            it.client.post("/clock", "{\"hours\": " + hours + "}");
            assertThat(it.controls.now).isEqualTo(Instant.parse("2026-02-06T12:30:01Z"));
        }
    }

    @Test
    void breaksAPlatformUntilItIsSwitchedOffOrThePersonWritesToABlockedBot() {
        write("hello");
        Map.of("BLOCKED", 403, "LIMITED", 429, "DOWN", 502).forEach((fault, status) -> {
            fault(fault);
            assertThat(it.client.all().at("/state/faults/telegram").asText()).isEqualTo(fault);
            assertThat(List.of(sent(), sent())).as(fault).containsOnly(status);
            fault("NONE");
            assertThat(sent()).isEqualTo(200);
        });
        fault("BLOCKED");
        write("hello");
        assertThat(it.client.all().at("/state/faults/telegram").asText()).isEqualTo("NONE");
        assertThat(sent()).isEqualTo(200);
    }

    private void fault(String fault) {
        it.client.post("/fault", "{\"platform\": \"telegram\", \"fault\": \"%s\"}".formatted(fault));
    }

    @Test
    void whatOneMemberOfAGroupSeesStandsInPlaceOfTheGroupsMessage() throws IOException {
        SandboxPlace group = new SandboxPlace(-1_002_000_000_001L, SandboxPlace.Kind.GROUP, "Morning readers");
        it.telegram.join(PageFixture.READER, group);
        String keyboard = "{\"inline_keyboard\":[[{\"text\":\"Look\",\"callback_data\":\"x\"}]]}";
        bot("sendMessage", "{\"chat_id\":%d,\"text\":\"shared\",\"reply_markup\":%s}".formatted(group.id(), keyboard));
        String shared = Long.toString(it.telegram.screen(group).getFirst().id());
        it.telegram.press(PageFixture.READER, group, Long.parseLong(shared), 1, 0);
        String query = bot("getUpdates", "{\"allowed_updates\":[\"callback_query\"]}")
                .findValue("callback_query")
                .path("id")
                .asText();
        bot(
                "sendMessage",
                "{\"chat_id\":%d,\"text\":\"alone\",\"ephemeral_message_parameters\":{\"receiver_user_id\":7011,\"callback_query_id\":\"%s\",\"replace_callback_query_message\":true}}"
                        .formatted(group.id(), query));
        awaitMessages(2);
        JsonNode own = it.client.all().at("/messages/1");
        assertThat(own.at("/onlyFor/id").asText()).isEqualTo("7011");
        assertThat(own.path("inPlaceOf").asText()).isEqualTo(shared);
    }

    private JsonNode bot(String method, String body) throws IOException {
        return new ObjectMapper()
                .readTree(it.client
                        .post(it.telegram.url() + "/bot1000:SECRET/" + method, body)
                        .body());
    }

    private int sent() {
        return sent(CHAT.id());
    }

    private int sent(long chat) {
        var body = "{\"chat_id\": %d, \"text\": \"hello\"}".formatted(chat);
        return it.client
                .post(it.telegram.url() + "/bot1000:SECRET/sendMessage", body)
                .statusCode();
    }

    @Test
    void keepsADroppedFileUnderAPlainName() {
        Map<String, String> kept = Map.of(
                "a.md", "a.md",
                "../../etc/a.md", "a.md",
                "..\\..\\a.md", "a.md",
                ".hidden.md", "hidden.md",
                ".md", "digest.md",
                "my digest (1).md", "my-digest-1-.md",
                "今天.md", "今天.md",
                "a:b*?.md", "a-b-.md");
        assertThat(kept.keySet().stream().collect(Collectors.toMap(name -> name, PageActions::fileName)))
                .isEqualTo(kept);
    }

    @Test
    void takesADroppedDigest() {
        HttpResponse<String> answer = it.client.postAs("text/markdown", "/digest?name=..%2F..%2Fa.md", "---\n");
        assertThat(answer.body()).isEqualTo("{\"said\":\"a.md is there\"}");
        assertThat(it.controls.dropped).containsOnlyKeys("a.md");
        assertThat(it.controls.dropped.get("a.md")).isEqualTo("---\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesNothingLargeAndNoOtherFile() {
        assertThat(it.client
                        .postAs("text/markdown", "/digest?name=a.md", "x".repeat((1 << 20) + 1))
                        .statusCode())
                .isEqualTo(413);
        assertThat(it.client.postAs("text/markdown", "/digest?name=a.sh", "x").body())
                .contains("the name of the file must end in .md");
        assertThat(it.controls.dropped).isEmpty();
    }

    @Test
    void takesNoLongLineAndNoFormInSeveralParts() throws IOException {
        assertThat(write("x".repeat(70_000)).statusCode()).isEqualTo(413);
        try (var wire = new RawConnection(it.page.address().getPort())) {
            wire.post("/digest?name=a.md", "Content-Type: multipart/form-data\r\nContent-Length: 2000000000\r\n");
            assertThat(wire.answer())
                    .startsWith("HTTP/1.1 415")
                    .contains("Content-Security-Policy: default-src 'none'", "{\"problem\":\"");
        }
    }

    @Test
    void answersWhatCannotBeReadAsStrictlyAsEverythingElse() throws IOException {
        try (var wire = new RawConnection(it.page.address().getPort())) {
            assertThat(wire.write("BAD\r\n\r\n").answer())
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Security-Policy: default-src 'none'", "Referrer-Policy: same-origin");
        }
    }

    @Test
    void doesNothingForAnotherPageOrUnderAnotherName() throws IOException {
        List.of("Origin: http://example.org", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site")
                .forEach(header -> assertThat(it.client
                                .post("/clock", "{\"hours\": 1}", header.split(": "))
                                .statusCode())
                        .as(header)
                        .isEqualTo(403));
        assertThat(it.client.postAs("text/plain", "/clock", "{\"hours\": 1}").statusCode())
                .isEqualTo(415);
        assertThat(it.client.postAs("text/plain", "/digest?name=a.md", "x").statusCode())
                .isEqualTo(415);
        assertThat(it.client.post("/clock", "no JSON").statusCode()).isEqualTo(400);
        try (var wire = new RawConnection(it.page.address().getPort())) {
            assertThat(wire.write("GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n")
                            .answer())
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(it.controls.now).isEqualTo(Instant.parse("2026-02-05T12:00:00Z"));
    }

    @Test
    void aFileOfTheBotIsHadAgainAndNoBrowserRunsIt() {
        write("/export");
        String file = "<script>alert(1)</script>";
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7001\r\n--x\r\nContent-Disposition:"
                        + " form-data; name=\"document\"; filename=\"a.html\"\r\n\r\n" + file + "\r\n--x--\r\n";
        it.client.postAs("multipart/form-data; boundary=x", it.telegram.url() + "/bot1000:SECRET/sendDocument", form);
        awaitMessages(2);
        JsonNode shown = it.client.all().at("/messages/1/rows/0");
        assertThat(shown.path("name").asText()).isEqualTo("a.html");
        HttpResponse<String> answer =
                it.client.get("/files/telegram/" + shown.path("number").asText());
        assertThat(answer.body()).isEqualTo(file);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment");
    }

    @Test
    void browsersThatGoMakeRoomForOthersAndLeaveNothingBehind() throws Exception {
        try (Logged log = Logged.by("io.javalin")) {
            EventStreamClient.assertMakeRoom(it.page.address().getPort(), 20, "all");
            assertThat(log.from(Level.WARN)).isEmpty();
        }
    }
}
