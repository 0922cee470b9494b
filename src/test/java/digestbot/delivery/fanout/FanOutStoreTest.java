package digestbot.delivery.fanout;

import static digestbot.delivery.fanout.RecipientFilter.EVERYONE;
import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.database.QueryPlans;
import digestbot.database.Transaction;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.delivery.sending.DeliveryFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class FanOutStoreTest {

    private static final Set<Platform> PLATFORMS = Set.copyOf(Platform.all());
    private static final String DELIVERIES = """
            SELECT u.platform || ' ' || u.chat_id || ' ' || d.thread || ' ' || d.state
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.number, d.number
            """;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private FanOutStore fanOuts;

    @BeforeEach
    void open() {
        fixture.addTopic("trade");
        fanOuts = new FanOutStore(fixture.outboxEvents, fixture.clock);
    }

    @Test
    void goesToAThreadOnlyWhereNothingComesToTheChatItself() {
        fixture.write(tx -> {
            for (int chat : new int[] {-5, -6}) {
                long forum = subscriber(tx, new Chat(Platform.TELEGRAM, chat, ChatType.GROUP, "Forum"));
                fixture.subscriptions.subscribe(tx, forum, "trade", 77);
                if (chat == -6) {
                    fixture.subscriptions.subscribe(tx, forum, TOPIC, 0);
                }
            }
        });
        fixture.announce("Hello", EVERYONE);
        fixture.assertRows(DELIVERIES, "telegram -5 77 queued", "telegram -6 0 queued");
    }

    @Test
    void isRenderedOnceForAll() {
        fixture.subscribeAll(50);
        fixture.announce("Hello", EVERYONE);
        fixture.deliver(50);
        fixture.assertTexts(50, "Hello");
        assertThat(fixture.messenger.renderings).hasValue(1);
    }

    @Test
    void saysHowManyGotItAndWhyOthersDidNot() {
        fixture.subscribeAll(6);
        fixture.messenger.next(2, new SendResult.Unreachable("blocked"));
        fixture.messenger.next(3, new SendResult.Rejected("message refused by chat 7001234567"));
        fixture.messenger.next(4, new SendResult.Rejected("message refused by chat -1007654321"));
        long shared = fixture.announce("Hello", EVERYONE);
        fixture.unreachable(5, "kicked");
        fixture.deliver(2);
        fixture.await("failed", 3);
        assertThat(progress(shared)).isEqualTo(new FanOutProgress(0, 2, 2, Map.of("message refused by chat …", 2L), 0));
    }

    /// The states of the deliveries to both chats before, and afterwards.
    @Test
    void twoChatsThatBecomeOneGetItOnce() {
        List<String> expected = List.of(
                "queued and queued: cancelled and queued",
                "sent and queued: sent and cancelled",
                "queued and sent: cancelled and sent",
                "in_flight and queued: in_flight and cancelled",
                "queued and in_flight: cancelled and in_flight",
                "failed and sent: failed and sent",
                "sent and sent: sent and sent",
                "queued and cancelled: queued and cancelled",
                "paused and failed: queued and failed");
        List<String> seen = new ArrayList<>();
        for (String each : expected) {
            String[] before = each.substring(0, each.indexOf(':')).split(" and ", -1);
            long old = 10L * seen.size() + 1;
            fixture.subscribe(old);
            fixture.subscribe(old + 1);
            long shared = fixture.announce("Hello", EVERYONE);
            long first = delivery(shared, old);
            fixture.execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = ?", before[0], first);
            fixture.execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = ?", before[1], first + 1);
            fixture.move(old, old + 1);
            String both = " FROM delivery WHERE number IN (" + first + ", " + (first + 1) + ")";
            seen.add(before[0] + " and " + before[1] + ": "
                    + String.join(" and ", fixture.rows("SELECT state" + both + " ORDER BY number")));
            assertThat(fixture.rows("SELECT count(DISTINCT subscriber)" + both))
                    .as(each)
                    .containsExactly("1");
            assertThat(progress(shared).all()).as(each).isEqualTo(seen.size());
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    private long delivery(long shared, long chat) {
        return Long.parseLong(
                fixture.rows("SELECT d.number FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                                + " WHERE d.shared_content = " + shared + " AND u.chat_id = " + chat)
                        .getFirst());
    }

    private long subscriber(Transaction tx, Chat chat) {
        return fixture.subscriptions.subscriber(tx, chat, Preferences.DEFAULT).number();
    }

    private RecipientCount count(RecipientFilter recipients) {
        return fixture.database.read(tx -> FanOutStore.count(tx, recipients, PLATFORMS, fixture.clock.instant()));
    }

    private FanOutProgress progress(long shared) {
        return fixture.database.read(tx -> fanOuts.progress(tx, shared));
    }

    /// Seven chats, by their ids:
    ///
    /// 1 speaks English and reads all of us-china; 2 speaks German and reads its perspective
    /// “china”; 3 reads its “us” first, then all others, and has been inactive for long; 4 gets
    /// trade alone; 5 has muted announcements; 6 is on Discord; 7 cannot be reached.
    @Nested
    class Audiences {

        @BeforeEach
        void open() {
            fixture.write(tx -> {
                reader(tx, 1, TOPIC);
                reader(tx, 2, TOPIC);
                reader(tx, 4, "trade");
                long muted = reader(tx, 5, TOPIC);
                tx.execute("UPDATE subscriber SET broadcasts = 0 WHERE number = ?", muted);
                long discord = subscriber(tx, new Chat(Platform.DISCORD, 6, ChatType.GROUP, ""));
                fixture.subscriptions.subscribe(tx, discord, "trade", 0);
                reader(tx, 7, TOPIC);
                fixture.subscriptions.unreachable(tx, chat(7).chat(), "blocked");
            });
        }

        private long reader(Transaction tx, long chat, String topic) {
            long number = subscriber(tx, chat(chat).chat());
            fixture.subscriptions.subscribe(tx, number, topic, 0);
            return number;
        }

        /// The platform, the topic, and the chats.
        private static final List<String> TABLE = """
                     |          | 1 2 4 6
            telegram |          | 1 2 4
            discord  |          | 6
                     | us-china | 1 2
                     | US-CHINA | 1 2
                     | trade    | 4 6
            telegram | trade    | 4
            discord  | us-china |
            """.lines().toList();

        @Test
        void isCountedAsItIsPlanned() {
            List<String> counted = new ArrayList<>();
            List<String> planned = new ArrayList<>();
            for (String row : TABLE) {
                String[] cells = row.split("\\|", -1);
                RecipientFilter recipients = recipients(cells);
                String asked = row.substring(0, row.lastIndexOf('|') + 1);
                List<String> chats = cells[2].isBlank()
                        ? List.of()
                        : List.of(cells[2].strip().split(" "));
                RecipientCount count = count(recipients);
                long number = count.total();
                counted.add(asked + " " + (number == chats.size() ? cells[2].strip() : number + " in number"));
                long shared = fixture.announce("news", recipients);
                planned.add(asked + " "
                        + String.join(
                                " ",
                                fixture.rows(
                                        "SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                                                + " WHERE d.shared_content = " + shared + " ORDER BY 1")));
                assertThat(count.sample().isPresent())
                        .as("somebody for %s", asked)
                        .isEqualTo(!chats.isEmpty());
            }
            List<String> expected = TABLE.stream()
                    .map(row -> row.substring(0, row.lastIndexOf('|') + 1) + " "
                            + row.substring(row.lastIndexOf('|') + 1).strip())
                    .toList();
            assertThat(count(new RecipientFilter(Optional.of(Platform.DISCORD), Optional.empty()))
                            .sample())
                    .hasValueSatisfying(first -> {
                        assertThat(first.kind()).isEqualTo(ChatType.GROUP);
                        assertThat(first.topics()).hasSize(1);
                    });
            assertThat(planned).as("chats by audience").containsExactlyElementsOf(expected);
            assertThat(counted).as("counts by audience").containsExactlyElementsOf(expected);
        }

        private static RecipientFilter recipients(String[] cells) {
            return new RecipientFilter(cell(cells[0]).map(Platform::of), cell(cells[1]));
        }

        private static Optional<String> cell(String text) {
            return Optional.of(text.strip()).filter(value -> !value.isEmpty());
        }

        /// The cost of a range must not depend on the number of subscribers.
        @Test
        void aRangeIsPlannedWithoutLookingAtAnybodyElse() {
            var narrow = new RecipientFilter(Optional.empty(), Optional.of("trade"));
            fixture.write(tx -> {
                long shared = fanOuts.create(tx, DeliveryFixture.content("news"));
                List<String> steps = QueryPlans.of(tx, inner -> fanOuts.plan(inner, shared, narrow, PLATFORMS, 0));
                assertThat(steps).noneMatch(step -> step.startsWith("SCAN"));
            });
        }
    }
}
