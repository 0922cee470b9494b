package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliveryTime;
import digestbot.delivery.status.ViewTrigger;
import digestbot.delivery.status.ViewedPart;
import digestbot.delivery.status.ViewedPart.OnePerspective;
import digestbot.delivery.status.ViewedPart.Whole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Counts what would have become of the deliveries to the sample chats in the last thirty days, with
/// one digest of each topic a day, at the rates that the platforms allow.
final class SampleHistory {

    static final int DAYS = 30;

    private static final LocalTime FIRST_DIGEST = LocalTime.of(4, 0);
    private static final Duration BETWEEN_TOPICS = Duration.ofMinutes(90);
    private static final Duration FASTEST = Duration.ofMillis(120);
    private static final int RANDOM_MILLIS = 200;
    private static final double SHARE_THAT_INTERACT = 0.34;
    private static final double COMMANDS_PER_DELIVERY = 0.08;
    private static final int MINUTES_OF_COMMANDS = 600;
    private static final List<Whole> RAREST_FIRST =
            List.of(Whole.CARD, Whole.ALL_SOURCES, Whole.OVERVIEW, Whole.SIDE_BY_SIDE, Whole.SOURCES);

    private final Random random = new Random(2);
    private final List<SampleChat> chats;
    private final List<SampleDigest> digests;
    private final Instant now;
    private final Map<SampleChat, Instant> paused = new HashMap<>();
    private final SampleCounts counts = new SampleCounts();

    /// A digest in the library.
    ///
    /// @param perspectives their ids
    record SampleDigest(long number, String topic, LocalDate day, String language, List<String> perspectives) {}

    /// A moment at which many deliveries are due on a platform.
    private record Moment(Instant due, Platform platform) {}

    /// @param topics the ids of all topics
    SampleHistory(List<SampleChat> chats, List<String> topics, List<SampleDigest> digests, Instant now) {
        this.chats = chats;
        this.digests = digests;
        this.now = now;
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant begin = today.minusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
        chats.stream()
                .filter(chat -> chat.hadLeft(begin))
                .forEach(chat -> paused.put(chat, chat.left().orElseThrow()));
        for (LocalDate day = today.minusDays(DAYS); !day.isAfter(today); day = day.plusDays(1)) {
            for (int i = 0; i < topics.size(); i++) {
                Instant published =
                        day.atTime(FIRST_DIGEST).toInstant(ZoneOffset.UTC).plus(BETWEEN_TOPICS.multipliedBy(i));
                deliver(topics.get(i), day, published);
            }
        }
    }

    /// The counts of deliveries and views.
    SampleCounts counts() {
        return counts;
    }

    /// When a delivery to a chat that had left failed; empty if none has.
    Optional<Instant> pausedAt(SampleChat chat) {
        return Optional.ofNullable(paused.get(chat));
    }

    private void deliver(String topic, LocalDate day, Instant published) {
        Map<Moment, Integer> positions = new HashMap<>();
        for (SampleChat chat : chats) {
            Instant due = chat.due(published);
            if (chat.topics().contains(topic)
                    && chat.joined().isBefore(published)
                    && !paused.containsKey(chat)
                    && due.isBefore(now)) {
                int position = positions.merge(new Moment(due, chat.platform()), 1, Integer::sum);
                deliver(chat, digest(topic, day, chat.language()), due, position);
            }
        }
    }

    private void deliver(SampleChat chat, Optional<SampleDigest> digest, Instant due, int position) {
        if (chat.hadLeft(due)) {
            paused.put(chat, due);
            String failure = failure(chat.platform()).id();
            counts.addHour(due, chat.platform(), DeliveryCause.DIGEST, failure, Duration.ZERO);
            digest.ifPresent(it -> counts.addTotal(it.number(), chat.platform(), failure));
        } else {
            addSent(chat.platform(), DeliveryCause.DIGEST, due, position);
            digest.ifPresent(it -> read(it, chat.platform(), due));
            if (random.nextDouble() < COMMANDS_PER_DELIVERY) {
                Instant typed = due.plus(random.nextInt(MINUTES_OF_COMMANDS), ChronoUnit.MINUTES);
                addSent(chat.platform(), DeliveryCause.REPLY, typed, 1);
            }
        }
    }

    /// The digest in the chat's language, or else in any.
    private Optional<SampleDigest> digest(String topic, LocalDate day, String language) {
        List<SampleDigest> found = digests.stream()
                .filter(each -> each.topic().equals(topic) && each.day().equals(day))
                .toList();
        return found.stream()
                .filter(each -> each.language().startsWith(language))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private void read(SampleDigest digest, Platform platform, Instant due) {
        counts.addTotal(digest.number(), platform, DeliveryHistoryStore.SENT);
        if (random.nextDouble() < SHARE_THAT_INTERACT) {
            counts.addInteracted(digest.number(), platform);
            List<ViewedPart> parts = new ArrayList<>(RAREST_FIRST);
            digest.perspectives().forEach(id -> parts.add(new OnePerspective(id)));
            // The later of two parts: most people open a perspective.
            int one = random.nextInt(parts.size());
            int other = random.nextInt(parts.size());
            ViewedPart part = parts.get(Math.max(one, other));
            counts.addView(
                    LocalDate.ofInstant(due, ZoneOffset.UTC), digest.number(), part, ViewTrigger.VIEW_BUTTON, platform);
        }
    }

    private void addSent(Platform platform, DeliveryCause cause, Instant due, int position) {
        Duration took = FASTEST.plusMillis(random.nextInt(RANDOM_MILLIS)).plus(waiting(platform, position));
        if (due.plus(took).isBefore(now)) {
            counts.addHour(due.plus(took), platform, cause, DeliveryHistoryStore.SENT, DeliveryTime.bucketOf(took));
        }
    }

    /// Why a delivery to a chat that has left fails.
    static Outcome failure(Platform platform) {
        return switch (platform) {
            case TELEGRAM -> Outcome.BLOCKED;
            case DISCORD -> Outcome.KICKED;
            case WEBHOOK -> throw Platform.WEBHOOK.withoutChats();
        };
    }

    /// The time until a platform's rate limit lets a delivery through.
    ///
    /// @param position its place among those that are due at the same time, from 1
    static Duration waiting(Platform platform, int position) {
        int perSecond = switch (platform) {
            case TELEGRAM -> 30;
            case DISCORD -> 45;
            case WEBHOOK -> throw Platform.WEBHOOK.withoutChats();
        };
        return Duration.ofMillis(1_000L * position / perSecond);
    }
}
