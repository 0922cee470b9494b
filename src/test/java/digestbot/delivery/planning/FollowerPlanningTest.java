package digestbot.delivery.planning;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.content.ReaderWords;
import digestbot.database.QueryPlans;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.delivery.planning.PlanningStore.TaskKind;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
class FollowerPlanningTest {

    private static final String OTHER_TOPIC = "energy";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @BeforeEach
    void open() {
        fixture.addTopic(OTHER_TOPIC);
    }

    private Subscriber follow(long chat, String... typed) {
        return add(chat, WordKind.FOLLOW, typed);
    }

    private Subscriber add(long chat, WordKind kind, String... typed) {
        return fixture.database.write(tx -> {
            Subscriber subscriber = fixture.subscriptions.subscriber(
                    tx, DeliveryFixture.chat(chat).chat(), Preferences.DEFAULT);
            for (String word : typed) {
                fixture.subscriptions.addWord(tx, subscriber.number(), kind, WordCutter.key(word), word, 0);
            }
            return subscriber;
        });
    }

    private void unfollow(Subscriber subscriber, String typed) {
        fixture.write(tx -> new WordStore()
                .of(tx, subscriber.number(), WordKind.FOLLOW).stream()
                        .filter(word -> word.typed().equals(typed))
                        .forEach(word -> fixture.subscriptions.removeWord(tx, subscriber.number(), word.number())));
    }

