package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.RawBot.ANN;
import static digestbot.sandbox.telegram.RawBot.ANNS_CHAT;
import static digestbot.sandbox.telegram.RawBot.BASIC_GROUP;
import static digestbot.sandbox.telegram.RawBot.BO;
import static digestbot.sandbox.telegram.RawBot.CHANNEL;
import static digestbot.sandbox.telegram.RawBot.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server's refusals, in its words. How the adapter takes them is the contract of messengers.
class RefusalsTest {

    private static final String TOO_OLD =
            "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

    @RegisterExtension
    final RawBot it = new RawBot();

    private String edit(int message, String text) {
        return RawBot.error(it.call(
                "editMessageText",
                Map.of("chat_id", ANNS_CHAT.id(), "message_id", message, "text", text, "parse_mode", "HTML")));
    }

    @Test
    void countsTextInUtf16UnitsAfterItsHtmlIsRead() {
        assertThat(it.refusal(ANNS_CHAT, "text <script>x</script>"))
                .isEqualTo("400 Bad Request: can't parse entities: Unsupported start tag \"script\"");
        assertThat(it.send(ANNS_CHAT, "<b>" + "😀".repeat(2048) + "</b>")
                        .path("text")
                        .asText())
                .hasSize(4096);
        it.send(ANNS_CHAT, "&lt;".repeat(4096));
        String tooLong = "400 Bad Request: message is too long";
        assertThat(it.refusal(ANNS_CHAT, "😀".repeat(2048) + "x")).isEqualTo(tooLong);
        assertThat(it.refusal(ANNS_CHAT, "&#128512;".repeat(3640) + "12345678")).isEqualTo(tooLong);
        assertThat(it.refusal(ANNS_CHAT, "&#128512;".repeat(3640) + "123456789"))
                .isEqualTo("400 Bad Request: text is too long");
        it.assertError("sendMessage", Map.of("chat_id", 11), "400 Bad Request: message text is empty");
        assertThat(Stream.of("  \n ", "\u200b", "<b></b>", "<b> </b>").map(text -> it.refusal(ANNS_CHAT, text)))
                .containsOnly("400 Bad Request: text must be non-empty");
        assertThat(it.sandbox.delivered()).isEqualTo(2);
        String message = "{\"chat_id\":11,\"text\":\"*a*\",\"parse_mode\":\"%s\"}";
        assertThat(RawBot.error(it.call("sendMessage", message.formatted("MarkdownV2"))))
                .contains("reads HTML only");
        it.assertError("sendMessage", message.formatted("BBCode"), "400 Bad Request: unsupported parse_mode");
    }

    @Test
    void checksButtons() {
        String cannot = "can't parse inline keyboard button: ";
        assertButton("{'text':'a'}", cannot + "Text buttons are unallowed in the inline keyboard");
        assertButton("{'callback_data':'a'}", cannot + "Can't find field \"text\"");
        assertButton("{'text':' ','callback_data':'a'}", "inline keyboard button text must be non-empty");
        assertButton(
                "{'text':'a','callback_data':'a','url':'https://e.org'}",
                cannot + "Exactly one of the optional fields must be used, not url and callback_data");
        assertButton("{'text':'a','url':'javascript:1'}", "BUTTON_URL_INVALID");
        assertButton("{'text':'a','url':'https://localhost/'}", "BUTTON_URL_INVALID");
        assertButton("{'text':'a','copy_text':{'text':''}}", "BUTTON_COPY_TEXT_INVALID");
        assertThat(buttons("{'text':'a','callback_data':'a','style':'danger'}")).isEmpty();
        assertThat(buttons("{'text':'a','callback_data':'a','style':'red'}")).isNotEmpty();
        String row = "{'text':'a','callback_data':'%s'}";
        assertThat(buttons(row.formatted("é".repeat(32)))).isEmpty();
        assertButton(row.formatted("é".repeat(32) + "x"), "BUTTON_DATA_INVALID");
        assertThat(buttons(Collections.nCopies(100, row).toArray(String[]::new)))
                .isEmpty();
        assertThat(buttons(Collections.nCopies(101, row).toArray(String[]::new)))
                .isEqualTo("400 Bad Request: reply markup is too long");
    }

    private void assertButton(String button, String error) {
        assertThat(buttons(button)).as(button).isEqualTo("400 Bad Request: " + error);
    }

    private String buttons(String... buttons) {
        return RawBot.error(it.call(
                "sendMessage",
                "{\"chat_id\":11,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[["
                        + String.join("],[", buttons).replace('\'', '"') + "]]}}"));
    }

