package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.SandboxWithClient.ANN;
import static digestbot.sandbox.telegram.SandboxWithClient.ANNS_CHAT;
import static digestbot.sandbox.telegram.SandboxWithClient.BO;
import static digestbot.sandbox.telegram.SandboxWithClient.CHANNEL;
import static digestbot.sandbox.telegram.SandboxWithClient.GROUP;
import static digestbot.sandbox.telegram.SandboxWithClient.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.clientview.ClientRow;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.longpolling.TelegramBotsLongPollingApplication;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.longpolling.util.DefaultGetUpdatesGenerator;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

class DialogueTest {
    private final SandboxWithClient it = new SandboxWithClient();

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    @SuppressWarnings("try") // The library's close() may be interrupted, which here fails the test.
    void carriesADialogueThroughTheRealClientAndItsLongPolling() throws Exception {
        LongPollingUpdateConsumer bot = updates -> updates.forEach(update -> {
            if (update.hasMessage()) {
                it.execute(menu(update.getMessage().getChatId()));
            } else if (update.hasCallbackQuery()) {
                press(update);
            }
        });
        try (var polling = new TelegramBotsLongPollingApplication()) {
            polling.registerBot(
                    SandboxWithClient.TOKEN, () -> it.telegramUrl, new DefaultGetUpdatesGenerator(List.of()), bot);
            it.sandbox.write(ANN, ANNS_CHAT, "/start us-china");
            await().untilAsserted(() -> assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(2));

            it.sandbox.press(ANN, ANNS_CHAT, 2, 1, 0);
            await().untilAsserted(() -> assertThat(it.events).hasSize(4));
        }
        assertThat(it.events.get(0))
                .isEqualTo(new SandboxEvent.Shown(new ShownMessage(
                        ANNS_CHAT,
                        1,
                        Optional.of(ANN),
                        Optional.empty(),
                        List.of(MessageBubblesTest.line("/start us-china")))));
        assertThat(it.events.get(1)).isInstanceOfSatisfying(SandboxEvent.Shown.class, shown -> {
            assertThat(shown.message().author()).isEmpty();
            assertThat(shown.message().rows())
                    .last()
                    .isEqualTo(new ClientRow.ButtonRow(
                            List.of(new ClientRow.ClientButton(1, "Sources", Optional.empty(), true))));
        });
        assertThat(it.events.get(2)).isEqualTo(new SandboxEvent.Toast(ANNS_CHAT, ANN, "Here they are"));
        assertThat(it.events.get(3))
                .isInstanceOfSatisfying(
                        SandboxEvent.Edited.class,
                        edited -> assertThat(edited.message().rows())
                                .containsExactly(MessageBubblesTest.line("20 sources")));
    }

    private static SendMessage menu(long chat) {
        SendMessage message = html(new SandboxPlace(chat, SandboxPlace.Kind.PRIVATE, ""), "<b>US vs China</b>");
        message.setReplyMarkup(keyboard(InlineKeyboardButton.builder()
                .text("Sources")
                .callbackData("1:s")
                .build()));
        return message;
    }

    private void press(Update update) {
        it.execute(AnswerCallbackQuery.builder()
                .callbackQueryId(update.getCallbackQuery().getId())
                .text("Here they are")
                .build());
        it.execute(EditMessageText.builder()
                .chatId(update.getCallbackQuery().getMessage().getChatId())
                .messageId(update.getCallbackQuery().getMessage().getMessageId())
                .text("20 sources")
                .build());
    }

    private static InlineKeyboardMarkup keyboard(InlineKeyboardButton... buttons) {
        return InlineKeyboardMarkup.builder()
                .keyboardRow(new InlineKeyboardRow(buttons))
                .build();
    }

    @Test
    void answersWithTheMessageAsItStandsInTheChat() {
        Message sent = it.execute(html(ANNS_CHAT, "😀 <b>bold</b>"));

        assertThat(sent.getMessageId()).isEqualTo(1);
        assertThat(sent.getDate()).isEqualTo((int) it.now.get().getEpochSecond());
        assertThat(sent.getChat().getType()).isEqualTo("private");
        assertThat(sent.getChat().getFirstName()).isEqualTo("Ann");
        assertThat(sent.getFrom().getUserName()).isEqualTo("digest_bot");
        assertThat(sent.getFrom().getIsBot()).isTrue();
        assertThat(sent.getText()).isEqualTo("😀 bold");
        assertThat(sent.getEntities()).singleElement().satisfies(entity -> {
            assertThat(entity.getType()).isEqualTo("bold");
            assertThat(entity.getOffset()).isEqualTo(3);
            assertThat(entity.getLength()).isEqualTo(4);
        });
        assertThat(it.sandbox.delivered()).isEqualTo(1);
    }

