package digestbot.webhook;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.EndedTerm;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Transaction;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.delivery.sending.DeliveryFixture.TestTerm;
import digestbot.webhook.WebhookEvent.EventData;
import digestbot.webhook.WebhookEvent.EventData.EndedBroadcast;
import digestbot.webhook.WebhookEventRecorder.DigestLinker;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import digestbot.webhook.WebhookStore.FailingWebhook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events from the database through the real client to receivers on loopback.
@Tag("database")
class WebhookDeliveryTest {

    private final WebhookReceiver receiver = WebhookReceiver.start();
    private final WebhookReceiver other = WebhookReceiver.start();
    private final DeliveryFixture fixture;
    private final List<WebhookSender> senders = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private LeaderTerm term = LeaderTerm.PERMANENT;
    private List<WebhookSettings> webhooks = List.of(TestWebhooks.of("feed", receiver.url("/in")));

    WebhookDeliveryTest(@TempDir Path folder) throws IOException {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    /// The receivers first: a sender may wait for the answer of one that hangs.
    @AfterEach
    void close() {
        receiver.close();
        other.close();
        senders.forEach(WebhookSender::close);
        fixture.close();
    }

    private void send() {
        register();
        send(webhooks);
    }

    private void register() {
        fixture.write(tx -> new WebhookStore().register(tx, webhooks, fixture.clock.instant()));
    }

    private void send(List<WebhookSettings> known) {
        var client = new WebhookClient(Duration.ofMinutes(5), Duration.ofMinutes(5), fixture.clock);
        var counting = new TestTerm(() -> looks.incrementAndGet() > 0, term::verify);
        var sender = new WebhookSender(known, fixture.database, client, counting, fixture.clock, Duration.ofMillis(2));
        sender.start();
        senders.add(sender);
    }

    private WebhookEventRecorder events() {
        return new WebhookEventRecorder(webhooks, fixture.library, DigestLinker.NONE, fixture.clock);
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

    private void awaitRows(String... rows) {
        fixture.awaitRows("SELECT trim(state || ' ' || reason) FROM webhook_event ORDER BY number", rows);
    }

    private void awaitSent(int events) {
        awaitRows(Collections.nCopies(events, "sent").toArray(String[]::new));
    }

    /// Waits until the sender has looked from beginning to end: a look has ended when the next one begins.
    private void awaitLook() {
        int before = looks.get();
        Awaitility.await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(before + 1));
    }

    private List<FailingWebhook> failing() {
        return fixture.database.read(
                tx -> new WebhookStore().failing(tx, fixture.clock.instant().minus(Duration.ofMinutes(15))));
    }

    @Test
    void eventsArriveOnceAndInOrder() {
        send();
        tell(1, 20);
        assertThat(numbers(receiver.await(20)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
        awaitSent(20);
        assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(20);
        assertThat(failing()).isEmpty();
    }

    @Test
    void aFaultIsRetriedWithTheSameIdBeforeLaterEvents() {
        receiver.next(Answer.status(500), Answer.status(502));
        send();
        tell(1, 2);
        receiver.await(1);
        awaitRetry(1);
        fixture.clock.pass(Duration.ofSeconds(1));
        receiver.await(2);
        awaitRetry(2);
        fixture.clock.pass(Duration.ofSeconds(2));
        awaitSent(2);
        assertThat(numbers(receiver.received())).containsExactly("1", "1", "1", "2");
        assertThat(Set.copyOf(receiver.ids().subList(0, 3))).hasSize(1);
    }

    private void awaitRetry(int attempts) {
        fixture.awaitRows(
                "SELECT attempts FROM webhook_event WHERE state = 'queued' ORDER BY number LIMIT 1",
                Integer.toString(attempts));
    }

    @Test
    void anEventIsGivenUpAfterThreeDaysAndTheNextOnesGoOn() {
        receiver.next(Answer.status(500));
        send();
        fixture.write(tx -> {
            tell(tx, 1);
            tx.execute("UPDATE webhook_event SET attempts = 871");
        });
        awaitRows("failed given up after 872 attempts: status 500");
        tell(2, 2);
        awaitRows("failed given up after 872 attempts: status 500", "sent");
    }

    @Test
    void aRefusalIsAnAlarmUntilTheNextEventIsTaken() {
        receiver.next(Answer.status(404));
        send();
        tell(1, 1);
        awaitRows("failed status 404");
        assertThat(failing()).containsExactly(new FailingWebhook("feed", fixture.clock.instant(), "status 404"));
        fixture.clock.pass(Duration.ofMinutes(1));
        tell(2, 2);
        awaitRows("failed status 404", "sent");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | sent
                    202 | sent
                    302 | failed status 302, a redirect, which is not followed
                    400 | failed status 400
                    401 | failed status 401
                    422 | failed status 422
                    408 | queued status 408
                    425 | queued status 425
                    502 | queued status 502
                    503 | queued status 503
                    """)
    void aStatusSaysWhatBecomesOfAnEvent(int status, String row) {
        receiver.next(Answer.status(status));
        send();
        tell(1, 1);
        awaitRows(row);
    }

    @Test
    void aReceiverThatAsksForAPauseWithoutATimeGetsHalfAMinute() {
        receiver.next(Answer.status(429, "Retry-After", "soon"));
        send();
        tell(1, 1);
        fixture.awaitRows(
                "SELECT not_before - " + fixture.clock.millis() + " FROM webhook WHERE not_before > 0", "30000");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void theReceiversPauseIsKept(int status) {
        receiver.next(Answer.status(status, "Retry-After", "120"));
        send();
        tell(1, 2);
        fixture.awaitRows("SELECT name FROM webhook WHERE not_before > 0", "feed");
        fixture.clock.pass(Duration.ofSeconds(119));
        tell(3, 3);
        awaitLook();
        assertThat(receiver.received()).hasSize(1);
        fixture.assertRows("SELECT DISTINCT attempts FROM webhook_event", "0");
        restart();
        awaitLook();
        assertThat(receiver.received()).hasSize(1);
        fixture.clock.pass(Duration.ofSeconds(2));
        awaitSent(3);
        assertThat(numbers(receiver.received())).containsExactly("1", "1", "2", "3");
    }

    /// The bot stops and starts again: its memory is lost.
    private void restart() {
        senders.forEach(WebhookSender::close);
        senders.clear();
        send();
    }

    @Test
    void whoIsGoneGetsNothingUntilTheBotStartsAgain() {
        receiver.next(Answer.status(410));
        send();
        fixture.write(
                tx -> { // both before the first one is answered
                    tell(tx, 1);
                    tell(tx, 2);
                });
        awaitOff("status 410 (gone)");
        tell(3, 3);
        awaitLook();
        awaitRows("queued", "queued");
        assertThat(failing()).extracting(FailingWebhook::reason).containsExactly("status 410 (gone)");
        fixture.clock.pass(Duration.ofDays(1));
        awaitLook();
        awaitRows("queued", "queued");
        assertThat(receiver.received()).hasSize(1);
        restart();
        tell(4, 4);
        awaitRows("sent", "sent", "sent");
        assertThat(numbers(receiver.received())).containsExactly("1", "1", "2", "4");
        assertThat(failing()).isEmpty();
    }

    private void awaitOff(String... reasons) {
        fixture.awaitRows("SELECT off_reason FROM webhook WHERE off_since IS NOT NULL", reasons);
    }

    @Test
    void whatIsNoLongerConfiguredGetsNothingIsNoAlarmAndIsForgotten() {
        receiver.next(Answer.status(500));
        send();
        tell(1, 1);
        receiver.await(1);
        awaitRetry(1);
        List<WebhookSettings> before = webhooks;
        webhooks = List.of();
        restart();
        awaitOff(WebhookStore.NOT_CONFIGURED);
        assertThat(failing()).isEmpty();
        webhooks = before;
        restart();
        fixture.clock.pass(Duration.ofHours(1));
        awaitRows("sent");
        webhooks = List.of();
        restart();
        fixture.clock.pass(Duration.ofDays(91));
        restart();
        fixture.assertRows("SELECT count(*) FROM webhook_event", "0");
    }

    /// A node that is no longer the leader, such as after it was frozen, settles nothing.
    @Test
    void anEndedTermSendsNothing() {
        term = new EndedTerm();
        send();
        tell(1, 1);
        Awaitility.await().untilAsserted(() -> assertThat(receiver.received()).isNotEmpty());
        restart();
        awaitRows("queued");
        term = LeaderTerm.PERMANENT;
        restart();
        awaitSent(1);
        assertThat(Set.copyOf(receiver.ids())).hasSize(1);
    }

    @Test
    void pausesGrowForAboutThreeDays() {
        Duration all = IntStream.range(1, WebhookSender.LAST_ATTEMPT)
                .mapToObj(WebhookSender::pause)
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isBetween(Duration.ofHours(71), Duration.ofHours(73));
    }

    @Test
    void aHangingReceiverDelaysNoOtherWebhook() {
        webhooks = List.of(TestWebhooks.of("feed", receiver.url("/in")), TestWebhooks.of("second", other.url("/in")));
        receiver.hang();
        send();
        tell(1, 3);
        receiver.await(1);
        other.await(3);
        fixture.awaitRows("SELECT webhook FROM webhook_event WHERE state = 'sent'", "second", "second", "second");
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
        awaitSent(3);
        assertThat(other.ids()).containsExactly(receiver.ids().get(1));
    }

    @Test
    void aDigestIsToldWithWhatIdentifiesItAndItsPage() {
        send();
        long digest = fixture.publishOnly(TOPIC, "Tariffs");
        var paged = new WebhookEventRecorder(
                webhooks,
                fixture.library,
                (_, number) -> Optional.of("https://news.example.org/" + number + "/"),
                fixture.clock);
        fixture.write(tx -> {
            paged.published(tx, digest);
            paged.withdrawn(tx, digest);
            paged.held(tx, digest);
            paged.late(
                    tx,
                    new EventData.LateDigest(
                            "trade", "Trade", LocalDate.of(2026, 2, 5), Instant.parse("2026-02-05T06:00:00Z")));
        });
        List<Received> received = receiver.await(4);
        String facts =
                "\"topic\":\"us-china\",\"topicName\":\"us-china\",\"day\":\"2026-02-05\",\"edition\":\"Tariffs\","
                        + "\"language\":\"en\",\"title\":\"Tariffs\"";
        String news = ",\"headline\":\"Tariffs@1\",\"revision\":1";
        String at = "\"timestamp\":\"2026-02-05T12:00:00Z\",\"data\":{";
        assertThat(received)
                .extracting(Received::body)
                .containsExactly(
                        "{\"type\":\"published\"," + at + facts + news + ",\"url\":\"https://news.example.org/" + digest
                                + "/\"}}",
                        "{\"type\":\"withdrawn\"," + at + facts + ",\"revision\":1}}",
                        "{\"type\":\"held\"," + at + facts + news + "}}",
                        "{\"type\":\"late\"," + at
                                + "\"topic\":\"trade\",\"topicName\":\"Trade\",\"day\":\"2026-02-05\","
                                + "\"expectedAt\":\"2026-02-05T06:00:00Z\"}}");
    }
}