    /// The chats with a delivery in that state, one entry per delivery.
    private List<String> chats(String state) {
        return fixture.rows("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                + " WHERE d.state = '" + state + "' ORDER BY u.chat_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            New tariffs on steel   | tariffs       | true
            New Tariffs on steel   | TARIFFS       | true
            New tariffs on steel   | tariff        | true
            New tariffs on steel   | tar           | false
            New tariffs on steel   | steel, chips  | true
            Rare earths and chips  | rare earths   | true
            Rare chips and earths  | rare earths   | false
            美国提高对华关税       | 关税          | true
            美国关注税收           | 关税          | false
            Zölle auf Stahl        | zolle         | true
            """)
    void aChatGetsWhatHasOneOfItsWords(String title, String typed, boolean delivered) {
        follow(7, typed.split(", "));
        fixture.publish(title);
        assertThat(chats("queued")).isEqualTo(delivered ? List.of("7") : List.of());
    }

    @Test
    void aWordThatIsFollowedLaterIsForLaterDigests() {
        follow(7, "steel");
        fixture.clock.pass(Duration.ofMinutes(1));
        fixture.publishOnly(TOPIC, "Tariffs");
        fixture.clock.pass(Duration.ofMinutes(1));
        follow(7, "tariffs");
        fixture.plan();
        assertThat(chats("queued")).isEmpty();
        fixture.publish(6, "Tariffs again");
        assertThat(chats("queued")).containsExactly("7");
    }

    @Test
    void itComesWhenTheChatsTopicsDo() {
        Subscriber timed = fixture.subscribe(7, OTHER_TOPIC);
        follow(7, "tariffs");
        follow(8, "tariffs");
        fixture.prefer(timed, Preferences.DEFAULT.withSchedule(DeliveryFixture.daily("23:45")));
        fixture.publish("Tariffs");
        assertThat(fixture.rows("SELECT u.chat_id || ' ' || (d.due_at > g.published_at) || ' '"
                        + " || (d.due_at % 86400000 = 85500000) FROM delivery d"
                        + " JOIN subscriber u ON u.number = d.subscriber"
                        + " JOIN delivery_item i ON i.delivery = d.number JOIN digest g ON g.number = i.digest"
                        + " ORDER BY u.chat_id"))
                .extracting(row -> row.replace("true", "1").replace("false", "0"))
                .element(0)
                .isEqualTo("7 1 1");
    }

    @Test
    void quietHoursHoldItAndANewTimeMovesIt() {
        Subscriber quiet = follow(7, "tariffs");
        fixture.quiet(quiet, "UTC", "00:00", "23:59");
        fixture.publish("Tariffs");
        assertThat(lateDeliveries()).isEqualTo(1);
        fixture.prefer(quiet, Preferences.DEFAULT);
        assertThat(lateDeliveries()).isZero();
    }

    private int lateDeliveries() {
        return fixture.rows("SELECT d.number FROM delivery d JOIN delivery_item i ON i.delivery = d.number"
                        + " JOIN digest g ON g.number = i.digest WHERE d.due_at > g.published_at")
                .size();
    }

    @Test
    void unfollowingCancelsWhatNoOtherWordCauses() {
        Subscriber subscriber = follow(7, "tariffs", "steel", "chips");
        fixture.publish(5, "Tariffs on steel");
        fixture.publish(6, "Chips");
        unfollow(subscriber, "chips");
        assertThat(chats("queued")).hasSize(1);
        unfollow(subscriber, "steel");
        assertThat(chats("queued")).hasSize(1);
        unfollow(subscriber, "tariffs");
        assertThat(chats("queued")).isEmpty();
        assertThat(chats("cancelled")).hasSize(2);
        fixture.assertRows("SELECT number FROM subscription");
    }

    @Test
    void aWithdrawnDigestIsCancelledAndComesWhenItIsPublishedAgain() {
        follow(7, "tariffs");
        long digest = fixture.publish("Tariffs");
        fixture.withdraw(digest);
        assertThat(chats("queued")).isEmpty();
        fixture.publishAgain(digest, 2, "Tariffs again");
        assertThat(chats("queued")).containsExactly("7");
    }

    @Test
    void aDigestThatIsPublishedAgainComesToWhoFollowsTheWordsThatItHasThen() {
        follow(7, "tariffs");
        follow(8, "steel");
        long digest = fixture.publish("Tariffs");
        fixture.withdraw(digest);
        fixture.publishAgain(digest, 2, "Steel");
        assertThat(chats("queued")).containsExactly("8");
    }

    @Test
    void nothingIsPlannedForWordsIfNobodyFollowsAny() {
        fixture.subscribe(7);
        fixture.publishOnly(TOPIC, "Tariffs");
        fixture.assertRows("SELECT task FROM planning", "publish");
    }

    /// Subscribers to the topic and followers of a word get the digest, once: a plain recount.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void exactlySubscribersAndFollowersGetADigest(long seed) {
        var random = new Random(seed);
        List<String> vocabulary = List.of("tariffs", "steel", "chips", "rare", "earths", "energy", "关", "税", "中", "国");
        Set<Long> subscribed = new HashSet<>();
        Map<Long, Set<String>> followed = new HashMap<>();
        for (long chat = 1; chat <= 60; chat++) {
            switch (random.nextInt(6)) {
                case 0 -> fixture.subscribe(chat, OTHER_TOPIC);
                case 1 -> {
                    fixture.subscribe(chat);
                    subscribed.add(chat);
                }
                default -> {}
            }
            Set<String> own = new TreeSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                own.add(phrase(random, vocabulary, 2));
            }
            if (!own.isEmpty()) {
                follow(chat, own.toArray(String[]::new));
                followed.put(chat, own);
            }
        }
        for (int day = 1; day <= 10; day++) {
            String title = phrase(random, vocabulary, 6);
            fixture.publish(day, title);
            Collection<String> expected = new ArrayList<>();
            for (long chat = 1; chat <= 60; chat++) {
                boolean follows = followed.getOrDefault(chat, Set.of()).stream().anyMatch(word -> has(title, word));
                if (subscribed.contains(chat) || follows) {
                    expected.add(String.valueOf(chat));
                }
            }
            assertThat(fixture.rows("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                            + " JOIN delivery_item i ON i.delivery = d.number JOIN digest g ON g.number = i.digest"
                            + " WHERE ltrim(substr(g.day, 9), '0') = '" + day + "'"))
                    .as(title)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String phrase(Random random, List<String> vocabulary, int most) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            some.add(vocabulary.get(random.nextInt(vocabulary.size())));
        }
        return String.join(" ", some);
    }

    private static boolean has(String title, String word) {
        return (" " + title + " ").contains(" " + word + " ");
    }

    @Test
    void itsStatementsReadOnlyTheFollowersOfTheDigestsWords() {
        follow(7, "tariffs");
        fixture.publishOnly(TOPIC, "Tariffs");
        var store = new PlanningStore();
        List<String> plans = fixture.database.write(tx -> QueryPlans.of(tx, asked -> {
            PlanningStore.Task task = store.next(asked, TaskKind.FOLLOW).orElseThrow();
            PlanningStore.ComparedWords found = store.followed(asked, WordText.of("tariffs steel", "en"));
            NumberRange range = store.range(asked, task, 100);
            store.plan(asked, task, store.languageMatch(asked, task), range, found, 0, fixture.clock.instant());
        }));
        assertThat(plans)
                .anyMatch(step -> step.startsWith("SEARCH f USING") && step.contains("word_followed"))
                .as("all subscriptions to words")
                .noneMatch(step -> step.contains("subscription_by_topic"))
                .noneMatch(step -> step.matches(
                        "SCAN (f|s|u|i|d|g|o|delivery|delivery_item|digest|subscriber|subscription|word)"));
    }

    @Nested
    class Messages {

        /// The claim stores the words that decide the messages, and no others.
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            Tariffs on steel   | chips, steel, tariffs | oil, ports    | [tariffs] []
            Tariffs on steel   | steel                 | tariffs, oil  | [steel] [tariffs]
            Tariffs on steel   | steel                 |               | [steel] []
            """)
        void aClaimStoresTheWordsThatTheDigestHas(String title, String followed, String muted, String stored) {
            add(7, WordKind.FOLLOW, followed.split(", "));
            if (muted != null) {
                add(7, WordKind.MUTE, muted.split(", "));
            }
            fixture.publish(title);
            fixture.deliver(1);
            assertStoredWords(stored);
        }

        @Test
        void aSubscriberHasNoFollowedWordInTheTopicsOwnDigests() {
            fixture.subscribe(7);
            add(7, WordKind.FOLLOW, "tariffs");
            add(7, WordKind.MUTE, "steel", "chips");
            fixture.publish("Tariffs on steel");
            fixture.deliver(1);
            assertStoredWords("[] [steel]");
        }

        @Test
        void aDigestWithAFollowedWordIsAMessageOfItsOwn() {
            fixture.addTopic("trade");
            Subscriber reader = fixture.subscribe(7, "trade");
            fixture.subscribe(7, OTHER_TOPIC);
            follow(7, "tariffs");
            fixture.deliverAt(reader, "trade", "20:00");
            fixture.deliverAt(reader, OTHER_TOPIC, "20:00");
            fixture.publish("trade", "Quotas");
            fixture.publish(TOPIC, "Tariffs");
            fixture.publish(OTHER_TOPIC, "Oil");
            fixture.pass(Duration.ofDays(1));
            fixture.deliver(2);
            assertThat(fixture.messenger.texts(7))
                    .containsExactlyInAnyOrder("bundle of Quotas@1, Oil@1; 2 points", "Tariffs r1");
        }

        @Test
        void aBundleLeavesOutWhatItsChatMutes() {
            Subscriber reader = fixture.subscribe(7);
            fixture.subscribe(7, OTHER_TOPIC);
            add(7, WordKind.MUTE, "steel", "oil");
            fixture.deliverAt(reader, "20:00");
            fixture.deliverAt(reader, OTHER_TOPIC, "20:00");
            fixture.publish("Tariffs");
            fixture.publish(OTHER_TOPIC, "Quotas on steel");
            fixture.pass(Duration.ofDays(1));
            fixture.deliver(1);
            assertStoredWords("[] [steel]");
        }

        private void assertStoredWords(String stored) {
            ReaderWords words = fixture.fittedReader().reader().words();
            assertThat(words.followed() + " " + words.muted()).isEqualTo(stored);
        }

        @Test
        void aCorrectionAndAWithdrawalReachTheMessage() {
            add(7, WordKind.FOLLOW, "tariffs");
            long digest = fixture.publish("Tariffs");
            fixture.deliver(1);
            fixture.correct(digest, 2, "Tariffs, corrected");
            fixture.await("sent", 2);
            assertThat(fixture.messenger.texts(7)).last().isEqualTo("Tariffs, corrected r2");
            fixture.withdraw(digest);
            fixture.await("sent", 3);
            fixture.assertRows("SELECT cause FROM delivery ORDER BY number", "digest", "correction", "withdrawal");
        }

        @Test
        void aChatThatMovesTakesItsWordsAlong() {
            add(1, WordKind.FOLLOW, "tariffs", "steel");
            add(1, WordKind.MUTE, "chips");
            add(2, WordKind.FOLLOW, "steel", "oil");
            fixture.move(1, 2);
            fixture.assertRows(
                    "SELECT w.kind || ' ' || w.word FROM word w JOIN subscriber u"
                            + " ON u.number = w.subscriber WHERE u.chat_id = 2 ORDER BY w.kind, w.word",
                    "follow oil",
                    "follow steel",
                    "follow tariffs",
                    "mute chips");
            assertThat(fixture.rows("SELECT number FROM subscription")).hasSize(1);
            fixture.publish("Tariffs");
            fixture.assertRows("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber", "2");
        }
    }
}
