package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.TOKEN;
import static digestbot.telegram.TelegramFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.audience.ChatType;
import digestbot.chat.CommandRequest;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.outside.RefusingPort;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

class TelegramReceiverTest {

    private static final Action SHOW = new ReadAction.Show(7, new DigestView.OnePerspective(1), 0);

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;

    @Test
    void answersInAPrivateChat() {
        fixture.script = request ->
                PublicReplies.toAll(content("Hello, " + request.person().language()));
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/start us-china");
        await().untilAsserted(() -> assertThat(fixture.shown(ANNS_CHAT)).containsExactly("Hello, de"));
        CommandRequest request = fixture.asked.getFirst();
        assertThat(request.action()).isEqualTo(new ChatAction.Start("us-china"));
        assertThat(request.personIsChatAdmin()).isTrue();
        assertThat(request.privateChat()).contains(request.origin());
        assertThat(request.person().userId()).isEqualTo(5);
        assertThat(fixture.learnt).containsExactly("back 5");
    }

    @Test
    void onlyTheReplyToASearchWaitsForOtherReplies() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("found"));
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/search trade");
        sandbox.write(ANN, ANNS_CHAT, "/today");
        fixture.awaitShown(ANNS_CHAT, 2);
        assertThat(fixture.searches).hasValue(1);
    }

    @Test
    void editsThePressedMessageInAPrivateChatAndDoesNotWaitForTheAnswerToAPress() {
        fixture.script = request -> request.invocation().byPress()
                ? new Reply.EditPressed(content("the other side", Button.callback("United States", SHOW)), 0)
                : PublicReplies.toAll(content("one side", Button.callback("China", SHOW)));
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/today");
        fixture.awaitShown(ANNS_CHAT, 1);
        fixture.press(ANN, ANNS_CHAT);
        await().untilAsserted(() -> assertThat(fixture.shown(ANNS_CHAT)).containsExactly("the other side"));
        assertThat(fixture.actions()).last().isEqualTo(SHOW);
        Waiting.exactly(1, () -> fixture.requests("answerCallbackQuery"));
        sandbox.fault(ANNS_CHAT, new SandboxFault.ServerError(1, 502));
        fixture.press(ANN, ANNS_CHAT);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        fixture.awaitAsked(4);
    }

    @Test
    void handlesNoCommandAgainThatIsEditedAfterwards() {
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/today");
        sandbox.rewrite(ANN, ANNS_CHAT, 1, "/help");
        sandbox.write(ANN, ANNS_CHAT, "/start");
        fixture.awaitAsked(2);
        assertThat(fixture.actions()).containsExactly(new ReadAction.ShowToday(""), new ChatAction.Start(""));
    }

    @Test
    void readsAnAnnouncementAsItWasFormatted() {
        fixture.start();
        sandbox.writeFormatted(
                ANN,
                ANNS_CHAT,
                "/broadcast 😀 <b>New:</b> a <a href=\"https://example.org/x\">page</a>\n<i>and more</i>\n\n*typed*");
        fixture.awaitAsked(1);
        assertThat(fixture.actions())
                .containsExactly(new BroadcastRequest.WriteBroadcast(
                        "😀 **New:** a [page](<https://example.org/x>)  \n" + "*and more*\n\n*typed*"));
    }

    @Test
    void asksTelegramWhoManagesAGroup() {
        fixture.start();
        sandbox.write(ANN, GROUP, "/subscribe us-china");
        fixture.awaitAsked(1);
        sandbox.promote(GROUP, ANN);
        sandbox.write(ANN, GROUP, "/subscribe us-china");
        sandbox.writeAnonymously(GROUP, "/subscribe us-china");
        sandbox.write(new SandboxPerson(6, "Bob", "en"), GROUP, "/today");
        fixture.awaitAsked(4);
        assertThat(fixture.asked)
                .extracting(CommandRequest::personIsChatAdmin)
                .containsExactly(false, true, true, false);
        assertThat(fixture.asked.get(2).person().userId()).isEqualTo(GROUP.id());
        assertThat(fixture.asked).allSatisfy(request -> {
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.GROUP);
            assertThat(request.origin().chat().title()).isEqualTo("Readers");
            assertThat(request.privateChat()).isEmpty();
        });
        assertThat(fixture.requests("getChatMember")).hasSize(2);
    }

    @Test
    void learnsWhoIsGoneAndBackAndMoved() {
        fixture.start();
        sandbox.join(ANN, ANNS_CHAT);
        sandbox.join(ANN, GROUP);
        sandbox.block(ANN, true);
        sandbox.block(ANN, false);
        sandbox.removeBot(ANN, GROUP);
        sandbox.addBot(ANN, GROUP);
        sandbox.migrate(GROUP, -1001234567890L);
        await().untilAsserted(() -> assertThat(fixture.learnt)
                .contains(
                        "lost 5: the bot was blocked or removed", "back 5", "back -500", "moved -500 to -1001234567890")
                .anyMatch(line -> line.startsWith("lost -500: ")));
    }

    /// Each sandbox counts its updates from the same number, as a server that lost the confirmation
    /// would.
    @Test
    void handlesAnUpdateOnceAlthoughItComesAgain() {
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/help");
        fixture.awaitAsked(1);
        fixture.stop();
        try (var second = TelegramSandbox.start(0, TOKEN.reveal(), "digest_bot", fixture.clock)) {
            second.write(ANN, ANNS_CHAT, "/help");
            second.write(ANN, ANNS_CHAT, "/today");
            fixture.start(second);
            fixture.awaitAsked(2);
            assertThat(fixture.actions()).containsExactly(new ChatAction.ShowHelp(), new ReadAction.ShowToday(""));
        }
    }

    @Test
    void skipsAnUpdateThatCannotBeHandled() {
        fixture.script = request -> {
            if (request.action() instanceof ChatAction.ShowHelp) {
                throw new IllegalStateException("a bug");
            }
            if (request.action() instanceof ReadAction.ShowToday) {
                throw new StackOverflowError("a deep bug");
            }
            return PublicReplies.toAll(content("fine"));
        };
        fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/help");
        sandbox.write(ANN, ANNS_CHAT, "/today");
        sandbox.write(ANN, ANNS_CHAT, "/start");
        fixture.awaitShown(ANNS_CHAT, 3);
        assertThat(fixture.shown(ANNS_CHAT)).endsWith("fine").first().asString().contains("schiefgegangen");
        assertThat(fixture.actions()).containsExactly(new ChatAction.Start(""));
    }

    @Test
    void startsOnceTheServerIsUp() throws IOException {
        try (var port = new RefusingPort()) {
            try (Logged log = Logged.by("digestbot.telegram")) {
                fixture.start(URI.create("http://127.0.0.1:" + port.number()), TOKEN);
                await().until(() -> log.from(Level.WARN), lines -> !lines.isEmpty());
            }
            try (var late = TelegramSandbox.start(port.number(), TOKEN.reveal(), "digest_bot", fixture.clock)) {
                late.write(ANN, ANNS_CHAT, "/help");
                fixture.awaitAsked(1);
                fixture.stop();
            }
        }
    }

    /// The simulator answers a poll without updates after half a minute, as Telegram does.
    @Test
    void endsInTheMiddleOfAPollAndLeavesNoThread() {
        fixture.start();
        await().until(sandbox::polls, polls -> polls > 0);
        fixture.stop();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("telegram-"))
                .isEmpty());
    }

    @Test
    void takesAWebhookOutOfItsWay() throws TelegramApiException {
        TelegramReceiver platform = fixture.start();
        sandbox.write(ANN, ANNS_CHAT, "/help");
        fixture.awaitAsked(1);
        try (var other = fixture.connection()) {
            other.interactiveClient()
                    .execute(
                            SetWebhook.builder().url("https://example.org/hook").build());
        }
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(platform::isPolling, polling -> !polling); // which lasts, because the test alone starts it again
        fixture.ensurePolling();
        assertThat(platform.isPolling()).isTrue();
        sandbox.write(ANN, ANNS_CHAT, "/today");
        await().untilAsserted(() -> assertThat(fixture.actions()).contains(new ReadAction.ShowToday("")));
    }
}
