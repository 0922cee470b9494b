package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import digestbot.audience.Chat;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatTerm;
import digestbot.database.FullDisk;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.telegram.inline.BotAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.telegram.telegrambots.meta.api.objects.Update;

/// Updates to a server that never answers.
class UpdateHandlerTest {

    private static final String ANN =
            "{\"id\": 5, \"is_bot\": false, \"first_name\": \"Ann\", \"language_code\": \"en\"}";

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private TelegramConnection connection;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        connection = new TelegramConnection(new TelegramSettings(
                new ApiToken("77:SECRET-silent"),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        end.countDown();
        connection.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void waitsOnceForAllQuestionsAboutWhatCameTogether(@TempDir Path folder) throws IOException {
        try (var fixture = new TelegramFixture(folder)) {
            var updates = new UpdateHandler(
                    fixture.database, fixture, ways(fixture), fixture, SeatTerm.PERMANENT, account(), _ -> {});
            List<Update> batch = new ArrayList<>();
            for (int group = 1; group <= 5; group++) {
                batch.add(press(group));
            }
            batch.add(question(6));
            long before = System.nanoTime();
            updates.prefetch(batch);
            batch.forEach(updates::handle);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
            assertThat(fixture.asked).hasSize(1);
        }
    }

    @Test
    void asksForAnUpdateAgainThatNoRoomOnTheDiskKeptFromBeingHandled(@TempDir Path folder) throws IOException {
        try (var fixture = new TelegramFixture(folder)) {
            var updates = new UpdateHandler(
                    fixture.database, new Verbose(), ways(fixture), fixture, SeatTerm.PERMANENT, account(), _ -> {});
            FullDisk.fill(fixture.database);
            assertThat(updates.handle(question(6))).isFalse();
            FullDisk.makeRoom(fixture.database);
            assertThat(updates.handle(question(6))).isTrue();
            assertThat(answers(fixture)).isEqualTo(1);
        }
    }

    @Test
    void leavesAnUpdateToTheNodeThatFetchesUpdatesNow(@TempDir Path folder) throws IOException {
        try (var fixture = new TelegramFixture(folder)) {
            var ended = new AtomicBoolean(true);
            SeatTerm term = new SeatTerm() {
                @Override
                public long number() {
                    return 1;
                }

                @Override
                public boolean isCurrent() {
                    return true; // this machine has not noticed
                }

                @Override
                public void verify(Transaction transaction) {
                    if (ended.get()) {
                        throw new TermEndedException(Seat.ofAccount("telegram", "77"), 1);
                    }
                }
            };
            var updates = new UpdateHandler(
                    fixture.database, new Verbose(), ways(fixture), fixture, term, account(), _ -> {});
            assertThat(updates.handle(question(6))).isFalse();
            assertThat(answers(fixture)).isZero();
            ended.set(false);
            assertThat(updates.handle(question(6))).isTrue();
            assertThat(answers(fixture)).isEqualTo(1);
        }
    }

    private static long answers(TelegramFixture fixture) {
        return fixture.database.<Long>read(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM shared_content")
                .mapTo(Long.class)
                .one());
    }

    private UpdateHandler.ReplyWays ways(TelegramFixture fixture) {
        return fixture.ways(connection.interactiveClient());
    }

    private UpdateHandler.Account account() {
        return new UpdateHandler.Account(connection.interactiveClient(), new BotAccount("digest_bot", true, false));
    }

    /// A handler whose answers are long.
    private static final class Verbose implements CommandHandler {

        @Override
        public Reply answer(Transaction transaction, CommandRequest request) {
            transaction.handle().execute("INSERT INTO shared_content (content) VALUES (?)", "x".repeat(200_000));
            return new Reply.NoReply();
        }

        @Override
        public boolean needsChatAdmin(Command command, Chat chat) {
            return false;
        }
    }

    private static Update press(int id) throws JsonProcessingException {
        return read("""
            {"update_id": %1$d, "callback_query": {"id": "%1$d", "data": "%2$s", "chat_instance": "1", "from": %3$s,
             "message": {"message_id": 1, "date": 1, "chat": {"id": -%1$d, "type": "group", "title": "G"}}}}
            """.formatted(id, new Press.SubscribeTopic(7).encode(), ANN));
    }

    private static Update question(int id) throws JsonProcessingException {
        return read("""
            {"update_id": %d, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"},
             "text": "/help", "from": %s}}
            """.formatted(id, ANN));
    }

    private static Update read(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, Update.class);
    }
}
