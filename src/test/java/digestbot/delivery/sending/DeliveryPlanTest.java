package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.DeliverySchedule.At;
import digestbot.audience.DeliverySchedule.Immediately;
import digestbot.audience.DeliverySchedule.Weekly;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.delivery.sending.DeliveryPlan.DueDigest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The message that a delivery becomes with the others that are due to its chat.
///
/// A due digest is written as `topic day schedule minute thread`, such as `us 2 at 20 0`: the day
/// of the digest in February, and the minute after noon when it is due. The schedule is `at` a
/// chosen time, `once` it is published, `late` (as soon as it is published, and delayed by quiet
/// hours) or `weekly`.
class DeliveryPlanTest {

    private static final Instant NOON = Instant.parse("2026-02-05T12:00:00Z");
    private static final List<String> TOPICS = List.of("us", "trade", "climate");

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            one digest,                                  us 2 once 0 0,                                            single of 0
            two days of a topic,                         us 2 once 0 0 | us 3 once 0 0,                            single of 0
            three days of a topic,                       us 2 once 0 0 | us 3 once 1 0 | us 4 once 2 0,            BUNDLE of 0 1 2
            three editions of two days,                  us 2 once 0 0 | us 2 once 0 0 | us 3 once 0 0,            single of 0
            all editions of three days,                  us 2 once 0 0 | us 3 once 0 0 | us 3 once 0 0 | us 4 once 0 0, BUNDLE of 0 1 2 3
            three days with another topic between,       us 2 once 0 0 | trade 2 once 0 0 | us 3 once 0 0 | us 4 once 0 0, BUNDLE of 0 2 3
            three days of two topics,                    us 2 once 0 0 | us 3 once 0 0 | trade 4 once 0 0,         single of 0
            three days of a topic in two threads,        us 2 once 0 0 | us 3 once 0 0 | us 4 once 0 5,            BUNDLE of 0 1 2
            three days before another topic,             us 2 at 0 0 | us 3 at 0 0 | us 4 at 0 0 | trade 4 at 0 0, BUNDLE of 0 1 2
            two topics at one time,                      us 5 at 20 0 | trade 5 at 20 0,                           BUNDLE of 0 1
            two topics and an edition at one time,       us 5 at 20 0 | us 5 at 20 0 | trade 5 at 20 0,            BUNDLE of 0 1 2
            two editions at one time,                    us 5 at 20 0 | us 5 at 20 0,                              single of 0
            two topics at different times,               us 5 at 20 0 | trade 5 at 21 0,                           single of 0
            two topics in different threads,             us 5 at 20 0 | trade 5 at 20 5,                           single of 0
            two topics at once in the same moment,       us 5 once 0 0 | trade 5 once 0 0,                         single of 0
            two topics delayed by quiet hours,           us 5 late 20 0 | trade 5 late 20 0,                       BUNDLE of 0 1
            quiet hours that end at a chosen time,       us 5 late 20 0 | trade 5 at 20 0,                         BUNDLE of 0 1
            a chosen time when another is published,     us 5 at 0 0 | trade 5 once 0 0,                           single of 0
            a round-up of two days,                      us 4 weekly 20 0 | us 5 weekly 20 0,                      ROUND_UP of 0 1
            a round-up of one day,                       us 5 weekly 20 0,                                         ROUND_UP of 0
            a round-up and a topic at one time,          us 5 weekly 20 0 | trade 5 at 20 0,                       ROUND_UP of 0
            a topic and a round-up at one time,          trade 5 at 20 0 | us 5 weekly 20 0,                       single of 0
            """)
    void plansTheFirstWithThoseThatGoWithIt(String name, String due, String plan) {
        List<DueDigest> digests = digests(due);
        assertThat(text(DeliveryPlan.next(digests, true))).as(name).isEqualTo(plan);
    }

    @Test
    void bundlesNothingForAChatThatWantsNoBundles() {
        assertThat(text(DeliveryPlan.next(digests("us 5 at 20 0 | trade 5 at 20 0"), false)))
                .isEqualTo("single of 0");
        assertThat(text(DeliveryPlan.next(digests("us 2 at 0 0 | us 3 at 0 0 | us 4 at 0 0"), false)))
                .isEqualTo("BUNDLE of 0 1 2");
    }

    @Test
    void leavesTheTopicsForWhichAMessageHasNoRoomToTheNextOne() {
        String many = String.join(" | ", Collections.nCopies(11, "us 5 at 20 0 | trade 5 at 20 0"));
        assertThat(DeliveryPlan.next(digests(many), true).deliveries()).hasSize(CombinedKind.MAX_DIGESTS);
    }

    @Test
    void aDigestThatWasWithdrawnIsNotDelayed() {
        var withdrawn = new DueDigest(
                0, 0, LocalDate.of(2026, 2, 5), new Immediately(), NOON.plusSeconds(60), 0, Optional.empty());
        assertThat(withdrawn.isTimed()).isFalse();
    }

    @Test
    void eachDeliveryGetsExactlyOnePlanInOrderAndNoneThatDoesNotSuitIt() {
        var random = new Random(13);
        int combined = 0;
        for (int round = 0; round < 5_000; round++) {
            List<DueDigest> due = random(random);
            boolean bundles = random.nextInt(4) > 0;
            List<DueDigest> left = new ArrayList<>(due);
            List<Long> planned = new ArrayList<>();
            while (!left.isEmpty()) {
                DeliveryPlan plan = DeliveryPlan.next(left, bundles);
                List<DueDigest> of = left.stream()
                        .filter(each -> plan.deliveries().contains(each.delivery()))
                        .toList();
                assertThat(of).extracting(DueDigest::delivery).isEqualTo(plan.deliveries());
                assertThat(of.getFirst()).isEqualTo(left.getFirst());
                assertSuits(plan, of, bundles);
                combined += plan.kind().isPresent() ? 1 : 0;
                planned.addAll(plan.deliveries());
                left.removeAll(of);
            }
            assertThat(planned)
                    .containsExactlyInAnyOrderElementsOf(
                            due.stream().map(DueDigest::delivery).toList());
        }
        assertThat(combined).isGreaterThan(1_000);
    }

    private static void assertSuits(DeliveryPlan plan, List<DueDigest> of, boolean bundles) {
        long topics = of.stream().map(DueDigest::subscription).distinct().count();
        if (plan.kind().isEmpty()) {
            assertThat(of).hasSize(1);
            assertThat(of.getFirst().schedule()).isNotInstanceOf(Weekly.class);
        } else if (plan.kind().get() == CombinedKind.ROUND_UP) {
            assertThat(topics).isOne();
            assertThat(of).allMatch(each -> each.schedule() instanceof Weekly);
        } else if (topics == 1) {
            assertThat(of.stream().map(DueDigest::day).distinct().count()).isGreaterThan(2);
        } else {
            assertThat(bundles).isTrue();
            assertThat(of).allMatch(DueDigest::isTimed);
            assertThat(of)
                    .extracting(DueDigest::dueAt)
                    .containsOnly(of.getFirst().dueAt());
            assertThat(of)
                    .extracting(DueDigest::thread)
                    .containsOnly(of.getFirst().thread());
        }
    }

    private static List<DueDigest> random(Random random) {
        List<String> schedules = TOPICS.stream()
                .map(_ -> List.of("at", "once", "late", "weekly").get(random.nextInt(4)))
                .toList();
        return numbered(IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(_ -> random.nextInt(TOPICS.size()))
                .map(topic -> digest("%s %d %s %d %d"
                        .formatted(
                                TOPICS.get(topic),
                                1 + random.nextInt(5),
                                schedules.get(topic),
                                random.nextInt(3),
                                random.nextInt(2))))
                .sorted(Comparator.comparing(DueDigest::dueAt))
                .toList());
    }

    private static List<DueDigest> numbered(List<DueDigest> digests) {
        return IntStream.range(0, digests.size())
                .mapToObj(number -> {
                    DueDigest each = digests.get(number);
                    return new DueDigest(
                            number,
                            each.subscription(),
                            each.day(),
                            each.schedule(),
                            each.dueAt(),
                            each.thread(),
                            each.publishedAt());
                })
                .toList();
    }

    private static List<DueDigest> digests(String due) {
        return numbered(Stream.of(due.split(" \\| ")).map(each -> digest(each)).toList());
    }

    private static DueDigest digest(String written) {
        String[] words = written.split(" ", -1);
        DeliverySchedule schedule = switch (words[2]) {
            case "at" -> new At(LocalTime.of(20, 0), EnumSet.allOf(DayOfWeek.class));
            case "weekly" -> new Weekly(LocalTime.of(20, 0), DayOfWeek.SUNDAY);
            case "once", "late" -> new Immediately();
            default -> throw new IllegalArgumentException(written);
        };
        Instant dueAt = NOON.plusSeconds(60L * Integer.parseInt(words[3]));
        return new DueDigest(
                0,
                TOPICS.indexOf(words[0]),
                LocalDate.of(2026, 2, Integer.parseInt(words[1])),
                schedule,
                dueAt,
                Long.parseLong(words[4]),
                Optional.of(words[2].equals("once") ? dueAt : dueAt.minusSeconds(1)));
    }

    private static String text(DeliveryPlan plan) {
        String kind = plan.kind().map(CombinedKind::name).orElse("single");
        return kind + " of "
                + String.join(
                        " ", plan.deliveries().stream().map(String::valueOf).toList());
    }
}
