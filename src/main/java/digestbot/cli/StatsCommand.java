package digestbot.cli;

import digestbot.app.FileAccessCheck;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.audience.SubscriberCountStore.LanguageCount;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.audience.vote.VoteStore.VotedDigest;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.DailyCount;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "stats",
        description =
                "Count subscribers by platform, topic, perspective and language, and the views, votes and deliveries of the last 7 days.")
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

    @Override
    public Integer call() {
        DatabaseLocation location = load().database();
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            Statistics stats = Statistics.of(database, clock().instant(), clock().getZone());
            print(json, stats, lines(stats));
            return 0;
        } catch (IllegalStateException e) {
            String reason = FileAccessCheck.ofDatabase(location)
                    .orElseGet(() -> e.getMessage() + ". “digestbot run” creates and updates the database.");
            return fail(reason);
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
        return new TextTable<Chats>()
                .text("Subscribers", each -> each.platform().title())
                .number("active", Chats::active)
                .number("paused", Chats::paused)
                .number("no topics", Chats::withoutTopics)
                .lines(stats.subscribers());
    }

    private static List<String> topics(Statistics stats) {
        var table = new TextTable<String>().text("Active subscriptions", topic -> topic);
        for (Platform platform : Platform.all()) {
            table.number(
                    platform.title(),
                    topic -> stats.topics().stream()
                            .filter(each -> each.topic().equals(topic) && each.platform() == platform)
                            .mapToLong(TopicCount::subscriptions)
                            .sum());
        }
        return table.lines(
                stats.topics().stream().map(TopicCount::topic).distinct().toList());
    }

    private static List<String> perspectives(Statistics stats) {
        record Line(String topic, String what, long subscriptions) {}
        List<Line> lines = new ArrayList<>();
        stats.perspectives().forEach(topic -> {
            lines.add(new Line(topic.topic(), "all perspectives", topic.all()));
            topic.chosen().forEach((perspective, count) -> lines.add(new Line("", "chose " + perspective, count)));
        });
        return new TextTable<Line>()
                .text("Perspectives", Line::topic)
                .text("", Line::what)
                .number("subscriptions", Line::subscriptions)
                .lines(lines);
    }

    private static List<String> languages(Statistics stats) {
        return new TextTable<LanguageCount>()
                .text("Languages", LanguageCount::language)
                .number("active subscribers", LanguageCount::subscribers)
                .lines(stats.languages());
    }

    private static List<String> views(Statistics stats) {
        String title = "Views of the last %d days, %d or more".formatted(Statistics.DAYS, ViewCountStore.MIN_SHOWN);
        return new TextTable<ViewCount>()
                .text(title, ViewCount::topic)
                .text("view", each -> each.view().id())
                .text("button", each -> each.trigger().id())
                .text("platform", each -> each.platform().id())
                .number("views", ViewCount::views)
                .lines(stats.views());
    }

    private static List<String> votes(Statistics stats) {
        String title = "Votes on digests of the last %d days, %d or more"
                .formatted(Statistics.DAYS, VoteCount.MIN_FOR_OPERATORS);
        return new TextTable<VotedDigest>()
                .text(title, VotedDigest::topic)
                .text("day", each -> (each.day() + " " + each.edition()).strip())
                .number("balanced", each -> each.count().balanced())
                .number("one-sided", each -> each.count().oneSided())
                .lines(stats.votes());
    }

    private static List<String> deliveries(Statistics stats) {
        record Line(LocalDate day, DeliveryCause cause) {}
        var table = new TextTable<Line>()
                .text("day", each -> each.day().toString())
                .text("cause", each -> each.cause().id());
        for (DeliveryState state : STATES) {
            table.number(
                    state.id(),
                    line -> stats.deliveries().stream()
                            .filter(each -> line.equals(new Line(each.day(), each.cause())) && each.state() == state)
                            .mapToLong(DailyCount::deliveries)
                            .sum());
        }
        return table.lines(stats.deliveries().stream()
                .map(each -> new Line(each.day(), each.cause()))
                .distinct()
                .toList());
    }

    /// A snapshot without personal data. Views and votes leave out small numbers.
    record Statistics(
            List<Chats> subscribers,
            List<TopicCount> topics,
            List<Perspectives> perspectives,
            List<LanguageCount> languages,
            List<ViewCount> views,
            List<VotedDigest> votes,
            WordCounts words,
            ZoneId timeZone,
            List<DailyCount> deliveries) {

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
