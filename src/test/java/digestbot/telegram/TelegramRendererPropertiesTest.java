package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.Token;
import digestbot.edition.Budget;
import digestbot.edition.Content;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

@Timeout(60)
class TelegramRendererPropertiesTest {

    private static final Set<String> FORMATTING = Set.of(
            "bold",
            "italic",
            "strikethrough",
            "code",
            "pre",
            "text_link",
            "blockquote",
            "expandable_blockquote",
            "url");

    @Test
    void everythingThatFitsIsTakenAsItWasMeant() throws TelegramApiException {
        var random = new RandomContent(20260205);
        var someone = new Someone(5, "Reader", "en");
        int taken = 0;
        try (var sandbox = TelegramSandbox.start(0, "77:secret", "digest_bot", InstantSource.system());
                var connection = new TelegramConnection(new TelegramSettings(new Token("77:secret"), sandbox.url()))) {
            sandbox.join(someone, new Place(5, Place.Kind.PRIVATE, ""));
            for (int i = 0; i < 600; i++) {
                Content content = random.next();
                Budget.Cost cost = cost(content);
                if (!cost.fits(TelegramRenderer.budget().limits())) {
                    continue;
                }
                String html = TelegramRenderer.render(content).html();
                Message message = connection
                        .quickClient()
                        .execute(SendMessage.builder()
                                .chatId(5L)
                                .text(html)
                                .parseMode("HTML")
                                .build());
                assertWithin(cost, html, message);
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(300);
    }

    private static void assertWithin(Budget.Cost cost, String html, Message message) {
        List<MessageEntity> entities = message.getEntities() == null ? List.of() : message.getEntities();
        assertThat(message.getText().length()).as(ascii(html)).isLessThanOrEqualTo(Math.max(1, cost.units()));
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Math.max(3, cost.bytes()));
        assertThat(entities.size()).as(ascii(html)).isLessThanOrEqualTo(cost.marks());
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

    private static Budget.Cost cost(Content content) {
        return content.panels().stream()
                .map(panel -> TelegramRenderer.budget().meter().cost(panel))
                .reduce(new Budget.Cost(0, 0, 0), Budget.Cost::plus);
    }
}
