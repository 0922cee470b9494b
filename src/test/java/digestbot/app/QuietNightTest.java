package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot on both platforms, whose readers choose quiet hours with the buttons; a digest is
/// published in the night.
@Tag("full")
class QuietNightTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int QUIET_HOURS = 4;
    private static final int FROM_TEN_TO_SEVEN = 2;
    private static final int SILENT = 8;
    private static final int HOLD = 7;

    /// The buttons that a reader presses after `/settings`, and the fate of a digest that is
    /// published at half past ten in the evening.
    private record QuietReader(long reader, List<Integer> presses, boolean atNight, boolean silent) {}

    private static final List<QuietReader> WISHES = List.of(
            new QuietReader(601, List.of(), true, false),
            new QuietReader(602, List.of(QUIET_HOURS, FROM_TEN_TO_SEVEN, SILENT), true, true),
            new QuietReader(603, List.of(QUIET_HOURS, FROM_TEN_TO_SEVEN), false, false),
            new QuietReader(604, List.of(QUIET_HOURS, FROM_TEN_TO_SEVEN, SILENT, HOLD), false, false));

    private final AtomicReference<Instant> start = new AtomicReference<>(Instant.parse("2026-02-05T22:30:00Z"));
    private final long begun = System.nanoTime();

    /// Starts at half past ten, and seconds pass as usual.
    private final InstantSource clock = () -> start.get().plusNanos(System.nanoTime() - begun);

    @TempDir
    Path folder;

    private record Reader(QuietReader change, PlatformSandbox platform, SandboxPlace place) {}

    @Test
    void itWaitsForTheMorningOrComesWithoutASound() throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            try (Bot bot = Bot.start(fixture.config(), clock)) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                List<Reader> onTelegram = choose(fixture.telegram, fixture::privateChat);
                List<Reader> onDiscord = choose(fixture.discord, fixture.discord::directMessages);
                fixture.drop("night.md", BotFixture.digest("trade", "2026-02-05", "News of the night"));
                expect(onTelegram, true);
                expect(onDiscord, true);
                // A delivery that is still under way when hours pass at once has lost its claim.
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST)
                                .equals(Map.of(DeliveryState.SENT, 4L, DeliveryState.QUEUED, 4L)));
                start.updateAndGet(time -> time.plus(Duration.ofMinutes(8 * 60 + 31)));
                expect(onTelegram, false);
                expect(onDiscord, false);
            }
        }
    }

    private static List<Reader> choose(PlatformSandbox platform, Function<SandboxPerson, SandboxPlace> place) {
        return WISHES.stream()
                .map(change -> {
                    var person = new SandboxPerson(change.reader(), "Reader", "en");
                    var transcript = new Transcript(platform, place.apply(person));
                    transcript.write(person, place.apply(person), "/subscribe trade");
                    transcript.write(person, place.apply(person), "/zone utc");
                    transcript.write(person, place.apply(person), "/settings");
                    change.presses().forEach(number -> transcript.press(person, number));
                    return new Reader(change, platform, place.apply(person));
                })
                .toList();
    }

    /// Expects that the readers who get it in the night have it, with a sound or without, and the
    /// others have not; or that all have it.
    private static void expect(List<Reader> readers, boolean night) {
        for (Reader reader : readers) {
            if (reader.change().atNight() || !night) {
                await().atMost(PATIENCE).until(() -> !news(reader).isEmpty());
            }
        }
        for (Reader reader : readers) {
            assertThat(news(reader).stream().map(QuietNightTest::isSilent).toList())
                    .as(
                            "%s, %s, in the night: %s",
                            reader.platform().getClass().getSimpleName(), reader.change(), night)
                    .isEqualTo(
                            reader.change().atNight() || !night
                                    ? List.of(reader.change().silent())
                                    : List.of());
        }
    }

    private static List<RecordedRequest> news(Reader reader) {
        return reader.platform().requests().stream()
                .filter(request -> request.status() == 200)
                .filter(request -> isTo(reader.place(), request)
                        && request.body().toString().contains("News of the night"))
                .toList();
    }

    private static boolean isTo(SandboxPlace place, RecordedRequest request) {
        return request.body().path("chat_id").asText().equals(String.valueOf(place.id()))
                || request.path().contains("/channels/" + place.id() + "/messages");
    }

    private static boolean isSilent(RecordedRequest request) {
        int suppressNotifications = 1 << 12;
        return request.body().path("disable_notification").asBoolean()
                || (request.body().path("flags").asInt() & suppressNotifications) != 0;
    }
}
