package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.RawBot.ANN;
import static digestbot.sandbox.telegram.RawBot.ANNS_CHAT;
import static digestbot.sandbox.telegram.RawBot.BO;
import static digestbot.sandbox.telegram.RawBot.CHANNEL;
import static digestbot.sandbox.telegram.RawBot.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EphemeralRulesTest {

    private static final String OLD_QUERY = "query is too old and response timeout expired or query ID is invalid";

    @RegisterExtension
    final RawBot it = new RawBot();

    @BeforeEach
    void begin() {
        it.sandbox.join(ANN, GROUP);
        it.sandbox.join(BO, GROUP);
        it.call("sendMessage", inChat(GROUP.id(), "{\"text\":\"shared\",\"reply_markup\":" + RawBot.KEYBOARD + "}"));
    }

    /// `QUERY` stands for Ann's press of the group's message, `COMMAND` for her ephemeral command.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        member | GROUP   | {"receiver_user_id":11}                                  | 0  | BOT_NOT_ADMIN
        admin  | GROUP   | {"receiver_user_id":11}                                  | 0  | -
        admin  | GROUP   | {"receiver_user_id":99}                                  | 0  | USER_NOT_PARTICIPANT
        member | PRIVATE | {"receiver_user_id":11}                                  | 0  | BOT_NOT_ADMIN
        member | CHANNEL | {"receiver_user_id":11}                                  | 0  | BOT_NOT_ADMIN
        member | GROUP   | {"receiver_user_id":11,"callback_query_id":"QUERY"}      | 0  | -
        member | GROUP   | {"receiver_user_id":11,"callback_query_id":"QUERY"}      | 15 | -
        member | GROUP   | {"receiver_user_id":11,"callback_query_id":"QUERY"}      | 16 | OLD
        member | GROUP   | {"receiver_user_id":12,"callback_query_id":"QUERY"}      | 0  | OLD
        member | GROUP   | {"receiver_user_id":11,"callback_query_id":"1"}          | 0  | OLD
        member | GROUP   | {"receiver_user_id":11,"reply_parameters":{"ephemeral_message_id":COMMAND}} | 15 | -
        member | GROUP   | {"receiver_user_id":11,"reply_parameters":{"ephemeral_message_id":COMMAND}} | 16 | BOT_NOT_ADMIN
        member | GROUP   | {"receiver_user_id":12,"reply_parameters":{"ephemeral_message_id":COMMAND}} | 0  | BOT_NOT_ADMIN
        member | GROUP   | {"ephemeral_message_parameters":{"receiver_user_id":11}} | 0  | BOT_NOT_ADMIN
        member | GROUP   | {"ephemeral_message_parameters":{"receiver_user_id":11,"callback_query_id":"QUERY","replace_callback_query_message":true}} | 0 | -
        """)
    void permitsAnswersToOneMember(String bot, String place, String parameters, int seconds, String error) {
        if (bot.equals("admin")) {
            it.sandbox.promoteBot(ANN, GROUP, true);
        }
        it.sandbox.addBot(ANN, CHANNEL);
        String query = press(shared());
        String command = command();
        it.pass(Duration.ofSeconds(seconds));
        long chat = switch (place) {
            case "PRIVATE" -> ANNS_CHAT.id();
            case "CHANNEL" -> CHANNEL.id();
            default -> GROUP.id();
        };
        JsonNode answer = send(chat, parameters.replace("QUERY", query).replace("COMMAND", command));
        assertThat(answer.path("description").asText(""))
                .isEqualTo(error == null ? "" : "Bad Request: " + error.replace("OLD", OLD_QUERY));
        assertThat(it.sandbox.screen(GROUP)).hasSize(1);
        if (error == null) {
            assertThat(answer.at("/result/message_id").asInt()).isZero();
            assertThat(answer.at("/result/receiver_user/id").asLong()).isEqualTo(ANN.id());
            assertThat(it.sandbox.ephemeral(ANN, GROUP).getLast().id())
                    .isEqualTo(answer.at("/result/ephemeral_message_id").asLong());
            assertThat(it.sandbox.ephemeral(BO, GROUP)).isEmpty();
        }
    }

    @Test
    void isNoAnswerOnceThePressIsAnswered() {
        String query = press(shared());
        it.result("answerCallbackQuery", Map.of("callback_query_id", query));
        assertThat(RawBot.error(
                        send(GROUP.id(), "{\"receiver_user_id\":11,\"callback_query_id\":\"%s\"}".formatted(query))))
                .isEqualTo("400 Bad Request: " + OLD_QUERY);
    }

    @Test
    void cannotReplaceAMessageThatOneMemberSees() {
        it.sandbox.promoteBot(ANN, GROUP, true);
        send(GROUP.id(), "{\"receiver_user_id\":11,\"reply_markup\":" + RawBot.KEYBOARD + "}");
        String query = press(it.sandbox.ephemeral(ANN, GROUP).getFirst());
        String replacing =
                "{\"ephemeral_message_parameters\":{\"receiver_user_id\":11,\"callback_query_id\":\"%s\",\"replace_callback_query_message\":true}}"
                        .formatted(query);
        assertThat(RawBot.error(send(GROUP.id(), replacing))).isEqualTo("400 Bad Request: MESSAGE_ID_INVALID");
    }

    @Test
    void changesAMessageOfTheMemberByItsOwnId() {
        it.sandbox.promoteBot(ANN, GROUP, true);
        String id = send(GROUP.id(), "{\"receiver_user_id\":11}")
                .at("/result/ephemeral_message_id")
                .asText();
        String ann = "\"receiver_user_id\":11,\"ephemeral_message_id\":";
        String bo = "\"receiver_user_id\":12,\"ephemeral_message_id\":";
        String text = ",\"text\":\"new\"";
        String notEdited = "400 Bad Request: message to edit not found";
        String notDeleted = "400 Bad Request: message to delete not found";
        assertChange("editEphemeralMessageText", ann + id + text, "");
        assertChange("editEphemeralMessageText", bo + id + text, notEdited);
        assertChange("editEphemeralMessageText", ann + 1 + text, notEdited);
        assertChange("editMessageText", "\"message_id\":" + id + text, notEdited);
        assertChange("deleteEphemeralMessage", bo + id, notDeleted);
        assertChange("deleteMessage", "\"message_id\":" + id, notDeleted);
        assertChange("deleteEphemeralMessage", ann + id, "");
    }

    private void assertChange(String method, String parameters, String error) {
        assertThat(RawBot.error(it.call(method, inChat(GROUP.id(), "{" + parameters + "}"))))
                .as(method + " " + parameters)
                .isEqualTo(error);
    }

    private ShownMessage shared() {
        return it.sandbox.screen(GROUP).getFirst();
    }

    private String press(ShownMessage message) {
        it.sandbox.press(ANN, GROUP, message.id(), 1, 0);
        return update("callback_query").path("id").asText();
    }

    private String command() {
        String list = "{\"commands\":[{\"command\":\"missed\",\"description\":\"Missed\",\"is_ephemeral\":true}]}";
        it.call("setMyCommands", list);
        it.sandbox.choose(ANN, GROUP, "/missed");
        return update("message").path("ephemeral_message_id").asText();
    }

    private JsonNode update(String type) {
        return it.updates()
                .valueStream()
                .map(update -> update.path(type))
                .filter(content -> !content.isMissingNode())
                .reduce((_, newer) -> newer)
                .orElseThrow();
    }

    private JsonNode send(long chat, String parameters) {
        return it.call("sendMessage", inChat(chat, parameters.replaceFirst("\\{", "{\"text\":\"alone\",")));
    }

    private static String inChat(long chat, String parameters) {
        return parameters.replaceFirst("\\{", "{\"chat_id\":" + chat + ",");
    }
}
