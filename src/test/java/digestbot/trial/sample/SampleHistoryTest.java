package digestbot.trial.sample;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.sandbox.SandboxPlace;
import digestbot.trial.sample.SampleCounts.TotalKey;
import digestbot.trial.sample.SampleHistory.SampleDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What the invented past of a trial's bot adds up to.
class SampleHistoryTest {

    private static final Instant NOW = Instant.parse("2026-02-11T06:30:00Z");
    private static final List<String> TOPICS = List.of("trade", "energy");
    private static final SampleDigest TODAY =
            new SampleDigest(7, "trade", LocalDate.parse("2026-02-11"), "en", List.of("us", "china"));
    private static final SampleDigest CHINESE =
            new SampleDigest(8, "trade", LocalDate.parse("2026-02-11"), "zh-CN", List.of("us", "china"));

    private final List<SampleChat> chats = chats();
    private final SampleHistory history = new SampleHistory(chats, TOPICS, List.of(TODAY, CHINESE), NOW);

    private static List<SampleChat> chats() {
        List<SandboxPlace> places = LongStream.rangeClosed(1, 500)
                .mapToObj(id -> new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""))
                .toList();
        return new SampleAudience(NOW, TOPICS).chats(Platform.TELEGRAM, places);
    }

    private long hours(Predicate<String> outcome) {
        return history.counts().hours.entrySet().stream()
                .filter(each -> outcome.test(each.getKey().outcome()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void theSameArgumentsGiveTheSamePast() {
        assertThat(chats()).isEqualTo(chats);
        var again = new SampleHistory(chats, TOPICS, List.of(TODAY, CHINESE), NOW);
        assertThat(again.counts().hours).isEqualTo(history.counts().hours);
        assertThat(again.counts().views).isEqualTo(history.counts().views);
    }

    @Test
    void itFillsThirtyDaysAndEndsNow() {
        List<Instant> hours = history.counts().hours.keySet().stream()
                .map(SampleCounts.HourKey::hour)
                .sorted()
                .toList();
        assertThat(hours.getFirst()).isBefore(NOW.minus(Duration.ofDays(29)));
        assertThat(hours.getLast()).isEqualTo(Instant.parse("2026-02-11T06:00:00Z"));
        assertThat(hours(DeliveryHistoryStore.SENT::equals)).isGreaterThan(30 * 300);
    }

    @Test
    void aChatThatLeftFailsOnceAndIsPausedThen() {
        long paused = chats.stream()
                .flatMap(chat -> history.pausedAt(chat).stream())
                .filter(at -> at.isAfter(NOW.minus(Duration.ofDays(SampleHistory.DAYS))))
                .count();
        assertThat(paused).isPositive();
        assertThat(hours(Outcome.BLOCKED.id()::equals)).isEqualTo(paused);
        assertThat(chats)
                .allSatisfy(chat -> assertThat(history.pausedAt(chat).isPresent()
                                && chat.left().isEmpty())
                        .isFalse());
    }

    @Test
    void whatIsPlannedOfADigestWasSentOrFailed() {
        for (SampleDigest digest : List.of(TODAY, CHINESE)) {
            assertThat(total(digest, DeliveryHistoryStore.PLANNED))
                    .isPositive()
                    .isEqualTo(total(digest, DeliveryHistoryStore.SENT) + total(digest, Outcome.BLOCKED.id()));
            assertThat(total(digest, DeliveryHistoryStore.INTERACTED))
                    .isBetween(1L, total(digest, DeliveryHistoryStore.SENT));
        }
        assertThat(history.counts().views.keySet())
                .extracting(view -> view.view().id())
                .contains("perspective:us", "perspective:china", "sources");
    }

    private long total(SampleDigest digest, String outcome) {
        return Optional.ofNullable(
                        history.counts().totals.get(new TotalKey(digest.number(), Platform.TELEGRAM, outcome)))
                .orElse(0L);
    }

    @Test
    void aBroadcastReachesThoseWhoWereSubscribedAtTheRateOfThePlatform() {
        Instant started = NOW.minus(Duration.ofDays(9));
        var broadcast = SampleBroadcast.sent(chats, history, started);
        long subscribed = chats.stream()
                .filter(chat -> chat.joined().isBefore(started)
                        && history.pausedAt(chat)
                                .filter(at -> !at.isAfter(started))
                                .isEmpty())
                .count();
        long sent = SampleBroadcast.total(broadcast.sent());
        assertThat(sent + SampleBroadcast.total(broadcast.failed())).isEqualTo(subscribed);
        assertThat(Duration.between(started, broadcast.ended())).isEqualTo(Duration.ofMillis(1_000 * sent / 30));
    }
}
