package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers to interactions, right and wrong, as plain requests.
final class CallbackTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");
    private static final String REPLY = "{\"type\": 4, \"data\": {\"content\": \"hi\"}}";

    private final SettableClock clock = new SettableClock();
    private final DiscordSandbox sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, clock);
    private final Http http = new Http(sandbox, SandboxBot.TOKEN);
    private final SandboxPlace news = sandbox.channel("news");
    private final RawGateway gateway = RawGateway.ready(sandbox);

    @BeforeEach
    void register() {
        http.send("PUT", "applications/" + sandbox.applicationId() + "/commands", """
            [{"name": "say", "description": "d", "options": [
                {"type": 3, "name": "word", "description": "d", "autocomplete": true}]},
             {"name": "guarded", "description": "d", "default_member_permissions": "32"},
             {"name": "private", "description": "d", "contexts": [1]},
             {"name": "my", "description": "d", "options": [
                {"type": 1, "name": "zone", "description": "d", "options": [
                    {"type": 3, "name": "name", "description": "d", "required": true}]}]}]
            """);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void isAnsweredOnce() {
        JsonNode interaction = command("/say hello");
        assertThat(answer(interaction, REPLY).status()).isEqualTo(204);
        Http.Reply again = answer(interaction, REPLY);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.code()).isEqualTo(40060);
    }

    @Test
    void isUnknownWithAnotherTokenOrId() {
        JsonNode interaction = command("/say hello");
        String id = interaction.path("id").asText();
        assertThat(http.post("interactions/" + id + "/other/callback", REPLY).code())
                .isEqualTo(10062);
        String token = interaction.path("token").asText();
        assertThat(http.post("interactions/1/" + token + "/callback", REPLY).code())
                .isEqualTo(10062);
    }

    @Test
    void takesOnlyAnswersThatFitIt() {
        JsonNode interaction = command("/say hello");
        assertThat(answer(interaction, "{\"type\": 7, \"data\": {\"content\": \"hi\"}}")
                        .error("/type"))
                .isEqualTo("INTERACTION_CALLBACK_TYPE_INVALID");
        assertThat(answer(interaction, "{\"type\": 4, \"data\": {\"content\": \"%s\"}}".formatted("x".repeat(2001)))
                        .error("/data/content"))
                .isEqualTo("BASE_TYPE_MAX_LENGTH");
        assertThat(answer(interaction, REPLY).status()).isEqualTo(204);
    }

    @Test
    void dropsAnAnswerThatComesTooLate() {
        sandbox.acknowledgeWithin(Duration.ofMillis(1));
        JsonNode interaction = command("/say hello");
        await().untilAsserted(() ->
                assertThat(answer(interaction, "{\"type\": 6}").code()).isEqualTo(10062));
        assertThat(answer(interaction, REPLY).code()).isEqualTo(10062);
    }

    @Test
    void keepsTheTokenForFifteenMinutes() {
        JsonNode interaction = command("/say hello");
        assertThat(http.get(webhook(interaction) + "/messages/@original").code())
                .isEqualTo(10015);
        answer(interaction, "{\"type\": 5}");
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(edit(interaction, "in time").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        Http.Reply late = edit(interaction, "too late");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo(50027);
    }

    @Test
    void fillsADeferredReplyByTheFirstFollowUp() {
        JsonNode interaction = command("/say hello");
        answer(interaction, "{\"type\": 5, \"data\": {\"flags\": 64}}");
        Http.Reply first = http.post(webhook(interaction), "{\"content\": \"first\"}");
        Http.Reply second = http.post(webhook(interaction), "{\"content\": \"second\"}");
        assertThat(first.body().path("flags").asInt()).isEqualTo(64);
        assertThat(second.body().path("id")).isNotEqualTo(first.body().path("id"));
        assertThat(http.get(webhook(interaction) + "/messages/@original")
                        .body()
                        .path("content")
                        .asText())
                .isEqualTo("first");
        String ephemeral =
                "channels/" + news.id() + "/messages/" + first.body().path("id").asText();
        assertThat(http.get(ephemeral).code()).isEqualTo(10008);
        assertThat(http.send("DELETE", webhook(interaction) + "/messages/@original", "")
                        .status())
                .isEqualTo(204);
        assertThat(sandbox.screen(news))
                .filteredOn(message -> message.author().isEmpty())
                .hasSize(1);
    }

    @Test
    void tellsOfTheMadeMessageIfAsked() {
        JsonNode interaction = command("/say hello");
        Http.Reply reply = http.post(callback(interaction) + "?with_response=true", REPLY);
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
        assertThat(refusal(news, "/guarded")).contains("not offered to Ada");
        sandbox.promote(news, ADA);
        assertThat(command("/guarded").at("/data/name").asText()).isEqualTo("guarded");
        assertThat(refusal(news, "/private")).contains("not offered here");
        sandbox.write(ADA, sandbox.directMessages(ADA), "/private");
        JsonNode interaction = gateway.await("INTERACTION_CREATE");
        assertThat(interaction.path("context").asInt()).isEqualTo(1);
        assertThat(interaction.has("member")).isFalse();
    }

    @Test
    void nestsSubcommands() {
        JsonNode options = command("/my zone name:Europe/Berlin").at("/data/options");
        assertThat(options.at("/0/name").asText()).isEqualTo("zone");
        assertThat(options.at("/0/options/0/value").asText()).isEqualTo("Europe/Berlin");
        assertThat(refusal(news, "/my zone")).contains("still needs: name");
        assertThat(refusal(news, "/my house")).contains("no subcommand house");
    }

    @Test
    void recordsRequestsWithoutTheirTokens() {
        JsonNode interaction = command("/say hello");
        answer(interaction, REPLY);
        edit(interaction, "again");
        List<RecordedRequest> requests = sandbox.requests();
        assertThat(requests)
                .extracting(RecordedRequest::path)
                .endsWith(
                        "/interactions/" + interaction.path("id").asText() + "/{token}/callback",
                        "/webhooks/" + sandbox.applicationId() + "/{token}/messages/@original");
        assertThat(requests.toString()).doesNotContain(interaction.path("token").asText());
        assertThat(requests.getLast().body().path("content").asText()).isEqualTo("again");
        assertThat(requests.getLast().status()).isEqualTo(200);
    }

    private List<String> suggested(int count, String name) {
        sandbox.acknowledgeWithin(Duration.ofSeconds(20));
        CompletableFuture<List<String>> suggestions =
                CompletableFuture.supplyAsync(() -> sandbox.suggest(ADA, news, "/say he"));
        JsonNode interaction = gateway.await("INTERACTION_CREATE");
        assertThat(interaction.at("/data/options/0/focused").asBoolean()).isTrue();
        String choice = "{\"name\": \"%s\", \"value\": \"v\"}".formatted(name);
        String choices = String.join(",", Collections.nCopies(count, choice));
        String body = "{\"type\": 8, \"data\": {\"choices\": [%s]}}";
        Http.Reply reply = answer(interaction, body.formatted(choices));
        if (reply.status() == 400) {
            assertThat(reply.code()).isEqualTo(50035);
            answer(interaction, body.formatted(""));
        }
        return suggestions.join();
    }

    private String refusal(SandboxPlace place, String line) {
        try {
            sandbox.write(ADA, place, line);
            return "";
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private JsonNode command(String line) {
        sandbox.write(ADA, news, line);
        return gateway.await("INTERACTION_CREATE");
    }

    private Http.Reply answer(JsonNode interaction, String body) {
        return http.post(callback(interaction), body);
    }

    private Http.Reply edit(JsonNode interaction, String content) {
        return http.send("PATCH", webhook(interaction) + "/messages/@original", "{\"content\": \"" + content + "\"}");
    }

    private static String callback(JsonNode interaction) {
        return "interactions/" + interaction.path("id").asText() + "/"
                + interaction.path("token").asText() + "/callback";
    }

    private String webhook(JsonNode interaction) {
        return "webhooks/" + sandbox.applicationId() + "/"
                + interaction.path("token").asText();
    }
}
