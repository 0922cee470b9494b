package digestbot.content.views;

import static digestbot.content.views.SampleDigests.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.digest.DigestView;
import digestbot.discord.DiscordRenderer;
import digestbot.telegram.TelegramRenderer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Notifications and lists of chats show the beginning of a message alone.
class NotificationTest {

    private static final int SHOWN = 60;

    private static final DigestContentBuilder VIEWS = new DigestContentBuilder(
            SampleDigests.styles("us-china", "🌏", Map.of("us", SampleDigests.look("🇺🇸", null, "US"))));

    private static Stream<Arguments> samples() {
        return Stream.of(
                arguments(usual(), "Both sides call the"),
                arguments(usual().headline("Ports reopen after a month"), "Ports reopen after"),
                arguments(usual().edition("evening").correction("China, point 3"), "Both sides call the"),
                arguments(SampleDigests.perspectives(1, 2), "a 1"),
                arguments(
                        usual().topic(
                                        "us-china",
                                        "Relations between the European Union and its neighbours in the east"),
                        "Both sides call"),
                arguments(usual().topic("us-china", "中美").language("zh").highlights("双方称会谈具有建设性，两个港口重新开放。"), "双方称会谈"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theBeginningOfEachMessageOfADigestIsNews(SampleDigests digest, String news) {
        Reader reader = SampleDigests.reader("en", ReadingOptions.DEFAULT);
        for (DigestView view : List.of(
                new DigestView.Overview(),
                new DigestView.OnePerspective(0),
                new DigestView.SideBySide(),
                new DigestView.Sources())) {
            assertBeginsWith(news, VIEWS.view(9, digest.digest(), view, reader));
        }
        assertBeginsWith(news, VIEWS.cardCaption(digest.digest(), reader));
        for (CombinedKind kind : CombinedKind.values()) {
            assertBeginsWith(
                    news,
                    VIEWS.combined(
                            kind, List.of(new CombinedEntry(9, digest.digest(), ReadingOptions.DEFAULT)), reader, 0));
        }
    }

    private static void assertBeginsWith(String news, Content content) {
        String telegram = TelegramRenderer.render(MessagePacker.page(content, TelegramRenderer.budget(), 0))
                .text()
                .replaceAll("<[^>]*>", "");
        String discord =
                DiscordRenderer.render(MessagePacker.page(content, DiscordRenderer.budget(), 0)).components().stream()
                        .flatMap(component ->
                                component instanceof TextDisplay text ? Stream.of(text.getContent()) : Stream.of())
                        .findFirst()
                        .orElseThrow()
                        .replace("**", "");
        for (String text : List.of(telegram, discord)) {
            assertThat(text.substring(0, Math.min(SHOWN, text.length()))).contains(news);
        }
    }
}