    @Test
    void editsTheKeyboardAloneAndDeletesTheMessage() {
        Message sent = it.execute(menu(ANNS_CHAT.id()));
        it.execute(EditMessageReplyMarkup.builder()
                .chatId(ANNS_CHAT.id())
                .messageId(sent.getMessageId())
                .build());
        assertThat(it.sandbox.screen(ANNS_CHAT).getFirst().rows()).hasSize(1);

        it.execute(DeleteMessage.builder()
                .chatId(ANNS_CHAT.id())
                .messageId(sent.getMessageId())
                .build());
        assertThat(it.sandbox.screen(ANNS_CHAT)).isEmpty();
        await().untilAsserted(() ->
                assertThat(it.events).last().isEqualTo(new SandboxEvent.Deleted(ANNS_CHAT, sent.getMessageId())));
    }

    @Test
    void theNextTextAnswersTheMessageThatAsksForAReply() {
        it.sandbox.write(ANN, ANNS_CHAT, "/search");
        SendMessage question = html(ANNS_CHAT, "Which words?");
        question.setReplyMarkup(ForceReplyKeyboard.builder()
                .forceReply(true)
                .inputFieldPlaceholder("Words")
                .build());
        int asked = it.execute(question).getMessageId();
        it.sandbox.write(ANN, ANNS_CHAT, "steel");
        it.sandbox.write(ANN, ANNS_CHAT, "and more");
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        assertThat(updates.path(1)
                        .path("message")
                        .path("reply_to_message")
                        .path("message_id")
                        .asInt())
                .isEqualTo(asked);
        assertThat(updates.path(2).path("message").has("reply_to_message")).isFalse();
    }

    @Test
    void theHintInTheFieldForAReplyIsShort() {
        it.sandbox.write(ANN, ANNS_CHAT, "/search");
        String question = """
                {"chat_id": %d, "text": "Which words?", "reply_markup": {"force_reply": true, \
                "input_field_placeholder": "%s"}}""".formatted(ANNS_CHAT.id(), "x".repeat(65));
        assertThat(it.call("sendMessage", question).path("description").asText())
                .contains("placeholder is too long");
    }

