package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.RawBot.ANN;
import static digestbot.sandbox.telegram.RawBot.ANNS_CHAT;
import static digestbot.sandbox.telegram.RawBot.BO;
import static digestbot.sandbox.telegram.RawBot.CHANNEL;
import static digestbot.sandbox.telegram.RawBot.GROUP;
import static digestbot.sandbox.telegram.RawBot.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.Waiting;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerTest {

    @RegisterExtension
    final RawBot it = new RawBot();

    private List<String> texts(Map<String, ?> parameters) {
        return it.result("getUpdates", parameters).findValuesAsText("text");
    }

    @Test
    void repeatsUpdatesUntilTheyAreConfirmed() {
        it.sandbox.write(ANN, ANNS_CHAT, "one");
        it.sandbox.write(ANN, ANNS_CHAT, "two");
        JsonNode first = it.updates();
        assertThat(first.findValuesAsText("text")).containsExactly("one", "two");
        assertThat(it.result("getUpdates", Map.of("limit", 1))).containsExactly(first.path(0));

        long last = first.at("/1/update_id").asLong();
        assertThat(it.result("getUpdates", Map.of("offset", last))).containsExactly(first.path(1));
        assertThat(it.result("getUpdates", Map.of("offset", last + 1))).isEmpty();
        assertThat(it.updates()).isEmpty();

        List.of("three", "four", "five").forEach(line -> it.sandbox.write(ANN, ANNS_CHAT, line));
        assertThat(texts(Map.of("offset", -1)))
                .as("a negative offset forgets all others")
                .containsExactly("five");
        assertThat(texts(Map.of())).containsExactly("five");
    }

    @Test
    void aWaitingPollIsAnsweredWhenSomethingHappensAndEndedByTheNext() throws Exception {
        var older = poll();
        awaitPolls(1);
        var newer = poll();
        assertThat(RawBot.error(older.get()))
                .isEqualTo("409 Conflict: terminated by other getUpdates request; "
                        + "make sure that only one bot instance is running");
        awaitPolls(2);
        it.sandbox.write(ANN, ANNS_CHAT, "now");
        assertThat(newer.get().findValuesAsText("text")).containsExactly("now");
    }

    private CompletableFuture<JsonNode> poll() {
        return CompletableFuture.supplyAsync(() -> it.call("getUpdates", Map.of("timeout", 600)));
    }

    /// A poll is recorded once it is answered, so a waiting one shows only in the server's state.
    private void awaitPolls(long count) {
        Waiting.count("polls", count, it.sandbox::polls);
    }

    @Test
    void dropsUpdatesThatWereNotAskedFor() {
        it.result("getUpdates", Map.of("allowed_updates", List.of("callback_query")));
        it.sandbox.write(ANN, ANNS_CHAT, "unheard");
        assertThat(it.updates()).isEmpty();
        it.result("getUpdates", Map.of("allowed_updates", List.of()));
        it.sandbox.write(ANN, ANNS_CHAT, "heard");
        assertThat(texts(Map.of())).containsExactly("heard");
    }

    @Test
    void refusesWhatIsNotForThisBot() {
        assertThat(RawBot.error(it.get("/bot1:other/getMe"))).isEqualTo("401 Unauthorized");
        assertThat(RawBot.error(it.get("/bot" + TOKEN + "/getFoo"))).isEqualTo("404 Not Found: method not found");
        assertThat(RawBot.error(it.get("/"))).startsWith("404 ");
        assertThat(RawBot.error(it.call("sendMessage", "{broken"))).startsWith("400 ");
    }

    @Test
    void recordsRequestsUnderTheirDocumentedNamesAndWithoutTheToken() {
        it.send(ANNS_CHAT, "<b>a</b>");
        it.post("SENDMESSAGE", "application/json", "{\"chat_id\":%d,\"text\":\"b\"}".formatted(GROUP.id()));
        assertThat(it.sandbox.requests())
                .extracting(RecordedRequest::path)
                .containsExactly("sendMessage", "sendMessage");
        assertThat(it.sandbox.requests()).extracting(RecordedRequest::status).containsExactly(200, 400);
        assertThat(it.sandbox.requests().getFirst().body().path("text").asText())
                .isEqualTo("<b>a</b>");
        assertThat(it.sandbox.requests().toString()).doesNotContain("sandbox-token");
        it.sandbox.recordRequests(false);
        it.send(ANNS_CHAT, "c");
        assertThat(it.sandbox.requests()).hasSize(2);
    }

    @Test
    void refusesCommandsWhereThereCanBeNone() {
        it.sandbox.join(ANN, CHANNEL);
        String chat = "chat\",\"chat_id\":\"";
        String bad = "400 Bad Request: ";
        assertThat(commands("default", "", "Today")).isEqualTo(bad + "BOT_COMMAND_INVALID");
        assertThat(commands(chat + "404", "", "x")).isEqualTo(bad + "chat not found");
        assertThat(commands(chat + CHANNEL.id(), "", "x")).isEqualTo(bad + "can't change commands in channel chats");
        assertThat(commands("default", "zh-CN", "x")).isEqualTo(bad + "invalid language code specified");
    }

    private String commands(String scope, String language, String name) {
        return RawBot.error(it.call("setMyCommands", """
            {"commands":[{"command":"%s","description":"x"}],"scope":{"type":"%s"},"language_code":"%s"}
            """.formatted(name, scope, language)));
    }

    @Test
    void refusesWhatTheBotMayNotWrite() {
        it.sandbox.muteBot(BO, CHANNEL, true);
        assertThat(it.refusal(CHANNEL, "x"))
                .isEqualTo("400 Bad Request: need administrator rights in the channel chat");
        it.sandbox.addBot(BO, GROUP);
        it.sandbox.muteBot(BO, GROUP, true);
        assertThat(it.refusal(GROUP, "x"))
                .isEqualTo("400 Bad Request: not enough rights to send text messages to the chat");
        it.sandbox.muteBot(BO, GROUP, false);
        it.send(GROUP, "x");
    }

    @Test
    void aListenerMayActOnTheSandbox() {
        it.sandbox.listen(event -> {
            if (event instanceof SandboxEvent.Shown(ShownMessage shown)
                    && shown.author().isEmpty()) {
                it.sandbox.write(ANN, shown.place(), "seen " + shown.id());
            }
        });
        it.send(ANNS_CHAT, "hello");
        await().untilAsserted(() -> assertThat(it.sandbox.screen(ANNS_CHAT))
                .last()
                .extracting(ShownMessage::rows)
                .isEqualTo(List.of(MessageBubblesTest.line("seen 1"))));
    }

    @Test
    void refusesWhatAClientWouldNotSend() {
        assertThatThrownBy(() -> it.sandbox.write(ANN, ANNS_CHAT, "  "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 4096");
        assertThatThrownBy(() -> it.sandbox.write(BO, ANNS_CHAT, "hi")).hasMessageContaining("not that of Bo");
        it.sandbox.promote(CHANNEL, BO, new TelegramSandbox.AdminRights(false, false));
        assertThatThrownBy(() -> it.sandbox.write(BO, CHANNEL, "hi")).hasMessage("Bo may not post in “Wire”.");
        assertThatThrownBy(() -> it.sandbox.writeFormatted(ANN, ANNS_CHAT, "<b>open"))
                .hasMessageContaining("can't parse entities");
        assertThatThrownBy(() -> it.sandbox.rewrite(BO, GROUP, 7, "x")).hasMessageContaining("no message 7 of Bo");
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 99, 1, 0)).hasMessageContaining("no message 99");
        it.send(ANNS_CHAT, "no buttons");
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0)).hasMessageContaining("0 buttons");
    }
}
