package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.SandboxWithClient.ANN;
import static digestbot.sandbox.telegram.SandboxWithClient.BO;
import static digestbot.sandbox.telegram.SandboxWithClient.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may send a message to one member of a group alone, when, and what is refused.
class EphemeralRulesTest {

    private static final String OLD_QUERY = "query is too old and response timeout expired or query ID is invalid";

    private final SandboxWithClient it = new SandboxWithClient();

    @BeforeEach
    void begin() {
        it.sandbox.join(ANN, GROUP);
        it.sandbox.join(BO, GROUP);
        String keyboard = "{\"inline_keyboard\":[[{\"text\":\"Look\",\"callback_data\":\"x\"}]]}";
        it.call(
                "sendMessage",
                "{\"chat_id\":%d,\"text\":\"shared\",\"reply_markup\":%s}".formatted(GROUP.id(), keyboard));
    }

    @AfterEach
    void close() {
        it.close();
    }

    /// `QUERY` stands for Ann's press of the group's message, `COMMAND` for her command that nobody
    /// else sees.
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
            it.sandbox.promoteBot(ANN, GROUP);
        }
        it.sandbox.addBot(ANN, SandboxWithClient.CHANNEL);
        String query = press(shared());
        String command = command();
        it.now.updateAndGet(now -> now.plus(Duration.ofSeconds(seconds)));
        long chat = switch (place) {
            case "PRIVATE" -> SandboxWithClient.ANNS_CHAT.id();
            case "CHANNEL" -> SandboxWithClient.CHANNEL.id();
            default -> GROUP.id();
        };
        JsonNode answer = send(chat, parameters.replace("QUERY", query).replace("COMMAND", command));
        assertThat(answer.path("description").asText(""))
                .isEqualTo(error == null ? "" : "Bad Request: " + error.replace("OLD", OLD_QUERY));
        assertThat(it.sandbox.screen(GROUP)).hasSize(1);
        if (error == null) {
            assertThat(answer.path("result").path("message_id").asInt()).isZero();
            assertThat(answer.path("result").path("receiver_user").path("id").asLong())
                    .isEqualTo(ANN.id());
            assertThat(it.sandbox.ephemeral(ANN, GROUP).getLast().id())
                    .isEqualTo(
                            answer.path("result").path("ephemeral_message_id").asLong());
            assertThat(it.sandbox.ephemeral(BO, GROUP)).isEmpty();
        }
    }

    @Test
    void isNoAnswerOnceThePressIsAnswered() {
        String query = press(shared());
        it.call("answerCallbackQuery", "{\"callback_query_id\":\"%s\"}".formatted(query));
        assertThat(send(GROUP.id(), "{\"receiver_user_id\":11,\"callback_query_id\":\"%s\"}".formatted(query))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: " + OLD_QUERY);
    }

    @Test
    void cannotReplaceAMessageThatOneMemberSees() {
        it.sandbox.promoteBot(ANN, GROUP);
        String keyboard = "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Look\",\"callback_data\":\"x\"}]]}";
        send(GROUP.id(), "{\"receiver_user_id\":11,%s}".formatted(keyboard));
        String query = press(it.sandbox.ephemeral(ANN, GROUP).getFirst());
        String replacing =
                "{\"ephemeral_message_parameters\":{\"receiver_user_id\":11,\"callback_query_id\":\"%s\",\"replace_callback_query_message\":true}}"
                        .formatted(query);
        assertThat(send(GROUP.id(), replacing).path("description").asText())
                .isEqualTo("Bad Request: MESSAGE_ID_INVALID");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            editEphemeralMessageText | {"receiver_user_id":11,"ephemeral_message_id":ID,"text":"new"}   | -
            editEphemeralMessageText | {"receiver_user_id":12,"ephemeral_message_id":ID,"text":"new"}   | message to edit not found
            editEphemeralMessageText | {"receiver_user_id":11,"ephemeral_message_id":1,"text":"new"}    | message to edit not found
            editMessageText          | {"message_id":ID,"text":"new"}                                   | message to edit not found
            editEphemeralMessageReplyMarkup | {"receiver_user_id":11,"ephemeral_message_id":ID,"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"a"}]]}} | -
            deleteEphemeralMessage   | {"receiver_user_id":11,"ephemeral_message_id":ID}                | -
            deleteEphemeralMessage   | {"receiver_user_id":12,"ephemeral_message_id":ID}                | message to delete not found
            deleteMessage            | {"message_id":ID}                                                | message to delete not found
            """)
    void changesAMessageOfTheMemberByItsOwnId(String method, String parameters, String error) {
        it.sandbox.promoteBot(ANN, GROUP);
        JsonNode sent = send(GROUP.id(), "{\"receiver_user_id\":11}");
        String id = sent.path("result").path("ephemeral_message_id").asText();
        JsonNode answer = it.call(method, inChat(GROUP.id(), parameters.replace("ID", id)));
        assertThat(answer.path("description").asText("")).isEqualTo(error == null ? "" : "Bad Request: " + error);
        assertThat(answer.path("result").asBoolean()).isEqualTo(error == null);
    }

    @Test
    void showsItToAllWhereTheServerDoesNotKnowTheParameters() {
        it.sandbox.version(BotApiVersion.V10_1);
        assertThat(send(GROUP.id(), "{\"receiver_user_id\":11}").path("result").has("ephemeral_message_id"))
                .isFalse();
        assertThat(it.sandbox.screen(GROUP)).hasSize(2);
        assertThat(it.call("deleteEphemeralMessage", inChat(GROUP.id(), "{\"receiver_user_id\":11}"))
                        .path("error_code")
                        .asInt())
                .isEqualTo(404);
    }

    private ShownMessage shared() {
        return it.sandbox.screen(GROUP).getFirst();
    }

    /// Ann presses, and the bot receives the query with this id.
    private String press(ShownMessage message) {
        it.sandbox.press(ANN, GROUP, message.id(), 1, 0);
        return update("callback_query").path("id").asText();
    }

    private String command() {
        String list = "{\"commands\":[{\"command\":\"why\",\"description\":\"Why\",\"is_ephemeral\":true}]}";
        it.call("setMyCommands", list);
        it.sandbox.choose(ANN, GROUP, "/why");
        assertThat(it.events)
                .noneMatch(event -> event instanceof SandboxEvent.Shown(ShownMessage message)
                        && message.author().isPresent()
                        && message.onlyFor().isEmpty());
        return update("message").path("ephemeral_message_id").asText();
    }

    private JsonNode update(String type) {
        JsonNode updates = it.call("getUpdates", "{}").path("result");
        return StreamSupport.stream(updates.spliterator(), false)
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
