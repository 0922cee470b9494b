package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Invents the chats of a bot that has been growing for half a year. The same arguments give the same
/// chats.
final class SampleAudience {

    private static final int DAYS_OF_GROWTH = 180;
    private static final double SHARE_THAT_LEFT = 0.09;
    private static final double SHARE_WITH_A_TIME = 0.55;
    private static final double SHARE_WITH_ALL_TOPICS = 0.45;

    private static final List<Reader> READERS = List.of(
            new Reader("en", ZoneId.of("America/New_York")),
            new Reader("en", ZoneId.of("America/Los_Angeles")),
            new Reader("en", ZoneId.of("Europe/London")),
            new Reader("en", ZoneId.of("Europe/Berlin")),
            new Reader("en", ZoneId.of("Asia/Singapore")),
            new Reader("zh", ZoneId.of("Asia/Shanghai")),
            new Reader("zh", ZoneId.of("Asia/Taipei")));

    private static final List<LocalTime> TIMES = List.of(
            LocalTime.of(6, 30), LocalTime.of(7, 0), LocalTime.of(7, 30), LocalTime.of(8, 0), LocalTime.of(18, 0));

    private final Random random = new Random(1);
    private final Instant now;
    private final List<String> topics;

    private record Reader(String language, ZoneId zone) {}

    /// @param topics the ids of all topics
    SampleAudience(Instant now, List<String> topics) {
        this.now = now;
        this.topics = topics;
    }

    /// Makes subscribers of the places.
    List<SampleChat> chats(Platform platform, List<SandboxPlace> places) {
        return places.stream().map(place -> chat(platform, place)).toList();
    }

    private SampleChat chat(Platform platform, SandboxPlace place) {
        Reader reader = READERS.get(random.nextInt(READERS.size()));
        // The root of an even distribution: more and more chats join.
        Duration member = part(Duration.ofDays(DAYS_OF_GROWTH), 1 - Math.sqrt(random.nextDouble()));
        Instant joined = now.minus(member);
        boolean allTopics = random.nextDouble() < SHARE_WITH_ALL_TOPICS;
        return new SampleChat(
                platform,
                place,
                reader.language(),
                reader.zone(),
                allTopics ? topics : List.of(any(topics)),
                allTopics,
                random.nextDouble() < SHARE_WITH_A_TIME ? Optional.of(any(TIMES)) : Optional.empty(),
                joined,
                random.nextDouble() < SHARE_THAT_LEFT
                        ? Optional.of(joined.plus(part(member, random.nextDouble())))
                        : Optional.empty());
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
