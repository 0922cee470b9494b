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
import digestbot.cluster.SeatTerm.TermEndedException;
import digestbot.database.FullDisk;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.telegram.inline.BotAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.telegram.telegrambots.meta.api.objects.Update;

class UpdateHandlerTest {

    private static final int GROUPS = 5;
    private static final String MEMBER =
            "{\"status\":\"member\",\"user\":{\"id\":5,\"is_bot\":false,\"first_name\":\"Ann\"}}";
    private static final String ANN =
            "{\"id\": 5, \"is_bot\": false, \"first_name\": \"Ann\", \"language_code\": \"en\"}";

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final CountDownLatch questions = new CountDownLatch(GROUPS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private TelegramConnection connection;

    /// Starts a server that answers the first question about an admin once all have been asked.
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean isQuestion = exchange.getRequestURI()
                        .getPath()
                        .toLowerCase(Locale.ROOT)
                        .endsWith("/getchatmember");
                if (isQuestion) {
                    questions.countDown();
                    questions.await();
                }
                byte[] answer = ("{\"ok\":true,\"result\":" + (isQuestion ? MEMBER : "true") + "}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
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
        connection.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private UpdateHandler updates(CommandHandler handler, SeatTerm term) {
        var account =
                new UpdateHandler.Account(connection.interactiveClient(), new BotAccount("digest_bot", true, false));
        return new UpdateHandler(
                fixture.database,
                handler,
                fixture.ways(connection.interactiveClient()),
                fixture,
                term,
                account,
                _ -> {});
    }

    @Test
    void asksAllQuestionsAboutWhatCameTogetherAtOnce() throws IOException {
        UpdateHandler updates = updates(fixture, SeatTerm.PERMANENT);
        List<Update> batch = new ArrayList<>();
        for (int group = 1; group <= GROUPS; group++) {
            batch.add(press(group));
        }
        batch.add(question(GROUPS + 1));
        updates.prefetch(batch);
        batch.forEach(updates::handle);
        assertThat(questions.getCount()).as("questions that were not asked").isZero();
        assertThat(fixture.asked).as("none was given up").hasSize(GROUPS + 1);
    }

    @Test
    void asksForAnUpdateAgainThatNoRoomOnTheDiskKeptFromBeingHandled() throws IOException {
        UpdateHandler updates = updates(new Verbose(), SeatTerm.PERMANENT);
        FullDisk.fill(fixture.database);
        assertThat(updates.handle(question(6))).as("handled without room").isFalse();
        FullDisk.makeRoom(fixture.database);
        assertThat(updates.handle(question(6))).as("handled with room").isTrue();
        assertThat(answers()).isEqualTo(1);
    }

    @Test
    void leavesAnUpdateToTheNodeThatFetchesUpdatesNow() throws IOException {
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
        UpdateHandler updates = updates(new Verbose(), term);
        assertThat(updates.handle(question(6))).as("handled after the term").isFalse();
        assertThat(answers()).isZero();
        ended.set(false);
        assertThat(updates.handle(question(6))).as("handled in the term").isTrue();
        assertThat(answers()).isEqualTo(1);
    }

    private long answers() {
        return fixture.database.<Long>read(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM shared_content")
                .mapTo(Long.class)
                .one());
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