    @Test
    void refusesEditsThatChangeNothingOrFindNothing() {
        it.send(ANNS_CHAT, "<b>a</b>");
        it.sandbox.write(ANN, ANNS_CHAT, "hello");
        assertThat(edit(99, "b")).isEqualTo("400 Bad Request: message to edit not found");
        assertThat(edit(2, "b")).isEqualTo("400 Bad Request: message can't be edited");
        assertThat(edit(1, " <b>a</b> "))
                .isEqualTo("400 Bad Request: message is not modified: specified new message content and reply markup "
                        + "are exactly the same as a current content and reply markup of the message");
        assertThat(edit(1, "a")).isEmpty();
    }

    @Test
    void knowsMessagesThatAreNoLongerKeptWhole() {
        for (int i = 1; i <= SandboxChat.ChatHistory.KEPT_PER_CHAT + 1; i++) {
            it.send(ANNS_CHAT, "number " + i);
        }
        assertThat(it.sandbox.screen(ANNS_CHAT)).hasSize(SandboxChat.ChatHistory.KEPT_PER_CHAT);
        assertThat(edit(1, "number 1")).contains("message is not modified");
        assertThat(edit(1, "one")).isEmpty();
        assertThat(edit(1, "one")).contains("message is not modified");
    }

    @Test
    void knowsOnlyChatsAndThreadsThatSomebodyOpened() {
        SandboxPlace bos = new SandboxPlace(12, SandboxPlace.Kind.PRIVATE, "");
        assertThat(it.refusal(bos, "x")).isEqualTo("400 Bad Request: chat not found");
        it.sandbox.join(BO, GROUP);
        assertThat(it.refusal(bos, "x")).isEqualTo("403 Forbidden: bot can't initiate conversation with a user");
        it.sandbox.writeInThread(ANN, GROUP, 9, "/here");
        String message = "{\"chat_id\":%d,\"text\":\"x\",\"message_thread_id\":%d}";
        it.assertError("sendMessage", message.formatted(GROUP.id(), 9), "");
        it.assertError("sendMessage", message.formatted(GROUP.id(), 10), "400 Bad Request: message thread not found");
    }

    @Test
    void answersAsTheFaultOfThePlaceSays() {
        assertFault(ANNS_CHAT, new SandboxFault.Blocked(), "403 Forbidden: bot was blocked by the user");
        assertFault(ANNS_CHAT, new SandboxFault.Gone(), "400 Bad Request: chat not found");
        assertFault(GROUP, new SandboxFault.Removed(), "403 Forbidden: bot was kicked from the supergroup chat");
        assertFault(BASIC_GROUP, new SandboxFault.Removed(), "403 Forbidden: bot was kicked from the group chat");
        assertFault(CHANNEL, new SandboxFault.Removed(), "403 Forbidden: bot is not a member of the channel chat");
        it.sandbox.fault(CHANNEL, new SandboxFault.None());
        it.send(CHANNEL, "x");
        it.sandbox.fault(CHANNEL, new SandboxFault.Refused(1));
        assertThat(it.refusal(CHANNEL, "x")).startsWith("400 Bad Request: can't parse entities: ");
        it.send(CHANNEL, "x");
        it.sandbox.fault(ANNS_CHAT, new SandboxFault.ServerError(1, 502));
        assertThat(it.call("sendMessage", RawBot.message(ANNS_CHAT, "x")).asText())
                .contains("<html>");
    }

    private void assertFault(SandboxPlace place, SandboxFault fault, String error) {
        it.sandbox.fault(place, fault);
        assertThat(it.refusal(place, "x")).isEqualTo(error);
    }

    @Test
    void answersToPressesMustComeInTimeAndBeShort() {
        it.call("sendMessage", "{\"chat_id\":11,\"text\":\"x\",\"reply_markup\":" + RawBot.KEYBOARD + "}");
        it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0);
        String id = it.updates().at("/0/callback_query/id").asText();
        assertThat(answer(id, "x".repeat(201), "")).isEqualTo("400 Bad Request: MESSAGE_TOO_LONG");
        assertThat(answer(id, "x".repeat(200), "")).isEmpty();
        assertThat(answer(id, "", "https://example.org/")).isEqualTo("400 Bad Request: URL_INVALID");
        it.pass(Duration.ofMinutes(2));
        assertThat(answer(id, "x", "")).isEqualTo(TOO_OLD);
        assertThat(answer("123", "x", "")).isEqualTo(TOO_OLD);
    }

    private String answer(String id, String text, String url) {
        return RawBot.error(it.call("answerCallbackQuery", Map.of("callback_query_id", id, "text", text, "url", url)));
    }

    @Test
    void deletesWithinTwoDaysOnly() {
        it.send(ANNS_CHAT, "x");
        it.assertError(
                "deleteMessage",
                Map.of("chat_id", 11, "message_id", 7),
                "400 Bad Request: message to delete not found");
        it.pass(Duration.ofDays(2));
        it.assertError(
                "deleteMessage", Map.of("chat_id", 11, "message_id", 1), "400 Bad Request: message can't be deleted");
    }
}
