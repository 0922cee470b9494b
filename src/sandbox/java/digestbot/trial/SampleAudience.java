package digestbot.trial;

import digestbot.audience.Platform;
import digestbot.database.BatchStatement;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Chats in the simulators in which nobody reads, and an invented history of thirty days. They give
/// the console's overview and broadcasts something to show. Each trial invents the same.
final class SampleAudience {

    private static final int TELEGRAM_CHATS = 2_400;
    private static final int DISCORD_CHANNELS = 120;
    private static final long FIRST_PERSON = 1_000_000_000;
    private static final Duration GROWTH = Duration.ofDays(180);
    private static final int DAYS = 30;
    private static final double SHARE_THAT_LEFT = 0.09;
    private static final double SHARE_THAT_INTERACTED = 0.34;
    private static final LocalTime FIRST_DELIVERY = LocalTime.of(4, 0);
    private static final int HOURS_OF_DELIVERY = 12;
    private static final List<String> ZONES = List.of("America/New_York", "Europe/London", "Asia/Shanghai");

    private final Random random = new Random(1);
    private final Instant now;
    private final Map<List<Object>, Long> hours = new HashMap<>();
    private final Map<List<Object>, Long> totals = new HashMap<>();

    private SampleAudience(Instant now) {
        this.now = now;
    }

    /// `left` is the time when the bot was blocked or removed; empty: never.
    private record SampleChat(
            Platform platform, SandboxPlace place, List<String> topics, Instant joined, Optional<Instant> left) {

        String zone() {
            return ZONES.get((int) (place.id() % ZONES.size()));
        }

        String language() {
            return zone().equals("Asia/Shanghai") ? "zh" : "en";
        }

        String failure() {
            return (platform == Platform.TELEGRAM ? Outcome.BLOCKED : Outcome.KICKED).id();
        }
    }

    /// Returns the number of chats; 0 if there is no topic to subscribe to.
    static int add(TelegramSandbox telegram, DiscordSandbox discord, Database database, Instant now) {
        var library = new Library();
        List<String> topics = database.read(library::topics).stream()
                .map(found -> found.topic().id())
                .toList();
        if (topics.isEmpty()) {
            return 0;
        }
        var audience = new SampleAudience(now);
        List<SampleChat> chats = new ArrayList<>();
        for (int i = 1; i <= TELEGRAM_CHATS; i++) {
            var person = new SandboxPerson(FIRST_PERSON + i, "Reader " + i, "en");
            SandboxPlace place = SandboxPlace.privateChat(person);
            telegram.join(person, place);
            chats.add(audience.chat(Platform.TELEGRAM, place, topics));
            chats.getLast().left().ifPresent(_ -> telegram.fault(place, new SandboxFault.Blocked()));
        }
        for (int i = 1; i <= DISCORD_CHANNELS; i++) {
            SandboxPlace place = discord.channel("digest-" + i);
            chats.add(audience.chat(Platform.DISCORD, place, topics));
            chats.getLast().left().ifPresent(_ -> discord.fault(place, new SandboxFault.Removed()));
        }
        database.writeWithoutResult(transaction -> {
            store(transaction, chats, topics);
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (LocalDate day = today.minusDays(DAYS); !day.isAfter(today); day = day.plusDays(1)) {
                for (String topic : topics) {
                    audience.deliver(chats, topic, day, library.listed(transaction, topic, day, day));
                }
                if (day.isBefore(today)) {
                    transaction.execute(
                            "UPDATE digest SET published_at = ? WHERE day = ? AND published_at IS NOT NULL",
                            day.atTime(FIRST_DELIVERY).toInstant(ZoneOffset.UTC).toEpochMilli(),
                            day.toString());
                }
            }
            add(transaction, "delivery_hour", "hour, platform, cause, outcome, within", audience.hours);
            add(transaction, "digest_total", "digest, platform, outcome", audience.totals);
        });
        return chats.size();
    }

    private SampleChat chat(Platform platform, SandboxPlace place, List<String> topics) {
        // The root of an even distribution: more and more chats join.
        long member = (long) (GROWTH.toMillis() * (1 - Math.sqrt(random.nextDouble())));
        Instant joined = now.minusMillis(member);
        Instant left = joined.plusMillis((long) (member * random.nextDouble()));
        return new SampleChat(
                platform,
                place,
                random.nextBoolean() ? topics : List.of(topics.get(random.nextInt(topics.size()))),
                joined,
                Optional.of(left).filter(_ -> random.nextDouble() < SHARE_THAT_LEFT));
    }

