package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.delivery.api.ApiToken;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

class TelegramRendererPropertiesTest {

    private static final Set<String> FORMATTING = Set.of(
            "bold",
            "italic",
            "strikethrough",
            "date_time",
            "code",
            "pre",
            "text_link",
            "blockquote",
            "expandable_blockquote",
            "url");

    private final TelegramSandbox sandbox = TelegramSandbox.start(0, "77:secret", "digest_bot", InstantSource.system());
    private final TelegramConnection connection =
            new TelegramConnection(new TelegramSettings(new ApiToken("77:secret"), sandbox.url()));

    @BeforeEach
    void join() {
        sandbox.join(new SandboxPerson(5, "Reader", "en"), new SandboxPlace(5, SandboxPlace.Kind.PRIVATE, ""));
    }

    @AfterEach
    void close() {
        connection.close();
        sandbox.close();
    }

    @Test
    void everythingThatFitsIsTakenAsItWasMeant() throws TelegramApiException {
        var random = new RandomTelegramContent(20260205);
        int taken = 0;
        for (int i = 0; i < 400; i++) {
            Content content = random.next();
            if (cost(content).fits(TelegramRenderer.budget().limits())) {
                assertTaken(content);
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(200);
    }

    @Test
    void everyPageOfWhatIsTooLongIsTaken() throws TelegramApiException {
        var random = new RandomTelegramContent(20260207);
        int pages = 0;
        for (int i = 0; i < 25; i++) {
            for (Content page : MessagePacker.pages(random.nextLong(), TelegramRenderer.budget())) {
                assertThat(cost(page).fits(TelegramRenderer.budget().limits())).isTrue();
                assertTaken(page);
                pages++;
            }
        }
        assertThat(pages).isGreaterThan(50);
    }

    private void assertTaken(Content content) throws TelegramApiException {
        String html = TelegramRenderer.render(content).text();
        Message message = connection
                .interactiveClient()
                .execute(SendMessage.builder()
                        .chatId(5L)
                        .text(html)
                        .parseMode("HTML")
                        .build());
        assertWithin(cost(content), html, message);
    }

    private static void assertWithin(MessageBudget.Cost cost, String html, Message message) {
        List<MessageEntity> entities = message.getEntities() == null ? List.of() : message.getEntities();
        assertThat(message.getText().length()).as(ascii(html)).isLessThanOrEqualTo(Math.max(1, cost.units()));
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Math.max(3, cost.bytes()));
        assertThat(entities.size()).as(ascii(html)).isLessThanOrEqualTo(cost.entities());
        assertThat(entities)
                .as(ascii(html))
                .allSatisfy(entity -> assertThat(entity.getType()).isIn(FORMATTING));
        assertThat(entities)
                .filteredOn(entity -> entity.getType().equals("text_link"))
                .allSatisfy(link -> assertThat(link.getUrl()).startsWith("https://example.org/"));
        assertThat(entities)
                .filteredOn(entity -> entity.getType().equals("url"))
                .allSatisfy(link -> assertThat(link.getText()).doesNotContainPattern("(?i)^(?!https?)[a-z]+://"));
    }

    /// Half a surrogate pair in a test's message ends the test runner's own conversation.
    private static String ascii(String text) {
        var out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7f ? (char) c : String.format("\\u%04x", c)));
        return out.toString();
    }

    private static MessageBudget.Cost cost(Content content) {
        return content.panels().stream()
                .map(panel -> TelegramRenderer.budget().costFunction().cost(panel))
                .reduce(new MessageBudget.Cost(0, 0, 0), MessageBudget.Cost::plus);
    }
}
