package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.PerspectiveChoice;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<String, List<Map.Entry<String, Long>>> groups = new LinkedHashMap<>();
        groups.put("Chats by platform", rows(chats, row -> row.platform().title() + ", active", Chats::active));
        groups.put("Paused chats", rows(chats, row -> row.platform().title() + ", paused", Chats::paused));
        groups.put(
                "Chats without topics",
                rows(chats, row -> row.platform().title() + ", no topics", Chats::withoutTopics));
        groups.put(
                "Subscriptions by topic",
                rows(
                        audience.topics(tx),
                        row -> library.topicName(tx, row.topic()) + ", "
                                + row.platform().title(),
                        TopicCount::subscriptions));
        groups.put(
                "Subscriptions by topic and perspectives, in order",
                rows(
                        audience.perspectives(tx),
                        row -> library.topicName(tx, row.topic()) + ": "
                                + perspectives(tx, row.topic(), row.perspectives()),
                        PerspectivesCount::subscriptions));
        groups.put(
                "Subscribers by language",
                rows(
                        audience.languages(tx),
                        row -> Locale.forLanguageTag(row.language()).getDisplayLanguage(Locale.ENGLISH),
                        LanguageCount::subscribers));
        groups.put(
                "Subscribers by time zone",
                rows(
                        ConsoleStore.zones(tx, MAX_ZONES),
                        row -> Texts.zone(ZoneId.of(row.getKey())),
                        Map.Entry::getValue));
        groups.values().removeIf(List::isEmpty);
        return each(
                section(
                        h2("Numbers"),
                        groups.isEmpty()
                                ? muted("No subscribers yet.")
                                : DataTable.<Map.Entry<String, Long>>titled("Numbers")
                                        .text("Counted", Map.Entry::getKey)
                                        .number("Number", Map.Entry::getValue)
                                        .of(groups)),
                Charts.subscribers(
                        ConsoleStore.growth(tx, DAYS, now, here),
                        chats.stream().mapToLong(Chats::active).sum()),
                ReaderStatistics.ofTopics(
                        new ViewCountStore()
                                .since(tx, LocalDate.ofInstant(now, here).minusDays(DAYS - 1L)),
                        "Views in the last %d days".formatted(DAYS),
                        topic -> library.topicName(tx, topic),
                        (topic, perspective) -> library.perspectiveName(tx, topic, perspective, SPOKEN)));
    }

    private static <T> List<Map.Entry<String, Long>> rows(
            List<T> counts, Function<T, String> name, ToLongFunction<T> number) {
        return counts.stream()
                .map(count -> Map.entry(name.apply(count), number.applyAsLong(count)))
                .toList();
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
