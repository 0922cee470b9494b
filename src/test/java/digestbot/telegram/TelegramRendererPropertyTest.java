package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.sandbox.RandomContents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Telegram takes the message for any content, and shows each word of it without links and mentions
/// of its own.
class TelegramRendererPropertyTest {

    private static final List<String> HEADS = List.of("", "", "", "@", "/", "#", "$", "<b>", "tg://", "\u202e", "中");
    private static final List<String> TAILS = List.of(("¦¦¦@everyone¦@some_one¦/start¦/stop@bot¦#tag¦$USD¦</b>"
                    + "¦</blockquote>¦<a href=\"tg://user?id=1\">¦&¦&amp;¦\"¦&#64;¦tg://resolve?domain=x¦ton://x"
                    + "¦ftp://example.org¦http://example.org/@a#b¦joe@example.org¦example.org¦:¦//¦_¦/中¦🇨🇳¦👩‍👩‍👧‍👦"
                    + "¦\u2066¦\u200f¦\u0000¦\t¦\ud800¦\udc00¦U.S.¦t.me/x¦4111 1111 1111 1111¦(¦)¦\n")
            .split("¦"));
    private static final Set<String> FORMATTING = Set.of(
            "bold italic strikethrough date_time code pre text_link blockquote expandable_blockquote url".split(" "));

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramConnection connection = fixture.connection();

    @BeforeEach
    void join() {
        fixture.sandbox.join(TelegramFixture.ANN, TelegramFixture.ANNS_CHAT);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void everythingThatFitsIsTakenAsItWasMeant() throws TelegramApiException {
        var contents = new RandomContents(20260205, HEADS, TAILS);
        for (int i = 0; i < 60; i++) {
            assertTaken(contents.next(TelegramRenderer.budget()));
        }
    }

    @Test
    void everyPageOfWhatIsTooLongIsTaken() throws TelegramApiException {
        var contents = new RandomContents(20260207, HEADS, TAILS);
        int pages = 0;
        for (int i = 0; i < 4; i++) {
            for (Content page : MessagePacker.pages(contents.nextLong(), TelegramRenderer.budget())) {
                assertThat(cost(page).fits(TelegramRenderer.budget().limits()))
                        .as("%s fits", cost(page))
                        .isTrue();
                assertTaken(page);
                pages++;
            }
        }
        assertThat(pages).isGreaterThan(8);
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
        MessageBudget.Cost cost = cost(content);
        List<MessageEntity> entities = message.getEntities() == null ? List.of() : message.getEntities();
        assertThat(message.getText().length()).as(ascii(html)).isLessThanOrEqualTo(Math.max(1, cost.units()));
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Math.max(3, cost.bytes()));
        assertThat(entities.size()).as(ascii(html)).isLessThanOrEqualTo(cost.entities());
        assertThat(entities).as(ascii(html)).allSatisfy(entity -> {
            assertThat(entity.getType()).isIn(FORMATTING);
            switch (entity.getType()) {
                case "text_link" -> assertThat(entity.getUrl()).startsWith("https://example.org/");
                case "url" -> assertThat(entity.getText()).doesNotContainPattern("(?i)^(?!https?)[a-z]+://");
                default -> {}
            }
        });
    }

    /// Half a surrogate pair in a test's message ends the test runner's own conversation.
    private static String ascii(String text) {
        var out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7f ? (char) c : String.format("\\u%04x", c)));
        return out.toString();
    }

    private static MessageBudget.Cost cost(Content content) {
        return content.panels().stream()
                .map(panel -> TelegramRenderer.budget().costFunction().apply(panel))
                .reduce(new MessageBudget.Cost(0, 0, 0), MessageBudget.Cost::plus);
    }
}
