package digestbot.sandbox.discord;

import static digestbot.sandbox.discord.RawBot.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxEvent.ClientForm;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ClientTest {

    private static final String REPLY = "{\"type\": 4, \"data\": {\"content\": \"hi\"}}";

    private static final String PANEL = """
            {"type": 4, "data": {"flags": 32768, "components": [
                {"type": 17, "accent_color": 3895222, "components": [
                    {"type": 10, "content": "## Panel\\n-# small"}, {"type": 14, "divider": true}]},
                {"type": 1, "components": [
                    {"type": 2, "style": 1, "custom_id": "go", "label": "Go"},
                    {"type": 2, "style": 5, "url": "https://example.org/a", "label": "Read"},
                    {"type": 2, "style": 2, "custom_id": "no", "label": "No", "disabled": true}]},
                {"type": 1, "components": [{"type": 3, "custom_id": "look", "placeholder": "Look at …", "options": [
                    {"label": "First", "value": "v1"}, {"label": "Second", "value": "v2"}]}]}]}}
            """;

    private static final String FORM = """
            {"type": 9, "data": {"custom_id": "form", "title": "A form", "components": [
                {"type": 18, "label": "Say", "component": {"type": 4, "custom_id": "say", "style": 1}}]}}
            """;

    @RegisterExtension
    final RawBot bot = new RawBot();

    @BeforeEach
    void register() {
        bot.connect("""
                [{"name": "echo", "description": "Says the options", "options": [
                    {"type": 3, "name": "side", "description": "A side", "required": true, "autocomplete": true},
                    {"type": 3, "name": "topic", "description": "A topic"},
                    {"type": 6, "name": "reader", "description": "Who"},
                    {"type": 3, "name": "to", "description": "Where to", "choices": [
                        {"name": "this channel", "value": "here"}, {"name": "direct messages", "value": "me"}]}]},
                 {"name": "late", "description": "Answers late"},
                 {"name": "say", "description": "d", "options": [
                    {"type": 3, "name": "word", "description": "d", "autocomplete": true},
                    {"type": 3, "name": "topic", "description": "d"}]},
                 {"name": "guarded", "description": "d", "default_member_permissions": "32"},
                 {"name": "private", "description": "d", "contexts": [1]}]
                """);
    }

    @Test
    void refusesWhatTheClientWouldNotSend() {
        assertRefused("/nothing", "There is no command /nothing.");
        assertRefused("/echo", "/echo still needs: side.");
        assertRefused("/echo x reader:Ada", "reader takes a person");
        assertRefused("/echo x to:there", "to is one of: this channel, direct messages.");
        assertRefused("/late now", "there is no option for \"now\"");
    }

    private void assertRefused(String line, String sentence) {
        assertThatThrownBy(() -> bot.sandbox.write(ADA, bot.news, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void drawsAPanelAsPeopleSeeIt() {
        ShownMessage panel = panel();
        assertThat(panel.boxes()).containsExactly(new ClientRow.Box(0, 3, OptionalInt.of(3895222)));
        assertThat(panel.rows().subList(0, 2))
                .extracting(row -> ((ClientRow.Line) row).kind())
                .containsExactly(ClientRow.LineKind.HEADING, ClientRow.LineKind.SMALL);
        assertThat(panel.rows().subList(2, 5))
                .containsExactly(
                        new ClientRow.Divider(),
                        new ClientRow.ButtonRow(List.of(
                                new ClientRow.ClientButton(1, "Go", Optional.empty(), true, ClientRow.Colour.PRIMARY),
                                new ClientRow.ClientButton(2, "Read", Optional.of("https://example.org/a"), true),
                                new ClientRow.ClientButton(3, "No", Optional.empty(), false))),
                        new ClientRow.SelectMenu(4, "Look at …", List.of("First", "Second")));
    }

    private ShownMessage panel() {
        JsonNode interaction = bot.command("/late");
        bot.answer(interaction, PANEL).assertStatus(204);
        return bot.sandbox.screen(bot.news).getLast();
    }

    @Test
    void aFormSaysItsFieldsAndCanBeClosedUnsentOrFilledByAPlainLine() {
        openForm();
        assertThat(bot.seen(SandboxEvent.FormOpened.class).getFirst().form())
                .isEqualTo(new ClientForm(
                        "A form", List.of(new ClientForm.Field("say", "Say", "", "", true, false, 4_000, ""))));
        bot.sandbox.dismiss(ADA, bot.news);
        assertThatThrownBy(() -> bot.sandbox.submit(ADA, bot.news, Map.of("say", "hello")))
                .hasMessageContaining("No form is open");
        openForm();
        bot.sandbox.write(ADA, bot.news, "hello there");
        assertThat(bot.interaction().findPath("value").asText()).isEqualTo("hello there");
    }

    private void openForm() {
        bot.answer(bot.command("/late"), FORM).assertStatus(204);
    }

    @Test
    void tellsThePersonWhenTheBotDoesNotAnswerInTime() {
        bot.sandbox.acknowledgeWithin(Duration.ofMillis(20));
        bot.command("/late");
        assertThat(bot.seen(SandboxEvent.Toast.class))
                .containsExactly(new SandboxEvent.Toast(bot.news, ADA, "The application did not respond"));
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
        assertThat(bot.seen(SandboxEvent.Toast.class)).as("its time is over").hasSize(1);
        bot.answer(interaction, "{\"type\": 6}").assertCode(10062);
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
        CompletableFuture<List<CommandOffer.Choice>> suggestions =
                CompletableFuture.supplyAsync(() -> bot.sandbox.suggested(ADA, bot.news, "/say topic:trade word:he"));
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
        return suggestions.join().stream().map(CommandOffer.Choice::name).toList();
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
