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
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
        await().until(() -> it.sandbox.polls() == count);
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
    void takesParametersInSeveralParts() {
        String parts = """
                --B
                Content-Disposition: form-data; name="chat_id"

                11
                --B
                Content-Disposition: form-data; name="text"
                Content-Type: text/plain; charset=utf-8

                文 two
                lines
                --B
                Content-Disposition: form-data; name="reply_markup"

                {"inline_keyboard":[[{"text":"a","url":"https://example.org"}]]}
                --B--
                """.replace("\n", "\r\n");
        JsonNode message =
                it.post("sendMessage", "multipart/form-data; boundary=B", parts).path("result");
        assertThat(message.path("text").asText()).isEqualTo("文 two\nlines");
        assertThat(message.path("reply_markup").findValuesAsText("url")).containsExactly("https://example.org");
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
    void offersTheCommandsOfTheNarrowestScope() {
        commands("default", "", "everywhere");
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/everywhere x");
        commands("all_group_chats", "", "group");
        commands("all_group_chats", "zh", "zh_group");
        commands("all_chat_administrators", "", "admin");
        commands("chat\",\"chat_id\":\"" + ANN.id(), "", "ann");
        assertThat(it.call("getMyCommands", "{\"scope\":{\"type\":\"all_group_chats\"},\"language_code\":\"zh\"}")
                        .at("/result/0/command")
                        .asText())
                .isEqualTo("zh_group");
        assertThat(it.result("getMyCommands", Map.of("language_code", "zh"))).isEmpty();
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/zh_group x");
        assertThat(it.sandbox.offered(ANN, GROUP)).containsExactly("/group x");
        assertThat(it.sandbox.offered(ANN, ANNS_CHAT)).containsExactly("/ann x");
        it.sandbox.promote(GROUP, BO);
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/admin x");
        assertThat(it.sandbox.offered(BO, CHANNEL)).isEmpty();
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
    void tellsWhoIsWhoInAChat() {
        it.sandbox.join(ANN, GROUP);
        it.sandbox.promote(GROUP, BO);
        var group = Map.of("chat_id", GROUP.id());
        assertThat(it.result("getMe", Map.of()).path("username").asText()).isEqualTo("digest_bot");
        assertThat(it.result("getChat", group).path("title").asText()).isEqualTo("Readers");
        assertThat(Stream.of(ANN.id(), BO.id(), 5550001L)
                        .map(user -> member(user).at("/result/status").asText()))
                .containsExactly("member", "administrator", "member");
        assertThat(RawBot.error(member(404))).isEqualTo("400 Bad Request: PARTICIPANT_ID_INVALID");
    }

    private JsonNode member(long user) {
        return it.call("getChatMember", Map.of("chat_id", GROUP.id(), "user_id", user));
    }

    @Test
    void deletesTheMessage() {
        it.send(ANNS_CHAT, "x");
        it.result("deleteMessage", Map.of("chat_id", ANNS_CHAT.id(), "message_id", 1));
        assertThat(it.sandbox.screen(ANNS_CHAT)).isEmpty();
        assertThat(it.seen(SandboxEvent.Deleted.class)).isEqualTo(new SandboxEvent.Deleted(ANNS_CHAT, 1));
    }

    private JsonNode sendButton(SandboxPlace place, String... buttons) {
        return it.call(
                "sendMessage",
                "{\"chat_id\":%d,\"text\":\"Look\",\"reply_markup\":{\"inline_keyboard\":[[%s]]}}"
                        .formatted(place.id(), String.join(",", buttons)));
    }

    @Test
    void theNextTextAnswersTheMessageThatAsksForAReply() {
        it.sandbox.write(ANN, ANNS_CHAT, "/search");
        int asked = ask("Words").at("/result/message_id").asInt();
        it.sandbox.write(ANN, ANNS_CHAT, "steel");
        it.sandbox.write(ANN, ANNS_CHAT, "and more");
        JsonNode updates = it.updates();
        assertThat(updates.at("/1/message/reply_to_message/message_id").asInt()).isEqualTo(asked);
        assertThat(updates.at("/2/message/reply_to_message").isMissingNode())
                .as("the second text is no reply")
                .isTrue();
        assertThat(RawBot.error(ask("x".repeat(65)))).contains("placeholder is too long");
    }

    private JsonNode ask(String hint) {
        return it.call(
                "sendMessage",
                Map.of(
                        "chat_id",
                        ANNS_CHAT.id(),
                        "text",
                        "Which words?",
                        "reply_markup",
                        Map.of("force_reply", true, "input_field_placeholder", hint)));
    }

    @Test
    void aLinkThatStartsTheBotLeadsToThePrivateChat() {
        it.sandbox.join(BO, GROUP);
        sendButton(
                GROUP,
                "{\"text\":\"Elsewhere\",\"url\":\"https://example.org/\"}",
                "{\"text\":\"Open\",\"url\":\"https://t.me/digest_bot?start=d5_us\"}");
        it.sandbox.press(BO, GROUP, 1, 1, 0);
        assertThat(it.seen(SandboxEvent.Opened.class).url()).isEqualTo("https://example.org/");
        it.sandbox.press(BO, GROUP, 1, 2, 0);
        JsonNode update = it.updates().at("/0/message");
        assertThat(update.path("text").asText()).isEqualTo("/start d5_us");
        assertThat(update.at("/chat/id").asLong()).isEqualTo(BO.id());
        assertThat(update.at("/from/language_code").asText()).isEqualTo("zh-CN");
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
        it.sandbox.promote(CHANNEL, BO, new AdminRights(false, false));
        assertThatThrownBy(() -> it.sandbox.write(BO, CHANNEL, "hi")).hasMessage("Bo may not post in “Wire”.");
        assertThatThrownBy(() -> it.sandbox.writeFormatted(ANN, ANNS_CHAT, "<b>open"))
                .hasMessageContaining("can't parse entities");
        assertThatThrownBy(() -> it.sandbox.rewrite(BO, GROUP, 7, "x")).hasMessageContaining("no message 7 of Bo");
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 99, 1, 0)).hasMessageContaining("no message 99");
        it.send(ANNS_CHAT, "no buttons");
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0)).hasMessageContaining("0 buttons");
    }
}
