package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.SandboxWithClient.ANN;
import static digestbot.sandbox.telegram.SandboxWithClient.ANNS_CHAT;
import static digestbot.sandbox.telegram.SandboxWithClient.BO;
import static digestbot.sandbox.telegram.SandboxWithClient.CHANNEL;
import static digestbot.sandbox.telegram.SandboxWithClient.GROUP;
import static digestbot.sandbox.telegram.SandboxWithClient.TOKEN;
import static digestbot.sandbox.telegram.SandboxWithClient.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.RecordedRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.DeleteMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatAdministrators;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeDefault;

class ServerTest {
    private final SandboxWithClient it = new SandboxWithClient();

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void repeatsUpdatesUntilTheyAreConfirmed() {
        it.sandbox.write(ANN, ANNS_CHAT, "one");
        it.sandbox.write(ANN, ANNS_CHAT, "two");
        JsonNode first = it.call("getUpdates", "{}").path("result");
        assertThat(first.findValuesAsText("text")).containsExactly("one", "two");
        assertThat(it.call("getUpdates", "{\"limit\":1}").path("result")).containsExactly(first.path(0));

        long last = first.path(1).path("update_id").asLong();
        assertThat(it.call("getUpdates", "{\"offset\":" + last + "}").path("result"))
                .containsExactly(first.path(1));
        assertThat(it.call("getUpdates", "{\"offset\":" + (last + 1) + "}").path("result"))
                .isEmpty();
        assertThat(it.call("getUpdates", "{}").path("result")).isEmpty();
    }

    @Test
    void aNegativeOffsetForgetsAllButTheLastUpdates() {
        for (String line : List.of("one", "two", "three")) {
            it.sandbox.write(ANN, ANNS_CHAT, line);
        }
        assertThat(it.call("getUpdates", "{\"offset\":-1}").path("result").findValuesAsText("text"))
                .containsExactly("three");
        assertThat(it.call("getUpdates", "{}").path("result")).hasSize(1);
    }

    @Test
    void aWaitingPollIsAnsweredWhenSomethingHappens() throws Exception {
        var poll = CompletableFuture.supplyAsync(() -> it.call("getUpdates", "{\"timeout\":30}"));
        awaitPolls(1);
        it.sandbox.write(ANN, ANNS_CHAT, "now");
        assertThat(poll.get(40, TimeUnit.SECONDS).findValuesAsText("text")).containsExactly("now");
    }

    /// A poll is recorded once it is answered, so a waiting one shows only in the server's own state.
    private void awaitPolls(long count) {
        await().until(() -> it.sandbox.polls() == count);
    }

    @Test
    void endsTheOlderOfTwoPolls() throws Exception {
        var older = CompletableFuture.supplyAsync(() -> it.call("getUpdates", "{\"timeout\":30}"));
        awaitPolls(1);
        var newer = CompletableFuture.supplyAsync(() -> it.call("getUpdates", "{\"timeout\":30}"));
        JsonNode conflict = older.get(40, TimeUnit.SECONDS);
        assertThat(conflict.path("error_code").asInt()).isEqualTo(409);
        assertThat(conflict.path("description").asText())
                .isEqualTo("Conflict: terminated by other getUpdates request; "
                        + "make sure that only one bot instance is running");
        it.sandbox.write(ANN, ANNS_CHAT, "still there");
        assertThat(newer.get(40, TimeUnit.SECONDS).findValuesAsText("text")).containsExactly("still there");
    }

    @Test
    void dropsUpdatesThatWereNotAskedFor() {
        it.call("getUpdates", "{\"allowed_updates\":[\"callback_query\"]}");
        it.sandbox.write(ANN, ANNS_CHAT, "unheard");
        assertThat(it.call("getUpdates", "{}").path("result")).isEmpty();
        it.call("getUpdates", "{\"allowed_updates\":[]}");
        it.sandbox.write(ANN, ANNS_CHAT, "heard");
        assertThat(it.call("getUpdates", "{}").findValuesAsText("text")).containsExactly("heard");
    }

