package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.audience.SubscriberCountStore.LanguageCount;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.status.ViewCountStore;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Statistics of subscribers, without personal data.
final class SubscribersPage {

    private static final String SPOKEN = "en";
    private static final int DAYS = 30;
    private static final int MAX_ZONES = 20;

    private final BackgroundValue<DomContent> counted;
    private final Library library;
    private final InstantSource clock;
    private final SubscriberCountStore audience = new SubscriberCountStore();

    SubscribersPage(Database database, Library library, InstantSource clock) {
        this.library = library;
        this.clock = clock;
        counted = new BackgroundValue<>(() -> database.read(this::content), clock);
    }

    void add(RoutesConfig routes) {
        routes.get(
                Paths.SUBSCRIBERS,
                context -> PageLayout.show(
                        context,
                        Paths.SUBSCRIBERS,
                        "Subscribers",
                        live("counts", div(counted.latest().orElseGet(() -> muted("Counting…"))))));
    }

    private DomContent content(Transaction tx) {
        Instant now = clock.instant();
        ZoneId here = ZoneId.systemDefault();
        List<Chats> chats = audience.chats(tx);
        return each(
                section(
                        h2("Chats"),
                        DataTable.<Chats>titled("Chats")
                                .text("Platform", row -> row.platform().title())
                                .number("Active", Chats::active)
                                .number("Paused", Chats::paused)
                                .number("Without topics", Chats::withoutTopics)
                                .of(chats, "No subscribers yet.")),
                section(h2("Subscriptions"), subscriptions(tx, chats)),
                details(
                        summary("Perspectives, languages and time zones"),
                        counted(
                                "Topic and perspectives, in order",
                                audience.perspectives(tx),
                                row -> library.topicName(tx, row.topic()) + ": "
                                        + perspectives(tx, row.topic(), row.perspectives()),
                                PerspectivesCount::subscriptions),
                        counted(
                                "Language",
                                audience.languages(tx),
                                row -> Locale.forLanguageTag(row.language()).getDisplayLanguage(Locale.ENGLISH),
                                LanguageCount::subscribers),
                        counted(
                                "Time zone",
                                ConsoleStore.zones(tx, MAX_ZONES),
                                row -> Texts.zone(ZoneId.of(row.getKey())),
                                Map.Entry::getValue)),
                ChartRenderer.subscribers(
                        ConsoleStore.growth(tx, DAYS, now, here),
                        chats.stream().mapToLong(Chats::active).sum()),
                ReaderStatistics.ofTopics(
                        new ViewCountStore()
                                .since(tx, LocalDate.ofInstant(now, here).minusDays(DAYS - 1L)),
                        "Views in the last %d days".formatted(DAYS),
                        topic -> library.topicName(tx, topic),
                        (topic, perspective) -> library.perspectiveName(tx, topic, perspective, SPOKEN)));
    }

    private DomContent subscriptions(Transaction tx, List<Chats> chats) {
        Map<String, Map<Platform, Long>> topics = audience.topics(tx).stream()
                .collect(groupingBy(
                        TopicCount::topic, TreeMap::new, toMap(TopicCount::platform, TopicCount::subscriptions)));
        DataTable<Map.Entry<String, Map<Platform, Long>>> table = DataTable.titled("Subscriptions");
        table.text("Topic", row -> library.topicName(tx, row.getKey()));
        chats.stream()
                .map(Chats::platform)
                .forEach(platform ->
                        table.number(platform.title(), row -> row.getValue().getOrDefault(platform, 0L)));
        table.number("All", row -> row.getValue().values().stream().reduce(0L, Long::sum));
        return table.of(List.copyOf(topics.entrySet()), "No subscriptions yet.");
    }

    private static <T> DomContent counted(
            String heading, List<T> counts, Function<T, String> name, ToLongFunction<T> number) {
        return DataTable.<T>titled(heading)
                .text(heading, name)
                .number("Subscribers", number)
                .of(counts, "");
    }

    private String perspectives(Transaction tx, String topic, PerspectiveChoice perspectives) {
        if (perspectives.isAll()) {
            return "all";
        }
        List<String> names = perspectives.ids().stream()
                .map(perspective -> library.perspectiveName(tx, topic, perspective, SPOKEN))
                .toList();
        return perspectives.includesOthers() ? names.getFirst() + " first, then all others" : String.join(", ", names);
    }
}
