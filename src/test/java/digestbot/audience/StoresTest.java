package digestbot.audience;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.digest.Topic;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class StoresTest {

    private static final Instant NOW = Instant.parse("2026-02-05T12:00:00Z");
    private static final Chat GROUP = new Chat(Platform.TELEGRAM, -100, ChatType.GROUP, "Readers");

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();

    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PersonStore persons = new PersonStore();

    @BeforeEach
    void open() {
        database.writeWithoutResult(tx -> {
            addTopic(tx, "us-china", "US vs China");
            addTopic(tx, "trade", "Trade");
        });
    }

    @Test
    void findsASubscriberOfAPlatformAgainAndKeepsItsTitleUpToDate() {
        Subscriber first = create(GROUP);
        Chat renamed = new Chat(Platform.TELEGRAM, -100, ChatType.GROUP, "Old readers");
        Subscriber second = create(renamed);
        assertThat(second).isEqualTo(new Subscriber(first.number(), renamed, Preferences.DEFAULT, Optional.empty()));
        assertThat(read(first.number())).isEqualTo(second);
        assertThat(create(GROUP).number())
                .isNotEqualTo(create(new Chat(Platform.DISCORD, -100, ChatType.GROUP, ""))
                        .number());
    }

    @Test
    void keepsPreferences() {
        Subscriber subscriber = create(GROUP);
        var preferences = new Preferences(
                "zh-CN",
                ZoneId.of("Asia/Shanghai"),
                Optional.of(new QuietHours(LocalTime.of(22, 30), LocalTime.of(7, 0))),
                new DeliverySchedule.Weekly(LocalTime.of(18, 0), DayOfWeek.SUNDAY),
                false,
                false);
        database.writeWithoutResult(tx -> subscribers.setPreferences(tx, subscriber.number(), preferences));
        assertThat(read(subscriber.number()).preferences()).isEqualTo(preferences);
    }

    @Test
    void keepsTheFirstReasonOfAPauseUntilItIsResumedOrStopped() {
        long number = create(GROUP).number();
        assertThat((boolean) database.write(tx -> subscribers.pause(tx, number, "blocked", NOW)))
                .isTrue();
        assertThat((boolean) database.write(tx -> subscribers.pause(tx, number, "gone", NOW)))
                .isFalse();
        assertThat(read(number).pausedReason()).contains("blocked");
        assertThat((boolean) database.write(tx -> subscribers.resume(tx, number)))
                .isTrue();
        assertThat((boolean) database.write(tx -> subscribers.resume(tx, number)))
                .isFalse();
        assertThat(read(number).pausedReason()).isEmpty();
        database.writeWithoutResult(tx -> subscribers.pause(tx, number, "blocked", NOW));
        assertThat(read(number).isStopped()).isFalse();
        database.writeWithoutResult(tx -> subscribers.stop(tx, number, NOW));
        assertThat(read(number).isStopped()).isTrue();
    }

    @Test
    void keepsWhatASubscriptionAsksFor() {
        long number = create(GROUP).number();
        database.writeWithoutResult(tx -> subscriptions.create(tx, number, "us-china", 7, NOW));
        Subscription made =
                database.read(tx -> subscriptions.find(tx, number, "us-china")).orElseThrow();
        assertThat(made)
                .isEqualTo(new Subscription(
                        made.number(),
                        number,
                        "us-china",
                        7,
                        ReadingOptions.DEFAULT,
                        new DeliverySchedule.Immediately(),
                        false));
        var changed = new Subscription(
                made.number(),
                number,
                "us-china",
                0,
                new ReadingOptions(PerspectiveChoice.only(List.of("china", "us")), Length.SHORT, Layout.SIDE_BY_SIDE),
                new DeliverySchedule.At(LocalTime.of(8, 5), Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)),
                true);
        database.writeWithoutResult(tx -> subscriptions.update(tx, changed));
        Optional<Subscription> found = database.read(tx -> subscriptions.find(tx, number, "us-china"));
        assertThat(found).contains(changed);
    }

    @Test
    void aSubscriptionIsDeliveredWhenItsChatIsUnlessItHasItsOwnSchedule() {
        long number = create(GROUP).number();
        Preferences daily =
                Preferences.DEFAULT.withSchedule(new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(DayOfWeek.MONDAY)));
        database.writeWithoutResult(tx -> {
            subscriptions.create(tx, number, "trade", 0, NOW);
            subscribers.setPreferences(tx, number, daily);
        });
        Subscription like = toTrade(number);
        assertThat(like.schedule()).isEqualTo(daily.schedule());
        Subscription own = like.withSchedule(new DeliverySchedule.Immediately());
        database.writeWithoutResult(tx -> subscriptions.update(tx, own));
        assertThat(toTrade(number)).isEqualTo(own);
        database.writeWithoutResult(tx -> subscriptions.update(tx, own.withScheduleOf(daily)));
        assertThat(toTrade(number)).isEqualTo(like);
    }

    @Test
    void listsSubscriptionsByTheTopicsNames() {
        long number = create(GROUP).number();
        database.writeWithoutResult(tx -> {
            subscriptions.create(tx, number, "us-china", 0, NOW);
            subscriptions.create(tx, number, "trade", 0, NOW);
        });
        assertThat(list(number))
                .extracting(SubscriptionStore.SubscriptionWithTopic::topic)
                .containsExactly(new Topic("trade", "Trade"), new Topic("us-china", "US vs China"));
    }

    @Test
    void numbersOfEndedSubscriptionsAreNotUsedAgain() {
        long number = create(GROUP).number();
        database.writeWithoutResult(tx -> subscriptions.create(tx, number, "trade", 0, NOW));
        Subscription first = toTrade(number);
        database.writeWithoutResult(tx -> subscriptions.delete(tx, first.number()));
        database.writeWithoutResult(tx -> subscriptions.create(tx, number, "trade", 0, NOW));
        Subscription second = toTrade(number);
        assertThat(second.number()).isNotEqualTo(first.number());
    }

    @Test
    void remembersPersonsWithTheirLatestLanguageAndTheOneThatTheyChose() {
        database.writeWithoutResult(tx -> persons.recordSeen(tx, new Person(Platform.DISCORD, 5, "en"), NOW));
        database.writeWithoutResult(tx -> persons.recordSeen(tx, new Person(Platform.DISCORD, 5, "de"), NOW));
        assertThat(find(Platform.DISCORD)).contains(new Person(Platform.DISCORD, 5, "de"));
        assertThat(find(Platform.TELEGRAM)).isEmpty();
        var person = new Person(Platform.DISCORD, 5, "en");
        Optional<String> before = database.read(tx -> persons.chosenLanguage(tx, person));
        assertThat(before).isEmpty();
        database.writeWithoutResult(tx -> persons.chooseLanguage(tx, person, "zh"));
        database.writeWithoutResult(tx -> persons.recordSeen(tx, new Person(Platform.DISCORD, 5, "de"), NOW));
        Optional<String> after = database.read(tx -> persons.chosenLanguage(tx, person));
        assertThat(after).contains("zh");
    }

    private Subscriber create(Chat chat) {
        return database.write(tx -> subscribers.findOrCreate(tx, chat, Preferences.DEFAULT, NOW));
    }

    private Subscription toTrade(long number) {
        return database.read(tx -> subscriptions.find(tx, number, "trade")).orElseThrow();
    }

    private Subscriber read(long number) {
        return database.read(tx -> subscribers.find(tx, number)).orElseThrow();
    }

    private List<SubscriptionStore.SubscriptionWithTopic> list(long subscriber) {
        return database.read(tx -> subscriptions.of(tx, subscriber));
    }

    private Optional<Person> find(Platform platform) {
        return database.read(tx -> persons.find(tx, platform, 5));
    }

    private static void addTopic(Transaction tx, String id, String name) {
        tx.handle().execute("INSERT INTO topic (id, name) VALUES (?, ?)", id, name);
    }
}
