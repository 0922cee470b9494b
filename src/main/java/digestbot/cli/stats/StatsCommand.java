package digestbot.cli.stats;

import digestbot.app.FileAccessCheck;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.cli.common.JsonReport;
import digestbot.cli.common.TextTable;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewCount;
import digestbot.vote.VoteStore;
import digestbot.vote.VoteStore.VoteCount;
import digestbot.vote.VoteStore.VotedDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "stats",
        description =
                "Count subscribers by platform, topic, perspective and language, and the views, votes and deliveries of the last 7 days.",
        mixinStandardHelpOptions = true)
public final class StatsCommand extends ConfiguredCommand {

    private static final List<DeliveryState> STATES = List.of(
            DeliveryState.SENT,
            DeliveryState.QUEUED,
            DeliveryState.PAUSED,
            DeliveryState.IN_FLIGHT,
            DeliveryState.FAILED,
            DeliveryState.CANCELLED);

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    private final Clock clock;

    StatsCommand() {
        this(Clock.system(ZoneId.systemDefault()));
    }

    /// Days begin in the clock's zone.
    StatsCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        DatabaseLocation location = load().database();
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            print(Statistics.of(database, clock.instant(), clock.getZone()));
            return 0;
        } catch (IllegalStateException e) {
            String reason = FileAccessCheck.ofDatabase(location)
                    .orElseGet(() -> e.getMessage() + ". “digestbot run” creates and updates the database.");
            return fail(reason);
        }
    }

    private void print(Statistics stats) {
        if (json) {
            println(JsonReport.of(stats));
        } else {
            lines(stats).forEach(this::println);
        }
    }

    private static List<String> lines(Statistics stats) {
        List<String> lines = new ArrayList<>();
        section(lines, chats(stats));
        section(lines, topics(stats));
        section(lines, perspectives(stats));
        section(lines, languages(stats));
        section(lines, views(stats));
        section(lines, votes(stats));
        lines.add("Deliveries of the last %d days by due day (%s)"
                .formatted(Statistics.DAYS, stats.timeZone().getId()));
        lines.addAll(stats.deliveries().isEmpty() ? List.of("none") : deliveries(stats));
        return lines;
    }

    private static void section(List<String> lines, List<String> section) {
        lines.addAll(section.size() > 1 ? section : List.of(section.getFirst(), "none"));
        lines.add("");
    }

    private static List<String> chats(Statistics stats) {
        var columns = new TextTable(1, List.of("Subscribers", "active", "paused", "no topics"));
        stats.subscribers()
                .forEach(each -> columns.row(
                        List.of(each.platform().title()), each.active(), each.paused(), each.withoutTopics()));
        return columns.lines();
    }

    private static List<String> topics(Statistics stats) {
        var columns = new TextTable(
                1,
                Stream.concat(
                                Stream.of("Active subscriptions"),
                                Platform.all().stream().map(Platform::title))
                        .toList());
        stats.topics().stream()
                .map(TopicCount::topic)
                .distinct()
                .forEach(topic -> columns.row(
                        List.of(topic),
                        Platform.all().stream()
                                .map(platform -> count(stats, topic, platform))
                                .toArray(Long[]::new)));
        return columns.lines();
    }

    private static long count(Statistics stats, String topic, Platform platform) {
        return stats.topics().stream()
                .filter(each -> each.topic().equals(topic) && each.platform() == platform)
                .mapToLong(TopicCount::subscriptions)
                .sum();
    }

    private static List<String> perspectives(Statistics stats) {
        var columns = new TextTable(2, List.of("Perspectives", "", "subscriptions"));
        stats.perspectives().forEach(topic -> {
            columns.row(List.of(topic.topic(), "all perspectives"), topic.all());
            topic.chosen().forEach((perspective, count) -> columns.row(List.of("", "chose " + perspective), count));
        });
        return columns.lines();
    }

    private static List<String> languages(Statistics stats) {
        var columns = new TextTable(1, List.of("Languages", "active subscribers"));
        stats.languages().forEach(each -> columns.row(List.of(each.language()), each.subscribers()));
        return columns.lines();
    }

    private static List<String> views(Statistics stats) {
        var columns = new TextTable(
                4,
                List.of(
                        "Views of the last %d days, %d or more".formatted(Statistics.DAYS, ViewCountStore.MIN_SHOWN),
                        "view",
                        "button",
                        "platform",
                        "views"));
        stats.views()
                .forEach(each -> columns.row(
                        List.of(
                                each.topic(),
                                each.view().id(),
                                each.trigger().id(),
                                each.platform().id()),
                        each.views()));
        return columns.lines();
    }

    private static List<String> votes(Statistics stats) {
        var columns = new TextTable(
                2,
                List.of(
                        "Votes on digests of the last %d days, %d or more"
                                .formatted(Statistics.DAYS, VoteCount.MIN_FOR_OPERATORS),
                        "day",
                        "balanced",
                        "one-sided"));
        stats.votes()
                .forEach(each -> columns.row(
                        List.of(each.topic(), (each.day() + " " + each.edition()).strip()),
                        each.count().balanced(),
                        each.count().oneSided()));
        return columns.lines();
    }

    private static List<String> deliveries(Statistics stats) {
        var columns = new TextTable(
                2,
                Stream.concat(Stream.of("day", "cause"), STATES.stream().map(DeliveryState::id))
                        .toList());
        stats.deliveries().stream()
                .map(each -> List.of(each.day().toString(), each.cause().id()))
                .distinct()
                .forEach(words -> columns.row(
                        words,
                        STATES.stream()
                                .map(state -> stats.deliveries().stream()
                                        .filter(each -> words.equals(List.of(
                                                        each.day().toString(),
                                                        each.cause().id()))
                                                && each.state() == state)
                                        .mapToLong(each -> each.deliveries())
                                        .sum())
                                .toArray(Long[]::new)));
        return columns.lines();
    }

    /// A snapshot without personal data. Views and votes leave out small numbers.
    record Statistics(
            List<SubscriberCountStore.Chats> subscribers,
            List<SubscriberCountStore.TopicCount> topics,
            List<Perspectives> perspectives,
            List<SubscriberCountStore.LanguageCount> languages,
            List<ViewCount> views,
            List<VotedDigest> votes,
            WordCounts words,
            ZoneId timeZone,
            List<DeliveryStatusStore.DailyCount> deliveries) {

        static final int DAYS = 7;

        /// The perspectives that active subscriptions to a topic include: the number of
        /// subscriptions that include all, and the number of other ones by perspective. A
        /// subscription with two perspectives counts for both.
        record Perspectives(String topic, long all, Map<String, Long> chosen) {}

        record WordCounts(long following, long muting) {}

        static Statistics of(ReadOnlyDatabase database, Instant now, ZoneId zone) {
            SubscriberCountStore audience = new SubscriberCountStore();
            var words = new WordStore();
            LocalDate since = LocalDate.ofInstant(now, zone).minusDays(DAYS - 1L);
            return database.read(tx -> new Statistics(
                    audience.chats(tx),
                    audience.topics(tx),
                    perspectives(audience.perspectives(tx)),
                    audience.languages(tx),
                    new ViewCountStore().since(tx, since),
                    VoteStore.since(tx, since),
                    new WordCounts(words.subscribers(tx, WordKind.FOLLOW), words.subscribers(tx, WordKind.MUTE)),
                    zone,
                    new DeliveryStatusStore().days(tx, DAYS, now, zone)));
        }

        private static List<Perspectives> perspectives(List<PerspectivesCount> counts) {
            Map<String, Perspectives> byTopic = new LinkedHashMap<>();
            for (PerspectivesCount count : counts) {
                Perspectives before = byTopic.getOrDefault(count.topic(), new Perspectives(count.topic(), 0, Map.of()));
                Map<String, Long> chosen = new TreeMap<>(before.chosen());
                boolean all = count.perspectives().includesOthers();
                if (!all) {
                    count.perspectives()
                            .ids()
                            .forEach(perspective -> chosen.merge(perspective, count.subscriptions(), Long::sum));
                }
                byTopic.put(
                        count.topic(),
                        new Perspectives(count.topic(), before.all() + (all ? count.subscriptions() : 0), chosen));
            }
            return List.copyOf(byTopic.values());
        }
    }
}
