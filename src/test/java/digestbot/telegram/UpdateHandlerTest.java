package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.Logged;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.Reply;
import digestbot.cluster.EndedTerm;
import digestbot.cluster.LeaderTerm;
import digestbot.content.action.Invocation;
import digestbot.content.action.SubscribeAction;
import digestbot.database.FullDisk;
import digestbot.database.Transaction;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    private StubTelegram server;

    /// Starts a server that answers the first question about an admin once all have been asked.
    @BeforeEach
    void start() {
        server = new StubTelegram((method, _) -> {
            if (!method.equals("getchatmember")) {
                return "true";
            }
            questions.countDown();
            questions.await();
            return MEMBER;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private UpdateHandler updates(CommandHandler handler, LeaderTerm term) {
        return fixture.updates(server.connection.interactiveClient(), handler, term);
    }

    @Test
    void asksAllQuestionsAboutWhatCameTogetherAtOnce() throws IOException {
        UpdateHandler updates = updates(fixture, LeaderTerm.PERMANENT);
        List<IncomingUpdate> batch = new ArrayList<>();
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
        UpdateHandler updates = updates(new Verbose(), LeaderTerm.PERMANENT);
        FullDisk.fill(fixture.database);
        assertThat(updates.handle(question(6))).as("handled without room").isFalse();
        FullDisk.makeRoom(fixture.database);
        assertThat(updates.handle(question(6))).as("handled with room").isTrue();
        assertThat(answers()).isEqualTo(1);
    }

    @Test
    void leavesAnUpdateToTheNodeThatFetchesUpdatesNow() throws IOException {
        var term = new EndedTerm();
        UpdateHandler updates = updates(new Verbose(), term);
        assertThat(updates.handle(question(6))).as("handled after the term").isFalse();
        assertThat(answers()).isZero();
        term.begin();
        assertThat(updates.handle(question(6))).as("handled in the term").isTrue();
        assertThat(answers()).isEqualTo(1);
    }

    private long answers() {
        return fixture.database.<Long>read(tx -> tx.number("SELECT count(*) FROM shared_content"));
    }

    private static final class Verbose implements CommandHandler {

        @Override
        public Reply answer(Transaction transaction, CommandRequest request) {
            transaction.execute("INSERT INTO shared_content (content) VALUES (?)", "x".repeat(200_000));
            return new Reply.NoReply();
        }

        @Override
        public boolean needsChatAdmin(Invocation invocation, Chat chat) {
            return false;
        }
    }

    private IncomingUpdate press(int id) throws JsonProcessingException {
        return read("""
            {"update_id": %1$d, "callback_query": {"id": "%1$d", "data": "%2$s", "chat_instance": "1", "from": %3$s,
             "message": {"message_id": 1, "date": 1, "chat": {"id": -%1$d, "type": "group", "title": "G"}}}}
            """.formatted(id, new SubscribeAction.SubscribeTopic(7).encode(), ANN));
    }

    private IncomingUpdate question(int id) throws JsonProcessingException {
        return read("""
            {"update_id": %d, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"},
             "text": "/help", "from": %s}}
            """.formatted(id, ANN));
    }

    private IncomingUpdate read(String json) throws JsonProcessingException {
        return updates(fixture, LeaderTerm.PERMANENT)
                .read(new ObjectMapper().readValue(json, Update.class))
                .orElseThrow();
    }

    @Test
    void saysOnceThatNobodyTellsWhoManagesChats() throws Exception {
        var group = new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Group");
        URI nobody = URI.create("http://127.0.0.1:1");
        try (Logged log = Logged.by("digestbot.telegram");
                var nowhere = new TelegramConnection(new TelegramSettings(TelegramFixture.TOKEN, nobody))) {
            var admins = new ChatAdminLookup(nowhere.interactiveClient(), ChatAdminLookup.TIMEOUT);
            for (int user = 1; user <= 3; user++) {
                assertThat(admins.lookUp(group, user).get()).isEqualTo(AdminStatus.UNKNOWN);
            }
            assertThat(log.from(Level.INFO))
                    .singleElement()
                    .asString()
                    .startsWith("looking up chat admins on Telegram failed: ")
                    .doesNotContain("secret");
        }
    }

    @Test
    @Tag("database")
    void knowsWhatWasHandledAndFollowsTelegramToLowerNumbersAfterAQuietWeek() {
        assertThat(Stream.of(5_000, 5_000, 4_990, 5_001, 800_000_000, 17, 17, 18)
                        .map(update -> fixture.database.<Boolean>write(
                                transaction -> UpdateHandler.HandledUpdateStore.markHandled(transaction, update))))
                .containsExactly(true, false, false, true, true, true, false, true);
    }
}