    @Test
    void aWebhookStandsInTheWayOfPolling() {
        it.call("setWebhook", "{\"url\":\"https://example.org/hook\"}");
        it.sandbox.write(ANN, ANNS_CHAT, "kept");
        assertThat(it.call("getUpdates", "{}").path("description").asText())
                .startsWith("Conflict: can't use getUpdates method while webhook is active");
        assertThat(it.call("getWebhookInfo", "{}")
                        .path("result")
                        .path("pending_update_count")
                        .asInt())
                .isEqualTo(1);
        it.call("deleteWebhook", "{\"drop_pending_updates\":true}");
        assertThat(it.call("getUpdates", "{}").path("result")).isEmpty();
    }

    @Test
    void takesParametersInEveryForm() {
        assertThat(it.post("SENDMESSAGE", "application/x-www-form-urlencoded", "chat_id=11&text=a%20%26+b")
                        .path("result")
                        .path("text")
                        .asText())
                .isEqualTo("a & b");
        assertThat(it.get("/bot" + TOKEN + "/sendMessage?chat_id=11&text=%E4%B8%AD")
                        .path("result")
                        .path("text")
                        .asText())
                .isEqualTo("中");
        String parts = """
                --B
                Content-Disposition: form-data; name="chat_id"

                11
                --B
                Content-Disposition: form-data; name="text"
                Content-Type: text/plain; charset=utf-8

                文 two
                lines
                --B
                Content-Disposition: form-data; name="reply_markup"

                {"inline_keyboard":[[{"text":"a","url":"https://example.org"}]]}
                --B--
                """.replace("\n", "\r\n");
        JsonNode message =
                it.post("sendMessage", "multipart/form-data; boundary=B", parts).path("result");
        assertThat(message.path("text").asText()).isEqualTo("文 two\nlines");
        assertThat(message.path("reply_markup").findValuesAsText("url")).containsExactly("https://example.org");
    }

    @Test
    void refusesWhatIsNotForThisBot() {
        assertThat(it.get("/bot1:other/getMe").toString())
                .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        assertThat(it.get("/bot" + TOKEN + "/getFoo").toString())
                .isEqualTo("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found: method not found\"}");
        assertThat(it.get("/").path("error_code").asInt()).isEqualTo(404);
        assertThat(it.call("sendMessage", "{broken").path("error_code").asInt()).isEqualTo(400);
    }

    @Test
    void recordsRequestsUnderTheirDocumentedNamesAndWithoutTheToken() {
        it.execute(html(ANNS_CHAT, "<b>a</b>"));
        it.refused(html(GROUP, "b"));
        assertThat(it.sandbox.requests())
                .extracting(RecordedRequest::path)
                .containsExactly("sendMessage", "sendMessage");
        assertThat(it.sandbox.requests()).extracting(RecordedRequest::status).containsExactly(200, 400);
        assertThat(it.sandbox.requests().getFirst().body().path("text").asText())
                .isEqualTo("<b>a</b>");
        assertThat(it.sandbox.requests().toString()).doesNotContain("sandbox-token");

        it.sandbox.recordRequests(false);
        it.execute(html(ANNS_CHAT, "c"));
        assertThat(it.sandbox.requests()).hasSize(2);
    }

    @Test
    void keepsCommandsForEachScopeAndLanguage() {
        BotCommand today = new BotCommand("today", "Newest digests");
        it.execute(SetMyCommands.builder().command(today).build());
        it.execute(SetMyCommands.builder()
                .command(new BotCommand("help", "帮助"))
                .scope(new BotCommandScopeAllGroupChats())
                .languageCode("zh")
                .build());
        assertThat(it.execute(new GetMyCommands())).containsExactly(today);
        assertThat(it.execute(GetMyCommands.builder().languageCode("zh").build()))
                .isEmpty();
        assertThat(it.execute(GetMyCommands.builder()
                        .scope(new BotCommandScopeAllGroupChats())
                        .languageCode("zh")
                        .build()))
                .extracting(BotCommand::getCommand)
                .containsExactly("help");
        assertThat(it.refused(SetMyCommands.builder()
                                .command(new BotCommand("Today", "x"))
                                .build())
                        .getApiResponse())
                .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }

    @Test
    void offersTheCommandsOfTheNarrowestScope() {
        commands(new BotCommandScopeDefault(), "", "everywhere");
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/everywhere x");
        commands(new BotCommandScopeAllGroupChats(), "", "group");
        commands(new BotCommandScopeAllGroupChats(), "zh", "zh_group");
        commands(new BotCommandScopeAllChatAdministrators(), "", "admin");
        commands(new BotCommandScopeChat(Long.toString(ANN.id())), "", "ann");
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/zh_group x");
        assertThat(it.sandbox.offered(ANN, GROUP)).containsExactly("/group x");
        assertThat(it.sandbox.offered(ANN, ANNS_CHAT)).containsExactly("/ann x");
        it.sandbox.promote(GROUP, BO);
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/admin x");
        assertThat(it.sandbox.offered(BO, CHANNEL)).isEmpty();
        it.execute(DeleteMyCommands.builder()
                .scope(new BotCommandScopeAllChatAdministrators())
                .build());
        assertThat(it.sandbox.offered(BO, GROUP)).containsExactly("/zh_group x");
    }

    @Test
    void refusesCommandsWhereThereCanBeNone() {
        assertThat(refused(new BotCommandScopeChat("404"), "")).isEqualTo("Bad Request: chat not found");
        it.sandbox.join(ANN, CHANNEL);
        assertThat(refused(new BotCommandScopeChat(Long.toString(CHANNEL.id())), ""))
                .isEqualTo("Bad Request: can't change commands in channel chats");
        assertThat(refused(new BotCommandScopeChatAdministrators(Long.toString(ANN.id())), ""))
                .isEqualTo("Bad Request: can't use specified scope in private chats");
        assertThat(refused(new BotCommandScopeDefault(), "zh-CN"))
                .isEqualTo("Bad Request: invalid language code specified");
    }

    private void commands(BotCommandScope scope, String language, String name) {
        it.execute(SetMyCommands.builder()
                .command(new BotCommand(name, "x"))
                .scope(scope)
                .languageCode(language.isEmpty() ? null : language)
                .build());
    }

    private String refused(BotCommandScope scope, String language) {
        return it.refused(SetMyCommands.builder()
                        .command(new BotCommand("x", "x"))
                        .scope(scope)
                        .languageCode(language.isEmpty() ? null : language)
                        .build())
                .getApiResponse();
    }

    @Test
    void tellsWhoIsWhoInAChat() {
        it.sandbox.join(ANN, GROUP);
        it.sandbox.promote(GROUP, BO);
        assertThat(it.execute(new GetMe()).getUserName()).isEqualTo("digest_bot");
        assertThat(it.execute(new GetChat(Long.toString(GROUP.id()))).getTitle())
                .isEqualTo("Readers");
        assertThat(status(ANN.id())).isEqualTo("member");
        assertThat(status(BO.id())).isEqualTo("administrator");
        assertThat(status(5550001)).isEqualTo("member");
        assertThat(it.refused(new GetChatMember(Long.toString(GROUP.id()), 404L))
                        .getApiResponse())
                .isEqualTo("Bad Request: PARTICIPANT_ID_INVALID");
        assertThat(it.execute(new GetChatAdministrators(Long.toString(GROUP.id()))))
                .extracting(member -> member.getUser().getId())
                .containsExactly(BO.id());
        assertThat(it.refused(new GetChatAdministrators(Long.toString(ANN.id())))
                        .getApiResponse())
                .isEqualTo("Bad Request: there are no administrators in the private chat");
    }

    private String status(long user) {
        return it.execute(new GetChatMember(Long.toString(GROUP.id()), user)).getStatus();
    }

    @Test
    void leavesAChat() {
        it.sandbox.join(ANN, CHANNEL);
        it.execute(new LeaveChat(Long.toString(CHANNEL.id())));
        assertThat(it.refused(html(CHANNEL, "x")).getApiResponse())
                .isEqualTo("Forbidden: bot is not a member of the channel chat");
    }
}
