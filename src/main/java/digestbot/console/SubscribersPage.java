package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.audience.SubscriberCountStore.LanguageCount;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.console.ConsoleStore.ZoneCount;
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

/// Statistics of subscribers, without personal data.
final class SubscribersPage {

    private static final String SPOKEN = "en";
    private static final int DAYS = 30;
    private static final int MAX_ZONES = 20;
    private static final String NOBODY = "No subscribers yet.";

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
                                .number("No topics", Chats::withoutTopics)
                                .of(chats, NOBODY)),
                Charts.subscribers(
                        ConsoleStore.growth(tx, DAYS, now, here),
                        chats.stream().mapToLong(Chats::active).sum()),
                section(
                        h2("By topic"),
                        DataTable.<TopicCount>titled("Subscriptions by topic")
                                .text("Topic", row -> library.topicName(tx, row.topic()))
                                .text("Platform", row -> row.platform().title())
                                .number("Subscriptions", TopicCount::subscriptions)
                                .of(audience.topics(tx), NOBODY)),
                ReaderStatistics.ofTopics(
                        new ViewCountStore()
                                .since(tx, LocalDate.ofInstant(now, here).minusDays(DAYS - 1L)),
                        "Views in the last %d days".formatted(DAYS),
                        topic -> library.topicName(tx, topic),
                        (topic, perspective) -> library.perspectiveName(tx, topic, perspective, SPOKEN)),
                section(
                        h2("By perspective"),
                        DataTable.<PerspectivesCount>titled("Subscriptions by perspective")
                                .text("Topic", row -> library.topicName(tx, row.topic()))
                                .text(
                                        "Perspectives, in order",
                                        row -> perspectives(tx, row.topic(), row.perspectives()))
                                .number("Subscriptions", PerspectivesCount::subscriptions)
                                .of(audience.perspectives(tx), NOBODY)),
                section(
                        h2("By language"),
                        DataTable.<LanguageCount>titled("Subscribers by language")
                                .text(
                                        "Language",
                                        row -> Locale.forLanguageTag(row.language())
                                                .getDisplayLanguage(Locale.ENGLISH))
                                .number("Subscribers", LanguageCount::subscribers)
                                .of(audience.languages(tx), NOBODY)),
                section(
                        h2("By time zone"),
                        DataTable.<ZoneCount>titled("Subscribers by time zone")
                                .text("Time zone", row -> Texts.zone(ZoneId.of(row.zone())))
                                .number("Subscribers", ZoneCount::subscribers)
                                .of(ConsoleStore.zones(tx, MAX_ZONES), NOBODY)));
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