    /// The first delivery after a chat has left fails, and no more follow. Deliveries of stored
    /// digests do not fail, because the console would list them.
    private void deliver(List<SampleChat> chats, String topic, LocalDate day, List<ListedDigest> digests) {
        for (SampleChat chat : chats) {
            Instant due = day.atTime(FIRST_DELIVERY)
                    .plusHours(chat.place().id() % HOURS_OF_DELIVERY)
                    .toInstant(ZoneOffset.UTC);
            Instant left = chat.left().orElse(Instant.MAX);
            if (chat.topics().contains(topic)
                    && chat.joined().isBefore(due)
                    && due.isBefore(now)
                    && left.isAfter(due.minus(1, ChronoUnit.DAYS))) {
                boolean sent = left.isAfter(due);
                if (!sent && !digests.isEmpty()) {
                    continue;
                }
                Duration took = Duration.ofMillis(120L + random.nextInt(40_000));
                long within = sent ? DeliveryTime.bucketOf(took).toMillis() : 0;
                String platform = chat.platform().id();
                String outcome = sent ? DeliveryHistoryStore.SENT : chat.failure();
                hours.merge(
                        List.of(due.toEpochMilli(), platform, DeliveryCause.DIGEST.id(), outcome, within),
                        1L,
                        Long::sum);
                digest(digests, chat).ifPresent(digest -> {
                    count(digest, platform, DeliveryHistoryStore.PLANNED);
                    count(digest, platform, outcome);
                    if (random.nextDouble() < SHARE_THAT_INTERACTED) {
                        count(digest, platform, DeliveryHistoryStore.INTERACTED);
                    }
                });
            }
        }
    }

    /// The digest in the chat's language, or else the first one.
    private static Optional<ListedDigest> digest(List<ListedDigest> digests, SampleChat chat) {
        return digests.stream()
                .filter(digest -> digest.key().language().startsWith(chat.language()))
                .findFirst()
                .or(() -> digests.stream().findFirst());
    }

    private void count(ListedDigest digest, String platform, String outcome) {
        totals.merge(List.of(digest.number(), platform, outcome), 1L, Long::sum);
    }

    private static void store(Transaction transaction, List<SampleChat> chats, List<String> topics) {
        var subscribers = new BatchStatement(transaction, """
                INSERT INTO subscriber
                    (platform, chat_id, kind, title, language, zone, all_topics_since, active_at, created_at, paused_reason, paused_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        var subscriptions = new BatchStatement(transaction, """
                INSERT INTO subscription (subscriber, topic, created_at)
                SELECT number, ?, ? FROM subscriber WHERE platform = ? AND chat_id = ?""");
        for (SampleChat chat : chats) {
            SandboxPlace place = chat.place();
            String platform = chat.platform().id();
            String kind = place.kind().name().toLowerCase(Locale.ROOT);
            long joined = chat.joined().toEpochMilli();
            String failure = chat.left().map(_ -> chat.failure()).orElse(null);
            Long left = chat.left().map(Instant::toEpochMilli).orElse(null);
            Long all = chat.topics().equals(topics) ? joined : null;
            subscribers.add(
                    platform,
                    place.id(),
                    kind,
                    place.title(),
                    chat.language(),
                    chat.zone(),
                    all,
                    joined,
                    joined,
                    failure,
                    left);
            chat.topics().forEach(topic -> subscriptions.add(topic, joined, platform, place.id()));
        }
        subscribers.execute();
        subscriptions.execute();
    }

    private static void add(Transaction transaction, String table, String key, Map<List<Object>, Long> counts) {
        String values = "?, ".repeat(key.split(",", -1).length) + "?";
        var batch = new BatchStatement(transaction, """
                INSERT INTO %1$s (%2$s, deliveries) VALUES (%3$s)
                ON CONFLICT (%2$s) DO UPDATE SET deliveries = %1$s.deliveries + excluded.deliveries""".formatted(table, key, values));
        counts.forEach((row, count) ->
                batch.add(Stream.concat(row.stream(), Stream.of(count)).toArray()));
        batch.execute();
    }
}
