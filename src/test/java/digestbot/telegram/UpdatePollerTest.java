package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import digestbot.Logged;
import digestbot.cluster.LeaderTerm;
import digestbot.content.action.AttachedPicture;
import digestbot.database.Clocks;
import digestbot.database.RepeatedFailureLog;
import digestbot.telegram.UpdatePoller.PollHealth;
import java.io.InputStream;
import java.lang.Thread.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Polls of a server that sends updates which a well-behaved one never would.
class UpdatePollerTest {

    private static final String PLAIN =
            ",\"message\":{\"message_id\":1,\"date\":1,\"chat\":{\"id\":5,\"type\":\"private\"}}";
    private static final String UNKNOWN_FORM = ",\"message\":{\"message_id\":{\"a\":1}}";

    private static final String THREAD = "telegram-updates";

    private final AtomicInteger polls = new AtomicInteger();
    private final TreeMap<Integer, String> pending = new TreeMap<>();
    private final List<Integer> handled = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-05T12:00:00Z"));
    private final CountDownLatch end = new CountDownLatch(1);
    private StubTelegram server;

    @BeforeEach
    void start() {
        server = new StubTelegram((method, parameters) -> {
            if (!method.equals("getupdates")) {
                return "true";
            }
            polls.incrementAndGet();
            return updates(parameters);
        });
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Test
    void handsUpdatesOutInOrderAsksAgainForWhatWasNotHandledAndPassesWhatTheLibraryCannotRead()
            throws TelegramApiException {
        put(7, PLAIN);
        put(8, PLAIN);
        put(9, UNKNOWN_FORM);
        put(10, PLAIN);
        var refusals = new AtomicInteger(1);
        UpdatePoller poller = polling(update -> update.id() != 8 || refusals.getAndDecrement() <= 0);
        await().untilAsserted(() -> assertThat(handled).containsExactly(7, 8, 8, 10));
        awaitNothingPending();
        poller.stop();
    }

    @Test
    void goesOnWithLowerNumbersAfterAQuietWeek() throws TelegramApiException {
        put(900, PLAIN);
        UpdatePoller poller = polling(_ -> true);
        awaitNothingPending();
        put(7, PLAIN);
        await().untilAsserted(() -> assertThat(handled).containsExactly(900, 7));
        poller.stop();
    }

    @Test
    void manyUpdatesMayTakeLongerThanOnePollDoes() throws TelegramApiException {
        put(7, PLAIN);
        put(8, PLAIN);
        put(9, PLAIN);
        var running = new CompletableFuture<UpdatePoller>();
        List<Boolean> alive = new CopyOnWriteArrayList<>();
        running.complete(polling(_ -> {
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            return alive.add(running.join().alive());
        }));
        await().untilAsserted(() -> assertThat(alive).containsExactly(true, true, true));
        running.join().stop();
    }

    @Test
    void noticesThatPollingDied() throws TelegramApiException {
        put(7, PLAIN);
        UpdatePoller poller = polling(_ -> {
            throw new NoClassDefFoundError("a broken installation");
        });
        await().until(poller::alive, alive -> !alive);
        poller.stop();
        UpdatePoller second = polling(_ -> true);
        await().untilAsserted(() -> assertThat(handled).containsExactly(7, 7));
        assertThat(second.alive()).isTrue();
        second.stop();
    }

    @Test
    void noPollBeginsOnceItWasStopped() throws Exception {
        var between = new CountDownLatch(1);
        var stopped = new CompletableFuture<Void>();
        var asked = new AtomicInteger();
        // The time is looked at right before each poll.
        UpdatePoller poller = polling(_ -> true, () -> {
            if (Thread.currentThread().getName().equals(THREAD) && asked.incrementAndGet() == 2) {
                between.countDown();
                stopped.join();
            }
            return nanos.get();
        });
        between.await();
        int before = polls.get();
        Thread stopping = Thread.ofPlatform().start(poller::stop);
        // It has cancelled what there was.
        await().until(stopping::getState, EnumSet.of(State.TIMED_WAITING, State.TERMINATED)::contains);
        stopped.complete(null);
        stopping.join();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals(THREAD))
                .isEmpty());
        assertThat(polls).hasValue(before);
    }

    private UpdatePoller polling(Predicate<IncomingUpdate> handler) throws TelegramApiException {
        return polling(handler, nanos::get);
    }

    private UpdatePoller polling(Predicate<IncomingUpdate> handler, LongSupplier time) throws TelegramApiException {
        var poller = new UpdatePoller(
                server.connection,
                new UpdatePoller.Handler() {
                    private final UpdateReader reader = new UpdateReader(
                            new BotAccount("stage_bot"), _ -> new AttachedPicture(InputStream::nullInputStream));

                    @Override
                    public Optional<IncomingUpdate> read(Update update) {
                        return reader.read(update);
                    }

                    @Override
                    public void prefetch(List<IncomingUpdate> updates) {}

                    @Override
                    public boolean handle(IncomingUpdate update) {
                        handled.add(update.id());
                        return handler.test(update);
                    }
                },
                new RepeatedFailureLog(LoggerFactory.getLogger(UpdatePollerTest.class), "no updates", "updates again"),
                LeaderTerm.PERMANENT,
                new Clocks(now::get, time));
        poller.start();
        return poller;
    }

    private void put(int id, String rest) {
        synchronized (pending) {
            pending.put(id, "{\"update_id\":" + id + rest + "}");
        }
    }

    private void awaitNothingPending() {
        await().untilAsserted(() -> {
            synchronized (pending) {
                assertThat(pending).isEmpty();
            }
        });
    }

    /// Like the real server's, an offset beyond all numbers does not hide lower ones.
    private String updates(JsonNode body) throws InterruptedException {
        int offset = body.path("offset").asInt(0);
        synchronized (pending) {
            if (!pending.isEmpty() && offset <= pending.lastKey() + 1) {
                pending.headMap(offset).clear();
            }
            if (!pending.isEmpty()) {
                return pending.values().stream()
                        .limit(body.path("limit").asInt())
                        .toList()
                        .toString();
            }
        }
        var _ = end.await(100, TimeUnit.MILLISECONDS);
        return "[]";
    }

    private PollHealth health(LongSupplier nanos) {
        var failureLog =
                new RepeatedFailureLog(LoggerFactory.getLogger(UpdatePoller.class), "no updates", "updates again");
        return new PollHealth(failureLog, LeaderTerm.PERMANENT, new Clocks(now::get, nanos));
    }

    /// Polls once for each of the answers of `shared`, and returns whether the bot is contested then.
    private static List<Boolean> contested(StubTelegram shared, PollHealth health, int polls) {
        List<Boolean> contested = new ArrayList<>();
        for (int i = 0; i < polls; i++) {
            try {
                shared.connection.interactiveClient().execute(new GetUpdates());
                health.succeeded();
            } catch (TelegramApiException e) {
                health.failed(e);
            }
            contested.add(health.isContested());
        }
        return contested;
    }

    /// Each program gets some of the updates, and refusals between them.
    @Test
    void twoProgramsThatPollWithOneTokenAreSaidOnce() throws Exception {
        try (var shared = new StubTelegram((_, _) -> polls.incrementAndGet() % 2 == 1 ? "" : "[]");
                Logged log = Logged.by("digestbot.telegram")) {
            PollHealth health = health(nanos::get);
            assertThat(contested(shared, health, 20)).doesNotContain(false);
            assertThat(log.from(Level.ERROR))
                    .containsExactly("no updates: another program polls with this bot's token; stop one of the two");
            assertThat(log.from(Level.INFO)).hasSize(3);
            assertThat(health.hasRival()).as("though every other poll succeeds").isTrue();
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThat(health.hasRival()).as("a minute later").isFalse();
            assertThat(health.isContested()).as("before polls in a row succeed").isTrue();
        }
    }

    @Test
    void deliveriesWaitAfterAnEarlyConflictUntilThreePollsInARowSucceed() throws Exception {
        List<String> answers = new ArrayList<>(List.of("[]", "", "[]", "[]", "[]", "", "[]"));
        try (var shared = new StubTelegram((_, _) -> answers.removeFirst())) {
            assertThat(contested(shared, health(System::nanoTime), 7))
                    .containsExactly(false, true, true, true, false, false, false);
        }
    }
}
