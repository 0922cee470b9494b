package digestbot.sandbox.discord;

import static digestbot.sandbox.discord.RawBot.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Answers to interactions, right and wrong, as plain requests.
final class CallbackTest {

    private static final String REPLY = "{\"type\": 4, \"data\": {\"content\": \"hi\"}}";

    @RegisterExtension
    final RawBot bot = new RawBot();

    @BeforeEach
    void register() {
        bot.connect("""
                [{"name": "say", "description": "d", "options": [
                    {"type": 3, "name": "word", "description": "d", "autocomplete": true},
                    {"type": 3, "name": "topic", "description": "d"}]},
                 {"name": "guarded", "description": "d", "default_member_permissions": "32"},
                 {"name": "private", "description": "d", "contexts": [1]},
                 {"name": "my", "description": "d", "options": [
                    {"type": 1, "name": "zone", "description": "d", "options": [
                        {"type": 3, "name": "name", "description": "d", "required": true}]}]}]
                """);
    }

    @Test
    void isAnsweredOnceByWhatFitsIt() {
        JsonNode interaction = bot.command("/say hello");
        assertThat(bot.answer(interaction, "{\"type\": 7, \"data\": {\"content\": \"hi\"}}")
                        .error("/type"))
                .isEqualTo("INTERACTION_CALLBACK_TYPE_INVALID");
        assertThat(bot.answer(interaction, "{\"type\": 4, \"data\": {\"content\": \"%s\"}}".formatted("x".repeat(2001)))
                        .error("/data/content"))
                .isEqualTo("BASE_TYPE_MAX_LENGTH");
        bot.answer(interaction, REPLY).assertStatus(204);
        Http.Reply again = bot.answer(interaction, REPLY);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.code()).isEqualTo(40060);
        String id = interaction.path("id").asText();
        bot.http.post("interactions/" + id + "/other/callback", REPLY).assertCode(10062);
        String token = interaction.path("token").asText();
        bot.http.post("interactions/1/" + token + "/callback", REPLY).assertCode(10062);
    }

    @Test
    void dropsAnAnswerThatComesTooLate() {
        bot.sandbox.acknowledgeWithin(Duration.ofMillis(1));
        JsonNode interaction = bot.command("/say hello");
        await().untilAsserted(() ->
                assertThat(bot.answer(interaction, "{\"type\": 6}").code()).isEqualTo(10062));
        bot.answer(interaction, REPLY).assertCode(10062);
    }

    @Test
    void keepsTheTokenForFifteenMinutes() {
        JsonNode interaction = bot.command("/say hello");
        bot.http.get(bot.webhook(interaction) + "/messages/@original").assertCode(10015);
        bot.answer(interaction, "{\"type\": 5}");
        bot.pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(edit(interaction, "in time").status()).isEqualTo(200);
        bot.pass(Duration.ofSeconds(1));
        Http.Reply late = edit(interaction, "too late");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo(50027);
    }

    @Test
    void fillsADeferredReplyByTheFirstFollowUp() {
        JsonNode interaction = bot.command("/say hello");
        bot.answer(interaction, "{\"type\": 5, \"data\": {\"flags\": 64}}");
        Http.Reply first = bot.http.post(bot.webhook(interaction), "{\"content\": \"first\"}");
        Http.Reply second = bot.http.post(bot.webhook(interaction), "{\"content\": \"second\"}");
        assertThat(first.body().path("flags").asInt()).isEqualTo(64);
        assertThat(second.body().path("id")).isNotEqualTo(first.body().path("id"));
        assertThat(bot.http
                        .get(bot.webhook(interaction) + "/messages/@original")
                        .body()
                        .path("content")
                        .asText())
                .isEqualTo("first");
        String ephemeral = "channels/" + bot.news.id() + "/messages/"
                + first.body().path("id").asText();
        bot.http.get(ephemeral).assertCode(10008);
        bot.http
                .send("DELETE", bot.webhook(interaction) + "/messages/@original", "")
                .assertStatus(204);
        assertThat(bot.sandbox.screen(bot.news))
                .filteredOn(message -> message.author().isEmpty())
                .hasSize(1);
    }

    @Test
    void tellsOfTheMadeMessageIfAsked() {
        JsonNode interaction = bot.command("/say hello");
        Http.Reply reply = bot.http.post(RawBot.callback(interaction) + "?with_response=true", REPLY);
        assertThat(reply.status()).isEqualTo(200);
        JsonNode message = reply.body().at("/resource/message");
        assertThat(message.path("content").asText()).isEqualTo("hi");
        assertThat(reply.body().at("/interaction/response_message_id")).isEqualTo(message.path("id"));
    }

    @Test
    void limitsSuggestions() {
        assertThat(suggested(25, "x".repeat(100))).hasSize(25);
        assertThat(suggested(26, "x")).isEmpty();
        assertThat(suggested(1, "x".repeat(101))).isEmpty();
    }

    @Test
    void offersCommandsOnlyWhereAndToWhomTheyAreMeant() {
        assertThat(refusal(bot.news, "/guarded")).contains("not offered to Ada");
        bot.sandbox.promote(bot.news, ADA);
        assertThat(bot.command("/guarded").at("/data/name").asText()).isEqualTo("guarded");
        assertThat(refusal(bot.news, "/private")).contains("not offered here");
        bot.sandbox.write(ADA, bot.sandbox.directMessages(ADA), "/private");
        JsonNode interaction = bot.interaction();
        assertThat(interaction.path("context").asInt()).isEqualTo(1);
        assertThat(interaction.has("member")).isFalse();
    }

    @Test
    void nestsSubcommands() {
        JsonNode options = bot.command("/my zone name:Europe/Berlin").at("/data/options");
        assertThat(options.at("/0/name").asText()).isEqualTo("zone");
        assertThat(options.at("/0/options/0/value").asText()).isEqualTo("Europe/Berlin");
        assertThat(refusal(bot.news, "/my zone")).contains("still needs: name");
        assertThat(refusal(bot.news, "/my house")).contains("no subcommand house");
    }

    @Test
    void recordsRequestsWithoutTheirTokens() {
        JsonNode interaction = bot.command("/say hello");
        bot.answer(interaction, REPLY);
        edit(interaction, "again");
        List<RecordedRequest> requests = bot.sandbox.requests();
        assertThat(requests)
                .extracting(RecordedRequest::path)
                .endsWith(
                        "/interactions/" + interaction.path("id").asText() + "/{token}/callback",
                        "/webhooks/" + bot.sandbox.applicationId() + "/{token}/messages/@original");
        assertThat(requests.toString()).doesNotContain(interaction.path("token").asText());
        assertThat(requests.getLast().body().path("content").asText()).isEqualTo("again");
        assertThat(requests.getLast().status()).isEqualTo(200);
    }

    private List<String> suggested(int count, String name) {
        CompletableFuture<List<String>> suggestions =
                CompletableFuture.supplyAsync(() -> bot.sandbox.suggest(ADA, bot.news, "/say topic:trade word:he"));
        JsonNode interaction = bot.interaction();
        assertThat(interaction.at("/data/options").valueStream().map(JsonNode::toString))
                .containsExactlyInAnyOrder(
                        "{\"name\":\"topic\",\"type\":3,\"value\":\"trade\"}",
                        "{\"name\":\"word\",\"type\":3,\"value\":\"he\",\"focused\":true}");
        String choice = "{\"name\": \"%s\", \"value\": \"v\"}".formatted(name);
        String choices = String.join(",", Collections.nCopies(count, choice));
        String body = "{\"type\": 8, \"data\": {\"choices\": [%s]}}";
        Http.Reply reply = bot.answer(interaction, body.formatted(choices));
        if (reply.status() == 400) {
            assertThat(reply.code()).isEqualTo(50035);
            bot.answer(interaction, body.formatted(""));
        }
        return suggestions.join();
    }

    private String refusal(SandboxPlace place, String line) {
        try {
            bot.sandbox.write(ADA, place, line);
            return "";
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private Http.Reply edit(JsonNode interaction, String content) {
        return bot.http.send(
                "PATCH", bot.webhook(interaction) + "/messages/@original", "{\"content\": \"" + content + "\"}");
    }
}
