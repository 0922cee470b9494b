package digestbot.cli.stats;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.cli.common.TextTable;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.status.ViewCountStore;
import digestbot.vote.VoteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The output of `stats` as text.
final class StatsText {

    private static final List<DeliveryState> STATES = List.of(
            DeliveryState.SENT,
            DeliveryState.QUEUED,
            DeliveryState.PAUSED,
            DeliveryState.IN_FLIGHT,
            DeliveryState.FAILED,
            DeliveryState.CANCELLED);

    private StatsText() {}

    static List<String> lines(Statistics stats) {
        List<String> lines = new ArrayList<>();
        section(lines, chats(stats));
        section(lines, topics(stats));
        section(lines, perspectives(stats));
        section(lines, languages(stats));
        section(lines, views(stats));
        section(lines, votes(stats));
        lines.add("Deliveries of the last %d days by due day (%s)"
                .formatted(Statistics.DAYS, stats.zone().getId()));
        lines.addAll(stats.deliveries().isEmpty() ? List.of("none") : deliveries(stats));
        return lines;
    }

    private static void section(List<String> lines, List<String> section) {
        lines.addAll(section.size() > 1 ? section : List.of(section.getFirst(), "none"));
        lines.add("");
    }

    private static List<String> chats(Statistics stats) {
        var columns = new TextTable(1, List.of("Subscribers", "active", "paused", "no topics"));
        stats.chats()
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
        stats.perspectives().forEach((topic, perspectives) -> {
            columns.row(List.of(topic, "all perspectives"), perspectives.all());
            for (Map.Entry<String, Long> perspective : perspectives.chosen().entrySet()) {
                columns.row(List.of("", "chose " + perspective.getKey()), perspective.getValue());
            }
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
}
