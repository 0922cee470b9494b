package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.RawBot.ANN;
import static digestbot.sandbox.telegram.RawBot.ANNS_CHAT;
import static digestbot.sandbox.telegram.RawBot.BO;
import static digestbot.sandbox.telegram.RawBot.CHANNEL;
import static digestbot.sandbox.telegram.RawBot.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What people write and press, as the bot is told, and what the bot sends, as they see it.
class DialogueTest {

    @RegisterExtension
    final RawBot it = new RawBot();

    @Test
    void answersWithTheMessageAsItStandsInTheChat() {
        JsonNode sent = it.send(ANNS_CHAT, "😀 <b>bold</b>");
        assertThat(sent.path("message_id").asInt()).isEqualTo(1);
        assertThat(sent.path("date").asLong()).isEqualTo(it.now.get().getEpochSecond());
        assertThat(sent.at("/chat/type").asText()).isEqualTo("private");
        assertThat(sent.at("/chat/first_name").asText()).isEqualTo("Ann");
        assertThat(sent.at("/from/username").asText()).isEqualTo("digest_bot");
        assertThat(sent.at("/from/is_bot").asBoolean()).as("is_bot").isTrue();
        assertThat(sent.path("text").asText()).isEqualTo("😀 bold");
        assertThat(sent.path("entities").toString()).isEqualTo("[{\"offset\":3,\"length\":4,\"type\":\"bold\"}]");
        assertThat(it.sandbox.delivered()).isEqualTo(1);
    }

    @Test
    void editsTheKeyboardAloneAndDeletesTheMessage() {
        sendButton(ANNS_CHAT, "{\"text\":\"Sources\",\"callback_data\":\"1:s\"}");
        var first = Map.of("chat_id", ANNS_CHAT.id(), "message_id", 1);
        it.result("editMessageReplyMarkup", first);
        assertThat(it.sandbox.screen(ANNS_CHAT).getFirst().rows()).hasSize(1);
        it.result("deleteMessage", first);
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
    void aButtonHasOneOfThreeColours() {
        String button = "{\"text\":\"Yes\",\"callback_data\":\"yes\",\"style\":\"%s\"}";
        assertThat(RawBot.error(sendButton(ANNS_CHAT, button.formatted("danger"))))
                .isEmpty();
        assertThat(RawBot.error(sendButton(ANNS_CHAT, button.formatted("red")))).isNotEmpty();
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
    void anAnsweredPressMayOpenThePrivateChatToo() {
        sendButton(ANNS_CHAT, "{\"text\":\"Sources\",\"callback_data\":\"1:s\"}");
        it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0);
        JsonNode query = it.updates().at("/0/callback_query");
        assertThat(query.path("data").asText()).isEqualTo("1:s");
        assertThat(query.at("/from/id").asLong()).isEqualTo(ANN.id());
        assertThat(query.at("/message/message_id").asLong()).isEqualTo(1);
        it.result(
                "answerCallbackQuery",
                Map.of("callback_query_id", query.path("id").asText(), "url", "https://t.me/digest_bot?start=view"));
        assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(2);
    }

    @Test
    void tellsWhoWroteWhere() {
        it.sandbox.write(ANN, GROUP, "/today@digest_bot now");
        it.sandbox.writeAnonymously(GROUP, "/settings");
        it.sandbox.promote(CHANNEL, ANN);
        it.sandbox.write(ANN, CHANNEL, "/subscribe");
        it.sandbox.writeInThread(BO, GROUP, 9, "/help");
        JsonNode updates = it.updates();

        JsonNode byAnn = updates.at("/0/message");
        assertThat(byAnn.at("/chat/type").asText()).isEqualTo("supergroup");
        assertThat(byAnn.at("/chat/title").asText()).isEqualTo("Readers");
        assertThat(byAnn.path("entities").toString())
                .isEqualTo("[{\"offset\":0,\"length\":17,\"type\":\"bot_command\"}]");
        JsonNode anonymous = updates.at("/1/message");
        assertThat(anonymous.at("/sender_chat/id").asLong()).isEqualTo(GROUP.id());
        assertThat(anonymous.at("/from/id").asLong()).isEqualTo(1_087_968_824);
        JsonNode post = updates.at("/2/channel_post");
        assertThat(post.at("/sender_chat/id").asLong()).isEqualTo(CHANNEL.id());
        assertThat(post.has("from")).as("a post tells its author").isFalse();
        JsonNode inThread = updates.at("/3/message");
        assertThat(inThread.path("message_thread_id").asLong()).isEqualTo(9);
        assertThat(inThread.at("/chat/is_forum").asBoolean()).as("is_forum").isTrue();
    }

    @Test
    void tellsHowATextWasFormattedAndThatItWasChanged() {
        it.sandbox.writeFormatted(ANN, ANNS_CHAT, "/broadcast <b>now</b>");
        it.sandbox.rewrite(ANN, ANNS_CHAT, 1, "never");
        JsonNode updates = it.updates();
        assertThat(updates.at("/0/message/entities").findValuesAsText("type")).containsExactly("bot_command", "bold");
        JsonNode edited = updates.at("/1/edited_message");
        assertThat(edited.path("text").asText()).isEqualTo("never");
        assertThat(edited.path("message_id").asLong()).isEqualTo(1);
        assertThat(edited.path("edit_date").asLong()).isPositive();
        assertThatThrownBy(() -> it.sandbox.rewrite(BO, GROUP, 7, "x")).hasMessageContaining("no message 7 of Bo");
    }

    @Test
    void tellsTheBotWhatBecomesOfItsMembership() {
        it.sandbox.block(ANN);
        it.sandbox.unblock(ANN);
        it.sandbox.addBot(BO, GROUP);
        it.sandbox.muteBot(BO, GROUP);
        it.sandbox.unmuteBot(BO, GROUP);
        it.sandbox.removeBot(BO, GROUP);
        it.sandbox.muteBot(BO, CHANNEL);
        JsonNode updates = it.updates();
        assertThat(updates.valueStream()
                        .map(update -> update.at("/my_chat_member/new_chat_member/status")
                                .asText()))
                .containsExactly("kicked", "member", "member", "restricted", "member", "kicked", "administrator");
        assertThat(updates.at("/2/my_chat_member/from/id").asLong()).isEqualTo(BO.id());
        assertThat(updates.at("/3/my_chat_member/new_chat_member/can_send_messages")
                        .asBoolean(true))
                .as("may write in the group")
                .isFalse();
        assertThat(updates.at("/6/my_chat_member/new_chat_member/can_post_messages")
                        .asBoolean(true))
                .as("may post in the channel")
                .isFalse();
        assertThat(it.refusal(CHANNEL, "x"))
                .isEqualTo("400 Bad Request: need administrator rights in the channel chat");
        it.sandbox.addBot(BO, GROUP);
        it.sandbox.muteBot(BO, GROUP);
        assertThat(it.refusal(GROUP, "x"))
                .isEqualTo("400 Bad Request: not enough rights to send text messages to the chat");
        it.sandbox.unmuteBot(BO, GROUP);
        it.send(GROUP, "x");
    }

    @Test
    void writingToABlockedBotUnblocksIt() {
        it.sandbox.block(ANN);
        it.sandbox.write(ANN, ANNS_CHAT, "/start");
        assertThat(it.send(ANNS_CHAT, "Welcome back").path("message_id").asInt())
                .isEqualTo(2);
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
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 99, 1, 0)).hasMessageContaining("no message 99");
        it.send(ANNS_CHAT, "no buttons");
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0)).hasMessageContaining("0 buttons");
    }
}
