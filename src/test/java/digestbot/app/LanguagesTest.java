package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot on both platforms, with readers of four languages and a topic in two, English being its main one. It
/// is about noon of Friday, 6 February 2026, UTC.
@Tag("full")
class LanguagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");
    private static final List<String> CLIENTS = List.of("en", "de", "es", "zh");

    private final InstantSource clock = new InstantSource() {
        private final long begun = System.nanoTime();

        @Override
        public Instant instant() {
            return NOON.plusNanos(System.nanoTime() - begun);
        }
    };

    @TempDir
    Path folder;

    @Test
    void comesToEachReaderOnceInTheirsWithAButtonForTheOther() throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("1.en.md", BotFixture.digestIn("en", "2026-01-29", "January"));
            fixture.drop("2.en.md", BotFixture.digestIn("en", "2026-01-30", "January"));
            fixture.drop("2.de.md", BotFixture.digestIn("de", "2026-01-30", "January"));
            try (Bot bot = Bot.start(fixture.config(), clock)) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                List<List<ChatDriver>> readers = subscribed(fixture);
                fixture.drop("6.de.md", BotFixture.digestIn("de", "2026-02-06", "Friday"));
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
                fixture.drop("6.en.md", BotFixture.digestIn("en", "2026-02-06", "Friday"));
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 8L)));
                for (List<ChatDriver> alike : readers) {
                    String mine = CLIENTS.get(readers.indexOf(alike)).equals("de") ? "de" : "en";
                    for (ChatDriver reader : alike) {
                        expect(reader, mine);
                    }
                }
            }
        }
    }

    private static List<List<ChatDriver>> subscribed(BotFixture fixture) throws InterruptedException {
        List<List<ChatDriver>> readers = new ArrayList<>();
        for (String client : CLIENTS) {
            List<ChatDriver> alike = ChatDriver.onBoth(fixture, 700 + readers.size(), client);
            for (ChatDriver reader : alike) {
                reader.ask("/subscribe trade");
            }
            readers.add(alike);
        }
        return readers;
    }

    /// Expects the digest in the reader's language. The German edition was out before the English
    /// one, so that a button leads from the latter to the former, and back.
    private static void expect(ChatDriver reader, String mine) throws InterruptedException {
        ShownMessage came = reader.next("of Friday");
        assertThat(BotFixture.text(List.of(came))).as(reader.name()).contains("Friday (" + mine + ")");
        if (mine.equals("en")) {
            ShownMessage turned = reader.press(came, "Deutsch");
            assertThat(BotFixture.text(List.of(turned))).as(reader.name()).contains("Friday (de)");
            ShownMessage back = reader.press(turned, "English");
            assertThat(BotFixture.text(List.of(back))).as(reader.name()).contains("Friday (en)");
        } else {
            assertThat(BotFixture.text(List.of(came))).as(reader.name()).doesNotContain("English");
            assertThat(BotFixture.text(List.of(reader.ask("/today"))))
                    .as(reader.name())
                    .contains("Friday (de)", "English");
        }
        assertThat(reader.events()).as(reader.name()).isEmpty();
    }
}
