package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.content;
import static digestbot.telegram.TelegramFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.ChatType;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.api.ApiToken;
import digestbot.digest.DigestView;
import digestbot.outside.FreePort;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.BotApiVersion;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

class TelegramReceiverTest {

    private static final Press SHOW = new Press.Show(7, new DigestView.OnePerspective(1), 0);

    @TempDir
    Path folder;

    private TelegramFixture fixture;
    private TelegramSandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = TelegramFixture.sandbox();
        fixture = new TelegramFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
        sandbox.close();
    }

    @Test
    void answersInAPrivateChat() {
        fixture.script = request ->
                new Reply.PublicMessage(content("Hello, " + request.person().language()));
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/start us-china");
        await().untilAsserted(() -> assertThat(shown(sandbox, ANNS_CHAT)).containsExactly("Hello, de"));
        CommandRequest request = fixture.asked.getFirst();
        assertThat(request.command()).isEqualTo(new Command.Start("us-china"));
        assertThat(request.personIsChatAdmin()).isTrue();
        assertThat(request.privateChat()).contains(request.origin());
        assertThat(request.person().userId()).isEqualTo(5);
        assertThat(fixture.learnt).containsExactly("back 5");
    }

    @Test
    void editsThePressedMessageInAPrivateChat() {
        fixture.script = request -> request.command() instanceof Command.Pressed
                ? new Reply.EditPressed(content("the other side"), 0)
                : new Reply.PublicMessage(withButton());
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/today");
        await().until(() -> shown(sandbox, ANNS_CHAT).size() == 1);
        press(ANNS_CHAT);
        await().untilAsserted(() -> assertThat(shown(sandbox, ANNS_CHAT)).containsExactly("the other side"));
        assertThat(fixture.commands()).last().isEqualTo(new Command.Pressed(Optional.of(SHOW)));
        await().untilAsserted(() -> assertThat(answersToPresses()).hasSize(1));
    }

    @Test
    void handlesNoCommandAgainThatIsEditedAfterwards() {
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/today");
        sandbox.rewrite(ANN, ANNS_CHAT, 1, "/help");
        sandbox.write(ANN, ANNS_CHAT, "/start");
        await().until(() -> fixture.asked.size() == 2);
        assertThat(fixture.commands()).containsExactly(new Command.Today(""), new Command.Start(""));
    }

    @Test
    void readsAnAnnouncementAsItWasFormatted() {
        fixture.start(sandbox);
        sandbox.writeFormatted(
                ANN,
                ANNS_CHAT,
                "/broadcast 😀 <b>New:</b> a <a href=\"https://example.org/x\">page</a>\n<i>and more</i>\n\n*typed*");
        await().until(() -> fixture.asked.size() == 1);
        assertThat(fixture.commands())
                .containsExactly(new Command.WriteBroadcast(
                        "😀 **New:** a [page](<https://example.org/x>)  \n" + "*and more*\n\n*typed*"));
    }

    @Test
    void opensAPrivateChatForAPressInAGroup() {
        sandbox.version(BotApiVersion.V10_1);
        List<String> opened = new CopyOnWriteArrayList<>();
        sandbox.listen(event -> {
            if (event instanceof SandboxEvent.Opened page) {
                opened.add(page.url());
            }
        });
        fixture.script = request -> request.command() instanceof Command.Pressed
                ? new Reply.EphemeralView(content("for you alone"), 0, "1-v-7-s1", true)
                : new Reply.PublicMessage(withButton());
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/today");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        press(GROUP);
        await().untilAsserted(() -> assertThat(opened).containsExactly("https://t.me/digest_bot?start=1-v-7-s1"));
        assertThat(shown(sandbox, GROUP)).hasSize(1);
    }

    @Test
    void showsAShortAnswerOverTheScreen() {
        List<String> toasts = new CopyOnWriteArrayList<>();
        sandbox.listen(event -> {
            if (event instanceof SandboxEvent.Toast toast) {
                toasts.add(toast.text());
            }
        });
        fixture.script = request -> request.command() instanceof Command.Pressed
                ? new Reply.Toast("Not for you.")
                : new Reply.PublicMessage(withButton());
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/today");
        await().until(() -> shown(sandbox, ANNS_CHAT).size() == 1);
        press(ANNS_CHAT);
        await().untilAsserted(() -> assertThat(toasts).containsExactly("Not for you."));
    }

    @Test
    void asksTelegramWhoManagesAGroup() {
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/subscribe us-china");
        await().until(() -> fixture.asked.size() == 1);
        sandbox.promote(GROUP, ANN);
        sandbox.write(ANN, GROUP, "/subscribe us-china");
        sandbox.writeAnonymously(GROUP, "/subscribe us-china");
        sandbox.write(new SandboxPerson(6, "Bob", "en"), GROUP, "/today");
        await().until(() -> fixture.asked.size() == 4);
        assertThat(fixture.asked)
                .extracting(CommandRequest::personIsChatAdmin)
                .containsExactly(false, true, true, false);
        assertThat(fixture.asked.get(2).person().userId()).isEqualTo(GROUP.id());
        assertThat(fixture.asked).allSatisfy(request -> {
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.GROUP);
            assertThat(request.origin().chat().title()).isEqualTo("Readers");
            assertThat(request.privateChat()).isEmpty();
        });
        assertThat(sandbox.requests())
                .filteredOn(request -> request.path().equalsIgnoreCase("getChatMember"))
                .hasSize(2);
    }

    @Test
    void overhearsWhatIsNotForIt() {
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/subscribe@other_bot us-china");
        sandbox.write(ANN, GROUP, "nice weather");
        sandbox.write(ANN, GROUP, "/weather");
        sandbox.write(ANN, GROUP, "/help@Digest_Bot");
        sandbox.write(ANN, ANNS_CHAT, "nice weather");
        await().until(() -> fixture.asked.size() == 2);
        assertThat(fixture.commands()).containsExactly(new Command.Help(), new Command.Unknown(""));
    }

    @Test
    void answersInTheTopicItWasAskedIn() {
        fixture.script = _ -> new Reply.PublicMessage(content("here"));
        fixture.start(sandbox);
        sandbox.writeInThread(ANN, GROUP, 42, "/today");
        await().untilAsserted(() -> assertThat(shown(sandbox, GROUP)).containsExactly("here"));
        assertThat(fixture.asked.getFirst().origin().thread()).isEqualTo(42);
    }

    @Test
    void learnsWhoIsGoneAndBackAndMoved() {
        fixture.start(sandbox);
        sandbox.join(ANN, ANNS_CHAT);
        sandbox.join(ANN, GROUP);
        sandbox.block(ANN);
        sandbox.unblock(ANN);
        sandbox.removeBot(ANN, GROUP);
        sandbox.addBot(ANN, GROUP);
        sandbox.migrate(GROUP, -1001234567890L);
        await().untilAsserted(() -> assertThat(fixture.learnt)
                .contains(
                        "lost 5: the bot was blocked or removed", "back 5", "back -500", "moved -500 to -1001234567890")
                .anyMatch(line -> line.startsWith("lost -500: ")));
    }

    /// Each sandbox counts its updates from the same number, as a server that lost the confirmation would.
    @Test
    void handlesAnUpdateOnceAlthoughItComesAgain() {
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(() -> fixture.asked.size() == 1);
        fixture.stop();
        try (var second = TelegramFixture.sandbox()) {
            second.write(ANN, ANNS_CHAT, "/help");
            second.write(ANN, ANNS_CHAT, "/today");
            fixture.start(second);
            await().until(() -> fixture.asked.size() == 2);
            assertThat(fixture.commands()).containsExactly(new Command.Help(), new Command.Today(""));
        }
    }

    @Test
    void skipsAnUpdateThatCannotBeHandled() {
        fixture.script = request -> {
            if (request.command() instanceof Command.Help) {
                throw new IllegalStateException("a bug");
            }
            if (request.command() instanceof Command.Today) {
                throw new StackOverflowError("a deep bug");
            }
            return new Reply.PublicMessage(content("fine"));
        };
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        sandbox.write(ANN, ANNS_CHAT, "/today");
        sandbox.write(ANN, ANNS_CHAT, "/start");
        await().untilAsserted(
                        () -> assertThat(shown(sandbox, ANNS_CHAT)).hasSize(3).endsWith("fine"));
        assertThat(shown(sandbox, ANNS_CHAT)).first().asString().contains("schiefgegangen");
        assertThat(fixture.commands()).containsExactly(new Command.Start(""));
    }

    @Test
    void startsOnceTheServerIsUp() throws IOException {
        sandbox.close();
        int port = FreePort.find();
        fixture.start(URI.create("http://127.0.0.1:" + port), new ApiToken("77:secret"));
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        sandbox = TelegramSandbox.start(port, "77:secret", "digest_bot", fixture.clock);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(() -> fixture.asked.size() == 1);
    }

    @Test
    void endsAtOnceInTheMiddleOfAPoll() {
        TelegramReceiver platform = fixture.start(sandbox);
        await().until(() -> platform.isPolling());
        long before = System.nanoTime();
        platform.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("telegram-"))
                .isEmpty());
    }

    @Test
    void doesNotWaitForATelegramThatDoesNotAnswerAPress() {
        fixture.script = request -> request.command() instanceof Command.Pressed
                ? new Reply.EditPressed(content("still here"), 0)
                : new Reply.PublicMessage(withButton());
        fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/today");
        await().until(() -> shown(sandbox, ANNS_CHAT).size() == 1);
        sandbox.fault(ANNS_CHAT, new SandboxFault.ServerError(1, 502));
        press(ANNS_CHAT);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(() -> fixture.asked.size() == 3);
    }

    @Test
    void takesAWebhookOutOfItsWay() throws TelegramApiException {
        TelegramReceiver platform = fixture.start(sandbox);
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(() -> fixture.asked.size() == 1);
        try (var other = new TelegramConnection(new TelegramSettings(new ApiToken("77:secret"), sandbox.url()))) {
            other.interactiveClient()
                    .execute(
                            SetWebhook.builder().url("https://example.org/hook").build());
        }
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().until(() -> !platform.isPolling());
        platform.ensurePolling();
        assertThat(platform.isPolling()).isTrue();
        sandbox.write(ANN, ANNS_CHAT, "/today");
        await().untilAsserted(() -> assertThat(fixture.commands()).contains(new Command.Today("")));
    }

    @Test
    void startsPollingAgainWhenItWentQuiet() throws TelegramApiException {
        TelegramReceiver platform = fixture.start(sandbox);
        await().until(() -> platform.isPolling());
        fixture.now.updateAndGet(now -> now.plus(Duration.ofMinutes(3)));
        assertThat(platform.isPolling()).isFalse();
        platform.ensurePolling();
        assertThat(platform.isPolling()).isTrue();
        sandbox.write(ANN, ANNS_CHAT, "/help");
        await().untilAsserted(() -> assertThat(fixture.commands()).containsExactly(new Command.Help()));
    }

    private void press(SandboxPlace place) {
        sandbox.press(ANN, place, sandbox.screen(place).getLast().id(), 1, 0);
    }

    private List<RecordedRequest> answersToPresses() {
        return sandbox.requests().stream()
                .filter(request -> request.path().equalsIgnoreCase("answerCallbackQuery"))
                .toList();
    }

    private static Content withButton() {
        return new Content(
                content("one side").panels(), List.of(List.of(Button.callback("China", SHOW))), Optional.empty());
    }
}