    @Test
    void aButtonHasOneOfThreeColours() {
        it.sandbox.write(ANN, ANNS_CHAT, "/forget");
        String message = """
                {"chat_id": %d, "text": "Sure?", "reply_markup": {"inline_keyboard": [[\
                {"text": "Yes", "callback_data": "yes", "style": "%s"}]]}}""";
        assertThat(it.call("sendMessage", message.formatted(ANNS_CHAT.id(), "danger"))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(it.call("sendMessage", message.formatted(ANNS_CHAT.id(), "red"))
                        .path("ok")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aLinkThatStartsTheBotLeadsToThePrivateChat() {
        it.sandbox.join(BO, GROUP);
        SendMessage message = html(GROUP, "Your own view");
        message.setReplyMarkup(keyboard(
                InlineKeyboardButton.builder()
                        .text("Elsewhere")
                        .url("https://example.org/")
                        .build(),
                InlineKeyboardButton.builder()
                        .text("Open")
                        .url("https://t.me/digest_bot?start=d5_us")
                        .build()));
        it.execute(message);
        it.sandbox.press(BO, GROUP, 1, 1, 0);
        it.sandbox.press(BO, GROUP, 1, 2, 0);

        await().untilAsserted(() -> assertThat(it.events)
                .filteredOn(SandboxEvent.Opened.class::isInstance)
                .containsExactly(
                        new SandboxEvent.Opened(GROUP, BO, "https://example.org/"),
                        new SandboxEvent.Opened(GROUP, BO, "https://t.me/digest_bot?start=d5_us")));
        JsonNode update = it.call("getUpdates", "{}").path("result").path(0).path("message");
        assertThat(update.path("text").asText()).isEqualTo("/start d5_us");
        assertThat(update.path("chat").path("id").asLong()).isEqualTo(BO.id());
        assertThat(update.path("from").path("language_code").asText()).isEqualTo("zh-CN");
    }

    @Test
    void anAnsweredPressMayOpenThePrivateChatToo() {
        it.execute(menu(ANNS_CHAT.id()));
        it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0);
        JsonNode query = it.call("getUpdates", "{}").path("result").path(0).path("callback_query");
        assertThat(query.path("data").asText()).isEqualTo("1:s");
        assertThat(query.path("from").path("id").asLong()).isEqualTo(ANN.id());
        assertThat(query.path("message").path("message_id").asLong()).isEqualTo(1);

        it.execute(AnswerCallbackQuery.builder()
                .callbackQueryId(query.path("id").asText())
                .url("https://t.me/digest_bot?start=view")
                .build());
        assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(2);
    }

    @Test
    void tellsWhoWroteWhere() {
        it.sandbox.write(ANN, GROUP, "/today@digest_bot now");
        it.sandbox.writeAnonymously(GROUP, "/settings");
        it.sandbox.promote(CHANNEL, ANN);
        it.sandbox.write(ANN, CHANNEL, "/subscribe");
        it.sandbox.writeInThread(BO, GROUP, 9, "/help");
        JsonNode updates = it.call("getUpdates", "{}").path("result");

        JsonNode byAnn = updates.path(0).path("message");
        assertThat(byAnn.path("chat").path("type").asText()).isEqualTo("supergroup");
        assertThat(byAnn.path("chat").path("title").asText()).isEqualTo("Readers");
        assertThat(byAnn.path("entities").path(0).path("type").asText()).isEqualTo("bot_command");
        assertThat(byAnn.path("entities").path(0).path("length").asInt()).isEqualTo(17);

        JsonNode anonymous = updates.path(1).path("message");
        assertThat(anonymous.path("sender_chat").path("id").asLong()).isEqualTo(GROUP.id());
        assertThat(anonymous.path("from").path("id").asLong()).isEqualTo(1_087_968_824);

        JsonNode post = updates.path(2).path("channel_post");
        assertThat(post.path("sender_chat").path("id").asLong()).isEqualTo(CHANNEL.id());
        assertThat(post.has("from")).isFalse();

        JsonNode inThread = updates.path(3).path("message");
        assertThat(inThread.path("message_thread_id").asLong()).isEqualTo(9);
        assertThat(inThread.path("chat").path("is_forum").asBoolean()).isTrue();
    }

    @Test
    void tellsHowATextWasFormattedAndThatItWasChanged() {
        it.sandbox.writeFormatted(ANN, ANNS_CHAT, "/broadcast <b>now</b>");
        it.sandbox.rewrite(ANN, ANNS_CHAT, 1, "never");
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        assertThat(updates.path(0).path("message").path("entities").findValuesAsText("type"))
                .containsExactly("bot_command", "bold");
        JsonNode edited = updates.path(1).path("edited_message");
        assertThat(edited.path("text").asText()).isEqualTo("never");
        assertThat(edited.path("message_id").asLong()).isEqualTo(1);
        assertThat(edited.has("edit_date")).isTrue();
        assertThatThrownBy(() -> it.sandbox.rewrite(BO, GROUP, 7, "x")).hasMessageContaining("no message 7 of Bo");
    }

    @Test
    void tellsTheBotWhenItMayNotWriteAnyMore() {
        it.sandbox.muteBot(BO, GROUP);
        it.sandbox.muteBot(BO, CHANNEL);
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        JsonNode inGroup = updates.path(0).path("my_chat_member").path("new_chat_member");
        assertThat(inGroup.path("status").asText()).isEqualTo("restricted");
        assertThat(inGroup.path("can_send_messages").asBoolean(true)).isFalse();
        JsonNode inChannel = updates.path(1).path("my_chat_member").path("new_chat_member");
        assertThat(inChannel.path("status").asText()).isEqualTo("administrator");
        assertThat(inChannel.path("can_post_messages").asBoolean(true)).isFalse();
        assertThat(it.refused(html(GROUP, "x")).getApiResponse())
                .isEqualTo("Bad Request: not enough rights to send text messages to the chat");
        assertThat(it.refused(html(CHANNEL, "x")).getApiResponse())
                .isEqualTo("Bad Request: need administrator rights in the channel chat");
        it.sandbox.unmuteBot(BO, GROUP);
        assertThat(it.execute(html(GROUP, "x")).getText()).isEqualTo("x");
    }

    @Test
    void tellsTheBotWhenItIsBlockedAddedOrRemoved() {
        it.sandbox.block(ANN);
        it.sandbox.unblock(ANN);
        it.sandbox.addBot(BO, GROUP);
        it.sandbox.removeBot(BO, GROUP);
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        assertThat(updates.findValuesAsText("status"))
                .containsExactly("member", "kicked", "kicked", "member", "kicked", "member", "member", "kicked");
        assertThat(updates.path(2)
                        .path("my_chat_member")
                        .path("from")
                        .path("id")
                        .asLong())
                .isEqualTo(BO.id());
    }

    @Test
    void writingToABlockedBotUnblocksIt() {
        it.sandbox.block(ANN);
        it.sandbox.write(ANN, ANNS_CHAT, "/start");
        assertThat(it.execute(html(ANNS_CHAT, "Welcome back")).getMessageId()).isEqualTo(2);
    }

    @Test
    void aListenerMayActOnTheSandbox() {
        it.sandbox.listen(event -> {
            if (event instanceof SandboxEvent.Shown shown
                    && shown.message().author().isEmpty()) {
                it.sandbox.write(
                        ANN, shown.message().place(), "seen " + shown.message().id());
            }
        });
        it.execute(html(ANNS_CHAT, "hello"));
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
        it.execute(html(ANNS_CHAT, "no buttons"));
        assertThatThrownBy(() -> it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0)).hasMessageContaining("0 buttons");
    }
}
