package digestbot.console;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;

import digestbot.console.GrowthStore.Day;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.Library;
import digestbot.subscription.AudienceStore;
import digestbot.subscription.SideChoice;
import digestbot.text.Words;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// Who gets what, in numbers alone.
final class SubscribersPage implements Console.Routes {

    private static final String PATH = "/subscribers";
    private static final String SPOKEN = "en";
    private static final int DAYS = 30;
    private static final int MOST_ZONES = 20;

    private final Counted<List<DomContent>> counted;
    private final Library library;
    private final InstantSource clock;
    private final AudienceStore audience = new AudienceStore();
    private final GrowthStore growth = new GrowthStore();

    SubscribersPage(Database database, Library library, InstantSource clock) {
        this.library = library;
        this.clock = clock;
        counted = new Counted<>(() -> database.read(this::content), clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(PATH, this::show);
    }

    private void show(Context context) {
        DomContent content = counted.look()
                .<DomContent>map(sections -> div(each(sections, section -> section)))
                .orElseGet(() -> p("Counting …").withClass("nothing"));
        context.html(Page.of(
                PATH,
                "Subscribers",
                Access.session(context),
                List.of(div(content).withId("counts").attr("data-live"))));
    }

    private List<DomContent> content(Transaction transaction) {
        List<Day> days = growth.days(transaction, DAYS, clock.instant(), ZoneId.systemDefault());
        return List.of(
                section(
                        h2("Chats"),
                        Parts.rows(
                                "Nobody yet.",
                                List.of(
                                        "Platform",
                                        "Get at least one topic",
                                        "Paused or out of reach",
                                        "Without a topic"),
                                audience.chats(transaction),
                                chats -> List.of(
                                        Parts.text(chats.platform().title()),
                                        Parts.number(chats.active()),
                                        Parts.number(chats.paused()),
                                        Parts.number(chats.without())))),
                section(
                        h2("Who came and who went"),
                        GrowthChart.of(days),
                        details(
                                summary("As a table"),
                                Parts.rows(
                                        "",
                                        List.of("Day", "Came", "Went"),
                                        days.reversed(),
                                        day -> List.of(
                                                Parts.text(day.day().toString()),
                                                Parts.number(day.came()),
                                                Parts.number(day.went()))))),
                section(
                        h2("By topic"),
                        Parts.rows(
                                "Nobody subscribed to anything yet.",
                                List.of("Topic", "Platform", "Subscriptions"),
                                audience.topics(transaction),
                                count -> List.of(
                                        Parts.text(library.topicName(transaction, count.topic())),
                                        Parts.text(count.platform().title()),
                                        Parts.number(count.subscriptions())))),
                section(
                        h2("By side"),
                        Parts.rows(
                                "Nobody chose sides yet.",
                                List.of("Topic", "Sides, in order", "Subscriptions"),
                                audience.sides(transaction),
                                count -> List.of(
                                        Parts.text(library.topicName(transaction, count.topic())),
                                        Parts.text(sides(transaction, count.topic(), count.sides())),
                                        Parts.number(count.subscriptions())))),
                section(
                        h2("By language"),
                        Parts.rows(
                                "Nobody yet.",
                                List.of("Language", "Subscribers"),
                                audience.languages(transaction),
                                count -> List.of(
                                        Parts.text(Locale.forLanguageTag(count.language())
                                                .getDisplayLanguage(Locale.ENGLISH)),
                                        Parts.number(count.subscribers())))),
                section(
                        h2("By time zone"),
                        Parts.rows(
                                "Nobody yet.",
                                List.of("Zone", "Subscribers"),
                                growth.zones(transaction, MOST_ZONES),
                                count -> List.of(
                                        Parts.text(Words.zone(ZoneId.of(count.zone()))),
                                        Parts.number(count.subscribers())))));
    }

    private String sides(Transaction transaction, String topic, SideChoice sides) {
        if (sides.isAll()) {
            return "all";
        }
        List<String> names = sides.ids().stream()
                .map(side -> library.sideName(transaction, topic, side, SPOKEN))
                .toList();
        return sides.others() ? names.getFirst() + " first, then all others" : String.join(", ", names);
    }
}
