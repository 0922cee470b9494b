package digestbot.webhook;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static digestbot.delivery.sending.DeliveryFixture.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.database.Transaction;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.fanout.Audience;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.delivery.status.WebhookStateStore;
import digestbot.delivery.status.WebhookStateStore.FailingWebhook;
import digestbot.webhook.WebhookEvents.DigestAddresses;
import digestbot.webhook.WebhookEvents.EndedBroadcast;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events from the outbox through the real client to receivers on loopback.
@Tag("database")
class WebhookDeliveryTest {

    private final WebhookReceiver receiver = WebhookReceiver.start();
    private final WebhookReceiver other = WebhookReceiver.start();
    private final DeliveryFixture fixture;
    private final WebhookClient client;
    private List<WebhookSettings> webhooks = List.of(TestWebhooks.of("feed", receiver.url("/in")));

    WebhookDeliveryTest(@TempDir Path folder) throws IOException {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        client = new WebhookClient(
                new WebhookClient.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(29)),
                new RequestCounters(),
                fixture.clock);
    }

    /// The receivers first: a sender may wait for the answer of one that hangs.
    @AfterEach
    void close() {
        receiver.close();
        other.close();
        fixture.close();
        client.close();
    }

    private void send() {
        new WebhookRegister(webhooks, fixture.clock).apply(fixture.database);
        fixture.dispatch(new WebhookMessenger(webhooks, client), UNLIMITED);
    }

    private WebhookEvents events() {
        return new WebhookEvents(webhooks, fixture.outbox, DigestAddresses.NONE, fixture.clock);
    }

    private void tell(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> fixture.write(tx -> tell(tx, number)));
    }

    private void tell(Transaction transaction, long number) {
        events().broadcastDone(transaction, new EndedBroadcast(number, "done", 1, 0));
    }

    /// The numbers of the broadcasts that the requests tell of.
    private static List<String> numbers(List<Received> received) {
        return received.stream()
                .map(request -> request.body().replaceFirst(".*\"broadcast\":(\\d+).*", "$1"))
                .toList();
    }

    /// Waits until the deliveries have these states and outcomes.
    private void awaitRows(String... rows) {
        fixture.awaitRows("SELECT state || coalesce(' ' || failure, '') FROM delivery ORDER BY number", rows);
    }

    private List<FailingWebhook> failing() {
        return fixture.database.read(tx ->
                new WebhookStateStore().failing(tx, fixture.clock.instant().minus(Duration.ofMinutes(15))));
    }

    @Test
    void eventsArriveOnceAndInOrder() {
        send();
        tell(1, 20);
        assertThat(numbers(receiver.await(20)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
        fixture.await("sent", 20);
        assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(20);
        assertThat(failing()).isEmpty();
    }

    @Test
    void aFaultIsRetriedWithTheSameIdBeforeLaterEvents() {
        receiver.next(Answer.status(500), Answer.status(502));
        send();
        tell(1, 2);
        receiver.await(1);
        fixture.await("queued", 2);
        fixture.pass(Duration.ofSeconds(1));
        receiver.await(2);
        awaitRetry(2);
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 2);
        assertThat(numbers(receiver.received())).containsExactly("1", "1", "1", "2");
        assertThat(Set.copyOf(receiver.ids().subList(0, 3))).hasSize(1);
    }

    private void awaitRetry(int attempts) {
        fixture.awaitRows(
                "SELECT attempts FROM delivery WHERE state = 'queued' ORDER BY number LIMIT 1",
                Integer.toString(attempts));
    }

    @Test
    void anEventIsGivenUpAfterThreeDaysAndTheNextOnesGoOn() {
        receiver.next(Answer.status(500));
        send();
        fixture.write(tx -> {
            tell(tx, 1);
            tx.handle().execute("UPDATE delivery SET attempts = 871");
        });
        awaitRows("failed expired");
        tell(2, 2);
        awaitRows("failed expired", "sent");
    }

    @Test
    void aRefusalIsAnAlarmUntilTheNextEventIsTaken() {
        receiver.next(Answer.status(404));
        send();
        tell(1, 1);
        awaitRows("failed refused");
        assertThat(failing()).containsExactly(new FailingWebhook("feed", fixture.clock.instant(), "status 404"));
        fixture.pass(Duration.ofMinutes(1));
        tell(2, 2);
        awaitRows("failed refused", "sent");
        assertThat(failing()).isEmpty();
    }

    @Test
    void aReceiverThatDoesNotTakeEventsForLongIsAnAlarm() {
        receiver.next(Answer.status(500));
        send();
        tell(1, 1);
        receiver.await(1);
        awaitRetry(1);
        assertThat(failing()).isEmpty();
        fixture.clock.pass(Duration.ofMinutes(16));
        assertThat(failing()).singleElement().satisfies(alarm -> {
            assertThat(alarm.name()).isEqualTo("feed");
            assertThat(alarm.reason()).contains("status 500");
        });
    }

    @Test
    void theReceiversPauseIsKept() {
        receiver.next(Answer.status(429, "Retry-After", "120"));
        send();
        tell(1, 2);
        receiver.await(1);
        fixture.await("queued", 2);
        fixture.pass(Duration.ofSeconds(119));
        tell(3, 3);
        assertThat(receiver.received()).hasSize(1);
        fixture.assertRows("SELECT DISTINCT attempts FROM delivery", "0");
        restart();
        assertThat(receiver.received()).hasSize(1);
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 3);
        assertThat(numbers(receiver.received())).containsExactly("1", "1", "2", "3");
    }

    /// The bot stops and starts again; limits that are only in memory are gone.
    private void restart() {
        fixture.closeDispatchers();
        send();
    }

    @Test
    void whoIsGoneGetsNothingUntilItsAddressChanges() {
        receiver.next(Answer.status(410));
        send();
        fixture.write(
                tx -> { // both before the first one is answered
                    tell(tx, 1);
                    tell(tx, 2);
                });
        receiver.await(1);
        awaitRows("paused", "paused");
        tell(3, 3);
        fixture.assertRows("SELECT count(*) FROM delivery", "2");
        assertThat(failing()).extracting(FailingWebhook::reason).containsExactly("status 410 (gone)");
        restart();
        fixture.pass(Duration.ofDays(1));
        awaitRows("paused", "paused");
        assertThat(receiver.received()).hasSize(1);
        webhooks = List.of(TestWebhooks.of("feed", other.url("/new")));
        restart();
        tell(4, 4);
        awaitRows("sent", "sent", "sent");
        assertThat(numbers(other.received())).containsExactly("1", "2", "4");
        assertThat(failing()).isEmpty();
    }

    @Test
    void whatIsNoLongerConfiguredGetsNothingAndIsNoAlarm() {
        receiver.next(Answer.status(500));
        send();
        tell(1, 1);
        receiver.await(1);
        awaitRetry(1);
        List<WebhookSettings> before = webhooks;
        webhooks = List.of();
        restart();
        awaitRows("paused");
        assertThat(failing()).isEmpty();
        webhooks = before;
        restart();
        fixture.pass(Duration.ofHours(1));
        awaitRows("sent");
    }

    @Test
    void aMissingWebhookOfTheSendingNodeLosesNoEvent() {
        new WebhookRegister(webhooks, fixture.clock).apply(fixture.database);
        tell(1, 1);
        fixture.dispatch(new WebhookMessenger(List.of(), client), UNLIMITED);
        awaitRows("paused");
    }

    @Test
    void aHangingReceiverDelaysNeitherChatsNorOtherWebhooks() {
        webhooks = List.of(TestWebhooks.of("feed", receiver.url("/in")), TestWebhooks.of("second", other.url("/in")));
        receiver.hang();
        send();
        fixture.dispatch();
        fixture.subscribeAll(50);
        tell(1, 3);
        receiver.await(1);
        fixture.publish("Tariffs");
        Awaitility.await().until(() -> fixture.messenger.requests().size() == 50);
        other.await(3);
        fixture.await("sent", 53);
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE platform = 'webhook' AND state = 'in_flight'"))
                .as("the receiver hangs all the time")
                .containsExactly("1");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void eachWebhookGetsTheEventsThatItWantsWithOneId() {
        var onlyHeld = new WebhookSettings(
                "second", other.url("/in"), Optional.empty(), Set.of(EventType.HELD), WebhookFormat.TEXT);
        webhooks = List.of(TestWebhooks.of("feed", receiver.url("/in")), onlyHeld);
        send();
        long digest = fixture.publishOnly(TOPIC, "Tariffs");
        fixture.write(tx -> {
            events().published(tx, digest);
            events().held(tx, digest);
        });
        receiver.await(2);
        assertThat(other.await(1).getFirst().body()).contains("Held for review: Tariffs");
        fixture.await("sent", 3);
        assertThat(other.ids()).containsExactly(receiver.ids().get(1));
    }

    @Test
    void aDigestIsToldWithWhatIdentifiesItAndItsPage() {
        send();
        long digest = fixture.publishOnly(TOPIC, "Tariffs");
        var paged = new WebhookEvents(
                webhooks,
                fixture.outbox,
                (_, key) -> Optional.of("https://news.example.org/" + key.topic() + "/" + key.day() + "/"),
                fixture.clock);
        fixture.write(tx -> {
            paged.published(tx, digest);
            paged.withdrawn(tx, digest);
            paged.held(tx, digest);
            paged.late(tx, "trade", "Trade", LocalDate.of(2026, 2, 5), Instant.parse("2026-02-05T06:00:00Z"));
        });
        List<Received> received = receiver.await(4);
        String facts =
                "\"topic\":\"us-china\",\"topicName\":\"us-china\",\"day\":\"2026-02-05\",\"edition\":\"Tariffs\","
                        + "\"language\":\"en\",\"title\":\"Tariffs\",\"revision\":1";
        String at = "\"timestamp\":\"2026-02-05T12:00:00Z\",\"data\":{";
        assertThat(received)
                .extracting(Received::body)
                .containsExactly(
                        "{\"type\":\"published\"," + at + facts
                                + ",\"url\":\"https://news.example.org/us-china/2026-02-05/\"}}",
                        "{\"type\":\"withdrawn\"," + at + facts + "}}",
                        "{\"type\":\"held\"," + at + facts + "}}",
                        "{\"type\":\"late\"," + at
                                + "\"topic\":\"trade\",\"topicName\":\"Trade\",\"day\":\"2026-02-05\","
                                + "\"expectedAt\":\"2026-02-05T06:00:00Z\"}}");
    }

    @Test
    void aWebhookIsNoSubscriber() {
        send();
        fixture.subscribe(1);
        tell(1, 1);
        fixture.await("sent", 1);
        var fanOuts = new FanOuts(fixture.outboxEvents, fixture.clock);
        List<SubscriberCountStore.Chats> chats = fixture.database.read(tx -> new SubscriberCountStore().chats(tx));
        assertThat(chats).containsExactly(new SubscriberCountStore.Chats(Platform.TELEGRAM, 1, 0, 0));
        Map<Platform, Long> recipients =
                fixture.database.read(tx -> fanOuts.count(tx, Audience.of(Set.copyOf(Platform.chats()))));
        assertThat(recipients).containsExactly(Map.entry(Platform.TELEGRAM, 1L));
        fixture.publish("Tariffs");
        fixture.assertRows(
                "SELECT platform || ' ' || cause FROM delivery ORDER BY number", "webhook event", "telegram digest");
    }
}
