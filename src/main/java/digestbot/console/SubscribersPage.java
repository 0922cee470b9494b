package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.audience.SubscriberCountStore.LanguageCount;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.SubscriberCountStore.TopicCount;
import digestbot.console.SubscriberGrowthStore.ZoneCount;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.status.ViewCountStore;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// Statistics of subscribers, without personal data.
final class SubscribersPage implements Routes {

    private static final String SPOKEN = "en";
    private static final int DAYS = 30;
    private static final int MAX_ZONES = 20;
    private static final String NOBODY = "No subscribers yet.";

    private final BackgroundValue<List<DomContent>> counted;
    private final Library library;
    private final InstantSource clock;
    private final SubscriberCountStore audience = new SubscriberCountStore();
    private final SubscriberGrowthStore growth = new SubscriberGrowthStore();
    private final ViewCountStore viewCounts = new ViewCountStore();

    SubscribersPage(Database database, Library library, InstantSource clock) {
        this.library = library;
        this.clock = clock;
        counted = new BackgroundValue<>(() -> database.read(this::content), clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.SUBSCRIBERS, this::show);
    }

    private void show(Context context) {
        DomContent content = counted.latest()
                .<DomContent>map(sections -> div(each(sections, section -> section)))
                .orElseGet(() -> p("Counting…").withClass("muted"));
        context.html(PageLayout.of(
                Paths.SUBSCRIBERS,
                "Subscribers",
                AccessControl.frame(context),
                List.of(div(content).withId("counts").attr("data-live"))));
    }

    private List<DomContent> content(Transaction transaction) {
        return List.of(
                section(h2("Chats"), chats(transaction)),
                SubscriberChart.of(
                        growth.days(transaction, DAYS, clock.instant(), ZoneId.systemDefault()),
                        audience.chats(transaction).stream()
                                .mapToLong(Chats::active)
                                .sum()),
                section(h2("By topic"), topics(transaction)),
                ReaderStatistics.ofTopics(
                        viewCounts.since(
                                transaction,
                                LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault())
                                        .minusDays(DAYS - 1L)),
                        "Views in the last %d days".formatted(DAYS),
                        topic -> library.topicName(transaction, topic),
                        (topic, perspective) -> library.perspectiveName(transaction, topic, perspective, SPOKEN)),
                section(h2("By perspective"), perspectives(transaction)),
                section(h2("By language"), languages(transaction)),
                section(h2("By time zone"), zones(transaction)));
    }

    private DomContent chats(Transaction transaction) {
        return DataTable.<Chats>titled("Chats")
                .text("Platform", chats -> chats.platform().title())
                .number("Active", Chats::active)
                .number("Paused", Chats::paused)
                .number("No topics", Chats::withoutTopics)
                .of(audience.chats(transaction), NOBODY);
    }

    private DomContent topics(Transaction transaction) {
        return DataTable.<TopicCount>titled("Subscriptions by topic")
                .text("Topic", count -> library.topicName(transaction, count.topic()))
                .text("Platform", count -> count.platform().title())
                .number("Subscriptions", TopicCount::subscriptions)
                .of(audience.topics(transaction), "No subscriptions yet.");
    }

    private DomContent perspectives(Transaction transaction) {
        return DataTable.<PerspectivesCount>titled("Subscriptions by perspective")
                .text("Topic", count -> library.topicName(transaction, count.topic()))
                .text("Perspectives, in order", count -> perspectives(transaction, count.topic(), count.perspectives()))
                .number("Subscriptions", PerspectivesCount::subscriptions)
                .of(audience.perspectives(transaction), "No subscriptions yet.");
    }

    private DomContent languages(Transaction transaction) {
        return DataTable.<LanguageCount>titled("Subscribers by language")
                .text(
                        "Language",
                        count -> Locale.forLanguageTag(count.language()).getDisplayLanguage(Locale.ENGLISH))
                .number("Subscribers", LanguageCount::subscribers)
                .of(audience.languages(transaction), NOBODY);
    }

    private DomContent zones(Transaction transaction) {
        return DataTable.<ZoneCount>titled("Subscribers by time zone")
                .text("Time zone", count -> Texts.zone(ZoneId.of(count.zone())))
                .number("Subscribers", ZoneCount::subscribers)
                .of(growth.zones(transaction, MAX_ZONES), NOBODY);
    }

    private String perspectives(Transaction transaction, String topic, PerspectiveChoice perspectives) {
        if (perspectives.isAll()) {
            return "all";
        }
        List<String> names = perspectives.ids().stream()
                .map(perspective -> library.perspectiveName(transaction, topic, perspective, SPOKEN))
                .toList();
        return perspectives.includesOthers() ? names.getFirst() + " first, then all others" : String.join(", ", names);
    }
}
