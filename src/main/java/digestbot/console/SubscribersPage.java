package digestbot.console;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.SubscriberCountStore;
import digestbot.console.statistics.BackgroundCount;
import digestbot.console.statistics.SubscriberGrowthChart;
import digestbot.console.statistics.SubscriberGrowthStore;
import digestbot.console.statistics.SubscriberGrowthStore.Day;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// Who gets what, in numbers alone.
final class SubscribersPage implements Routes {

    private static final String SPOKEN = "en";
    private static final int DAYS = 30;
    private static final int MOST_ZONES = 20;

    private final BackgroundCount<List<DomContent>> counted;
    private final Library library;
    private final InstantSource clock;
    private final SubscriberCountStore audience = new SubscriberCountStore();
    private final SubscriberGrowthStore growth = new SubscriberGrowthStore();

    SubscribersPage(Database database, Library library, InstantSource clock) {
        this.library = library;
        this.clock = clock;
        counted = new BackgroundCount<>(() -> database.read(this::content), clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.SUBSCRIBERS, this::show);
    }

    private void show(Context context) {
        DomContent content = counted.look()
                .<DomContent>map(sections -> div(each(sections, section -> section)))
                .orElseGet(() -> p("Counting …").withClass("nothing"));
        context.html(PageLayout.of(
                Paths.SUBSCRIBERS,
                "Subscribers",
                AccessControl.session(context),
                List.of(div(content).withId("counts").attr("data-live"))));
    }

    private List<DomContent> content(Transaction transaction) {
        List<Day> days = growth.days(transaction, DAYS, clock.instant(), ZoneId.systemDefault());
        return List.of(
                section(
                        h2("Chats"),
                        PageParts.rows(
                                "Nobody yet.",
                                List.of(
                                        "Platform",
                                        "Get at least one topic",
                                        "Paused or out of reach",
                                        "Without a topic"),
                                audience.chats(transaction),
                                chats -> List.of(
                                        PageParts.text(chats.platform().title()),
                                        PageParts.number(chats.active()),
                                        PageParts.number(chats.paused()),
                                        PageParts.number(chats.without())))),
                section(
                        h2("Who came and who went"),
                        SubscriberGrowthChart.of(days),
                        details(
                                summary("As a table"),
                                PageParts.rows(
                                        "",
                                        List.of("Day", "Came", "Went"),
                                        days.reversed(),
                                        day -> List.of(
                                                PageParts.text(day.day().toString()),
                                                PageParts.number(day.came()),
                                                PageParts.number(day.went()))))),
                section(
                        h2("By topic"),
                        PageParts.rows(
                                "Nobody subscribed to anything yet.",
                                List.of("Topic", "Platform", "Subscriptions"),
                                audience.topics(transaction),
                                count -> List.of(
                                        PageParts.text(library.topicName(transaction, count.topic())),
                                        PageParts.text(count.platform().title()),
                                        PageParts.number(count.subscriptions())))),
                section(
                        h2("By side"),
                        PageParts.rows(
                                "Nobody chose sides yet.",
                                List.of("Topic", "Sides, in order", "Subscriptions"),
                                audience.perspectives(transaction),
                                count -> List.of(
                                        PageParts.text(library.topicName(transaction, count.topic())),
                                        PageParts.text(perspectives(transaction, count.topic(), count.perspectives())),
                                        PageParts.number(count.subscriptions())))),
                section(
                        h2("By language"),
                        PageParts.rows(
                                "Nobody yet.",
                                List.of("Language", "Subscribers"),
                                audience.languages(transaction),
                                count -> List.of(
                                        PageParts.text(Locale.forLanguageTag(count.language())
                                                .getDisplayLanguage(Locale.ENGLISH)),
                                        PageParts.number(count.subscribers())))),
                section(
                        h2("By time zone"),
                        PageParts.rows(
                                "Nobody yet.",
                                List.of("Zone", "Subscribers"),
                                growth.zones(transaction, MOST_ZONES),
                                count -> List.of(
                                        PageParts.text(Texts.zone(ZoneId.of(count.zone()))),
                                        PageParts.number(count.subscribers())))));
    }

    private String perspectives(Transaction transaction, String topic, PerspectiveChoice perspectives) {
        if (perspectives.isAll()) {
            return "all";
        }
        List<String> names = perspectives.ids().stream()
                .map(perspective -> library.perspectiveName(transaction, topic, perspective, SPOKEN))
                .toList();
        return perspectives.others() ? names.getFirst() + " first, then all others" : String.join(", ", names);
    }
}
