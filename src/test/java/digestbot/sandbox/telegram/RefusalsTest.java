package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.SandboxWithClient.ANN;
import static digestbot.sandbox.telegram.SandboxWithClient.ANNS_CHAT;
import static digestbot.sandbox.telegram.SandboxWithClient.BASIC_GROUP;
import static digestbot.sandbox.telegram.SandboxWithClient.BO;
import static digestbot.sandbox.telegram.SandboxWithClient.CHANNEL;
import static digestbot.sandbox.telegram.SandboxWithClient.GROUP;
import static digestbot.sandbox.telegram.SandboxWithClient.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class RefusalsTest {
    private final SandboxWithClient it = new SandboxWithClient();

    @AfterEach
    void close() {
        it.close();
    }

    private static EditMessageText edit(SandboxPlace place, int message, String text) {
        return EditMessageText.builder()
                .chatId(place.id())
                .messageId(message)
                .text(text)
                .build();
    }

    @Test
    void namesTheErrorInTheMarkup() {
        TelegramApiRequestException refused = it.refused(html(ANNS_CHAT, "text <script>x</script>"));
        assertThat(refused.getErrorCode()).isEqualTo(400);
        assertThat(refused.getApiResponse())
                .isEqualTo("Bad Request: can't parse entities: Unsupported start tag \"script\" at byte offset 5");
        assertThat(it.sandbox.delivered()).isZero();
    }

    @Test
    void countsTextInUtf16UnitsAfterTheMarkupIsRead() {
        assertThat(it.execute(html(ANNS_CHAT, "<b>" + "😀".repeat(2048) + "</b>"))
                        .getText())
                .hasSize(4096);
        assertThat(it.execute(html(ANNS_CHAT, "&lt;".repeat(4096))).getText()).hasSize(4096);
        assertThat(it.refused(html(ANNS_CHAT, "😀".repeat(2048) + "x")).getApiResponse())
                .isEqualTo("Bad Request: message is too long");
        assertThat(it.refused(html(ANNS_CHAT, "&#128512;".repeat(3640) + "12345678"))
                        .getApiResponse())
                .isEqualTo("Bad Request: message is too long");
        assertThat(it.refused(html(ANNS_CHAT, "&#128512;".repeat(3640) + "123456789"))
                        .getApiResponse())
                .isEqualTo("Bad Request: text is too long");
    }

    @Test
    void refusesTextsOfNothing() {
        assertThat(it.call("sendMessage", "{\"chat_id\":11}")
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: message text is empty");
        for (String nothing : new String[] {"  \n ", "\u200b", "<b></b>", "<b> </b>"}) {
            assertThat(it.refused(html(ANNS_CHAT, nothing)).getApiResponse())
                    .isEqualTo("Bad Request: text must be non-empty");
        }
    }

    @Test
    void readsNoOtherMarkupThanHtml() {
        SendMessage markdown = html(ANNS_CHAT, "*a*");
        markdown.setParseMode("MarkdownV2");
        assertThat(it.refused(markdown).getApiResponse()).contains("reads HTML only");
        markdown.setParseMode("BBCode");
        assertThat(it.refused(markdown).getApiResponse()).isEqualTo("Bad Request: unsupported parse_mode");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":"a"}                                  | can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard
            {"callback_data":"a"}                         | can't parse inline keyboard button: Can't find field "text"
            {"text":" ","callback_data":"a"}              | inline keyboard button text must be non-empty
            {"text":"a","callback_data":"a","url":"https://e.org"} | can't parse inline keyboard button: Exactly one of the optional fields must be used, not url and callback_data
            {"text":"a","url":"javascript:1"}             | BUTTON_URL_INVALID
            {"text":"a","url":"https://localhost/"}       | BUTTON_URL_INVALID
            {"text":"a","copy_text":{"text":""}}          | BUTTON_COPY_TEXT_INVALID
            """)
    void checksButtons(String button, String error) {
        JsonNode answer = it.call(
                "sendMessage",
                "{\"chat_id\":11,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[" + button + "]]}}");
        assertThat(answer.path("description").asText()).isEqualTo("Bad Request: " + error);
    }

    @Test
    void checksButtonsAtTheEdgesOfTheirLimits() {
        assertThat(keyboard(1, "é".repeat(32))).isEmpty();
        assertThat(keyboard(1, "é".repeat(32) + "x")).isEqualTo("Bad Request: BUTTON_DATA_INVALID");
        assertThat(keyboard(100, "x")).isEmpty();
        assertThat(keyboard(101, "x")).isEqualTo("Bad Request: reply markup is too long");
    }

    private String keyboard(int buttons, String data) {
        String row = "[{\"text\":\"a\",\"callback_data\":\"" + data + "\"}]";
        String rows =
                String.join(",", IntStream.range(0, buttons).mapToObj(_ -> row).toList());
        return it.call(
                        "sendMessage",
                        "{\"chat_id\":11,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[" + rows + "]}}")
                .path("description")
                .asText();
    }

    @Test
    void refusesEditsThatChangeNothingOrFindNothing() {
        Message sent = it.execute(html(ANNS_CHAT, "<b>a</b>"));
        it.sandbox.write(ANN, ANNS_CHAT, "hello");
        assertThat(it.refused(edit(ANNS_CHAT, 99, "b")).getApiResponse())
                .isEqualTo("Bad Request: message to edit not found");
        assertThat(it.refused(edit(ANNS_CHAT, 2, "b")).getApiResponse())
                .isEqualTo("Bad Request: message can't be edited");
        EditMessageText same = edit(ANNS_CHAT, sent.getMessageId(), " <b>a</b> ");
        same.setParseMode("HTML");
        assertThat(it.refused(same).getApiResponse())
                .isEqualTo("Bad Request: message is not modified: specified new message content and reply markup are "
                        + "exactly the same as a current content and reply markup of the message");
        it.execute(edit(ANNS_CHAT, sent.getMessageId(), "a"));
    }

    @Test
    void knowsMessagesThatAreNoLongerKeptWhole() {
        for (int i = 1; i <= ChatHistory.KEPT_PER_CHAT + 1; i++) {
            it.execute(html(ANNS_CHAT, "number " + i));
        }
        assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(ChatHistory.KEPT_PER_CHAT);
        assertThat(it.refused(edit(ANNS_CHAT, 1, "number 1")).getApiResponse()).contains("message is not modified");
        it.execute(edit(ANNS_CHAT, 1, "one"));
        assertThat(it.refused(edit(ANNS_CHAT, 1, "one")).getApiResponse()).contains("message is not modified");
    }

    @Test
    void knowsOnlyChatsThatSomebodyOpened() {
        assertThat(it.refused(html(new SandboxPlace(12, SandboxPlace.Kind.PRIVATE, ""), "x"))
                        .getApiResponse())
                .isEqualTo("Bad Request: chat not found");
        it.sandbox.join(BO, GROUP);
        TelegramApiRequestException unopened =
                it.refused(html(new SandboxPlace(12, SandboxPlace.Kind.PRIVATE, ""), "x"));
        assertThat(unopened.getErrorCode()).isEqualTo(403);
        assertThat(unopened.getApiResponse()).isEqualTo("Forbidden: bot can't initiate conversation with a user");
    }

    @Test
    void refusesThreadsThatAForumDoesNotHave() {
        it.sandbox.writeInThread(ANN, GROUP, 9, "/here");
        SendMessage message = html(GROUP, "x");
        message.setMessageThreadId(9);
        assertThat(it.execute(message).getMessageThreadId()).isEqualTo(9);
        message.setMessageThreadId(10);
        assertThat(it.refused(message).getApiResponse()).isEqualTo("Bad Request: message thread not found");
    }

    @Test
    void answersAsTheFaultOfThePlaceSays() {
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.Blocked());
        assertRefused(ANNS_CHAT, 403, "Forbidden: bot was blocked by the user");
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.Gone());
        assertRefused(ANNS_CHAT, 400, "Bad Request: chat not found");
        it.sandbox.fault(GROUP, new SandboxFault.Removed());
        assertRefused(GROUP, 403, "Forbidden: bot was kicked from the supergroup chat");
        it.sandbox.fault(BASIC_GROUP, new SandboxFault.Removed());
        assertRefused(BASIC_GROUP, 403, "Forbidden: bot was kicked from the group chat");
        it.sandbox.fault(CHANNEL, new SandboxFault.Removed());
        assertRefused(CHANNEL, 403, "Forbidden: bot is not a member of the channel chat");
        it.sandbox.fault(CHANNEL, new SandboxFault.None());
        assertThat(it.execute(html(CHANNEL, "x")).getMessageId()).isEqualTo(1);
        it.sandbox.fault(CHANNEL, new SandboxFault.Refused(1));
        assertThat(it.refused(html(CHANNEL, "x")).getApiResponse()).startsWith("Bad Request: can't parse entities: ");
        assertThat(it.execute(html(CHANNEL, "x")).getMessageId()).isEqualTo(2);
    }

    private void assertRefused(SandboxPlace place, int code, String text) {
        TelegramApiRequestException refused = it.refused(html(place, "x"));
        assertThat(refused.getErrorCode()).isEqualTo(code);
        assertThat(refused.getApiResponse()).isEqualTo(text);
    }

    @Test
    void tellsWhereAnUpgradedGroupWentAndTakesMessagesThere() {
        it.sandbox.join(ANN, BASIC_GROUP);
        it.sandbox.fault(BASIC_GROUP, new SandboxFault.Migrated(GROUP.id()));
        TelegramApiRequestException refused = it.refused(html(BASIC_GROUP, "x"));
        assertThat(refused.getErrorCode()).isEqualTo(400);
        assertThat(refused.getApiResponse()).isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
        assertThat(refused.getParameters().getMigrateToChatId()).isEqualTo(GROUP.id());
        assertThat(it.execute(html(GROUP, "x")).getChat().getTitle()).isEqualTo(BASIC_GROUP.title());
    }

    @Test
    void anUpgradeMayBeAnnouncedInBothChats() {
        SandboxPlace now = it.sandbox.migrate(BASIC_GROUP, GROUP.id());
        assertThat(now).isEqualTo(new SandboxPlace(GROUP.id(), SandboxPlace.Kind.GROUP, BASIC_GROUP.title()));
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        assertThat(updates.path(0).path("message").path("migrate_to_chat_id").asLong())
                .isEqualTo(GROUP.id());
        assertThat(updates.path(1).path("message").path("migrate_from_chat_id").asLong())
                .isEqualTo(BASIC_GROUP.id());
    }

    @Test
    void tellsHowLongToWaitAsOftenAsAsked() {
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.Throttled(2, Duration.ofSeconds(7)));
        for (int i = 0; i < 2; i++) {
            TelegramApiRequestException refused = it.refused(html(ANNS_CHAT, "x"));
            assertThat(refused.getErrorCode()).isEqualTo(429);
            assertThat(refused.getApiResponse()).isEqualTo("Too Many Requests: retry after 7");
            assertThat(refused.getParameters().getRetryAfter()).isEqualTo(7);
        }
        it.execute(html(ANNS_CHAT, "x"));
        assertThat(it.sandbox.throttled()).isEqualTo(2);
    }

    @Test
    void enforcesLimitsWhenAskedTo() {
        it.sandbox.enforceLimits(100, 1, 20);
        it.execute(html(ANNS_CHAT, "x"));
        assertThat(it.refused(html(ANNS_CHAT, "y")).getParameters().getRetryAfter())
                .isEqualTo(1);
        assertThat(it.sandbox.throttled()).isEqualTo(1);
    }

    @Test
    void somethingInFrontOfTheServerAnswersWithAPage() {
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.ServerError(1, 502));
        assertThat(it.refused(html(ANNS_CHAT, "x")).getErrorCode()).isZero();
        assertThat(it.execute(html(ANNS_CHAT, "x")).getMessageId()).isEqualTo(1);
    }

    @Test
    void cutsTheConnectionAfterTheMessageArrived() {
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.CutAfterDelivery(1));
        assertThatThrownBy(() -> it.client.execute(html(ANNS_CHAT, "x")))
                .isInstanceOf(TelegramApiException.class)
                .isNotInstanceOf(TelegramApiRequestException.class);
        assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(1);
        assertThat(it.execute(html(ANNS_CHAT, "y")).getMessageId()).isEqualTo(2);
    }

    @Test
    void answersToPressesMustComeInTimeAndBeShort() {
        it.call(
                "sendMessage",
                "{\"chat_id\":11,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\"}]]}}");
        it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0);
        String id = it.call("getUpdates", "{}")
                .findValue("callback_query")
                .path("id")
                .asText();
        assertThat(it.refused(answer(id, "x".repeat(201))).getApiResponse()).isEqualTo("Bad Request: MESSAGE_TOO_LONG");
        it.execute(answer(id, "x".repeat(200)));
        AnswerCallbackQuery elsewhere = answer(id, "");
        elsewhere.setUrl("https://example.org/");
        assertThat(it.refused(elsewhere).getApiResponse()).isEqualTo("Bad Request: URL_INVALID");

        it.now.set(it.now.get().plus(Duration.ofMinutes(2)));
        String tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        assertThat(it.refused(answer(id, "x")).getApiResponse()).isEqualTo(tooOld);
        assertThat(it.refused(answer("123", "x")).getApiResponse()).isEqualTo(tooOld);
    }

    private static AnswerCallbackQuery answer(String id, String text) {
        return AnswerCallbackQuery.builder().callbackQueryId(id).text(text).build();
    }

    @Test
    void deletesWithinTwoDaysOnly() {
        it.execute(html(ANNS_CHAT, "x"));
        assertThat(it.call("deleteMessage", "{\"chat_id\":11,\"message_id\":7}")
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: message to delete not found");
        it.now.set(it.now.get().plus(Duration.ofDays(2)));
        assertThat(it.call("deleteMessage", "{\"chat_id\":11,\"message_id\":1}")
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: message can't be deleted");
    }
}
