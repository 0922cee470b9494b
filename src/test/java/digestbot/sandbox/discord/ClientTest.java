package digestbot.sandbox.discord;

import static digestbot.sandbox.discord.RawBot.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.clientview.ClientRow;
import digestbot.clientview.MessageDecoration;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the client sends to the bot, refuses to send and shows.
final class ClientTest {

    private static final SandboxPerson WEI = new SandboxPerson(4_002, "Wei", "zh-CN");

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
                    {"type": 4, "name": "count", "description": "How many"},
                    {"type": 5, "name": "loud", "description": "Whether loudly"},
                    {"type": 3, "name": "to", "description": "Where to", "choices": [
                        {"name": "this channel", "value": "here"}, {"name": "direct messages", "value": "me"}]}]},
                 {"name": "late", "description": "Answers late"}]
                """);
    }

    @Test
    void takesOptionsByNameByPositionAndInQuotes() {
        assertThat(bot.command("/echo topic:\"us china\" \"two words\" 3 to:Here loud:true")
                        .at("/data/options")
                        .valueStream()
                        .map(option -> option.path("name").asText() + "="
                                + option.path("value").asText()))
                .containsExactly("topic=us china", "side=two words", "count=3", "to=here", "loud=true");
    }

    @Test
    void refusesWhatTheClientWouldNotSend() {
        assertRefused("/nothing", "There is no command /nothing.");
        assertRefused("/echo", "/echo still needs: side.");
        assertRefused("/echo x count:many", "count takes a number");
        assertRefused("/echo x to:there", "to is one of: this channel, direct messages.");
        assertRefused("/late now", "there is no option for \"now\"");
    }

    private void assertRefused(String line, String sentence) {
        assertThatThrownBy(() -> bot.sandbox.write(ADA, bot.news, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void listsTheCommandsThatAClientOffers() {
        assertThat(bot.sandbox.offered(ADA, bot.news))
                .extracting(CommandOffer::name)
                .containsExactly("echo", "late");
        CommandOffer echo = bot.sandbox.offered(ADA, bot.news).getFirst();
        assertThat(echo.options().getFirst())
                .isEqualTo(new CommandOffer.Option("side", "A side", true, true, List.of()));
        assertThat(echo.options().getLast().choices()).containsExactly("this channel", "direct messages");
    }

    @Test
    void drawsAPanelAsPeopleSeeIt() {
        ShownMessage panel = panel();
        assertThat(panel.decoration().boxes())
                .containsExactly(new MessageDecoration.EmbedBox(0, 3, OptionalInt.of(3895222)));
        assertThat(panel.decoration().colours()).isEqualTo(Map.of(1, MessageDecoration.Colour.PRIMARY));
        assertThat(panel.rows().subList(0, 2))
                .extracting(row -> ((ClientRow.Line) row).kind())
                .containsExactly(ClientRow.LineKind.HEADING, ClientRow.LineKind.SMALL);
        assertThat(panel.rows().subList(2, 5))
                .containsExactly(
                        new ClientRow.Divider(),
                        new ClientRow.ButtonRow(List.of(
                                new ClientRow.ClientButton(1, "Go", Optional.empty(), true),
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
    void pressesButtonsPicksFromMenusAndOpensLinks() {
        long panel = panel().id();
        bot.sandbox.press(ADA, bot.news, panel, 1, 0);
        assertThat(bot.interaction().at("/data/custom_id").asText()).isEqualTo("go");
        bot.sandbox.press(ADA, bot.news, panel, 4, 1);
        assertThat(bot.interaction().at("/data/values/0").asText()).isEqualTo("v2");
        bot.sandbox.press(WEI, bot.news, panel, 2, 0);
        assertThat(bot.seen(SandboxEvent.Opened.class))
                .containsExactly(new SandboxEvent.Opened(bot.news, WEI, "https://example.org/a"));
        assertNotPressed(panel, 3, 0, "cannot be pressed");
        assertNotPressed(panel, 5, 0, "4 buttons");
        assertNotPressed(panel, 4, 2, "no choice 2");
        assertNotPressed(1, 1, 0, "no message 1");
    }

    private void assertNotPressed(long message, int number, int choice, String why) {
        assertThatThrownBy(() -> bot.sandbox.press(ADA, bot.news, message, number, choice))
                .hasMessageContaining(why);
    }

    @Test
    void aFormSaysItsFieldsAndCanBeClosedUnsentOrFilledByAPlainLine() {
        openForm();
        assertThat(bot.seen(SandboxEvent.FormOpened.class).getFirst().form())
                .isEqualTo(new ClientForm(
                        "A form",
                        List.of(new ClientForm.Field("say", "Say", "", "", true, false, 4_000, "", List.of(), true))));
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
    void showsPlainLinesButKeepsThemFromTheBot() {
        bot.sandbox.write(ADA, bot.news, "just talking");
        ShownMessage line = bot.seen(SandboxEvent.Shown.class).getFirst().message();
        assertThat(line.author()).contains(ADA);
        assertThat(line.onlyFor()).isEmpty();
        assertThat(bot.sandbox.screen(bot.news)).last().isEqualTo(line);
        assertThat(bot.command("/late").at("/data/name").asText())
                .as("the first interaction")
                .isEqualTo("late");
    }
}
