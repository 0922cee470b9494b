package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.ChatType;
import digestbot.chat.CommandRequest;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.sandbox.telegram.TelegramSandbox.AdminRights;
import digestbot.sandbox.telegram.TelegramSandbox.BotApiVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Groups, forums and channels: their managers, and the visibility of messages.
class TelegramPlacesTest {

    private static final SandboxPerson BOB = new SandboxPerson(6, "Bob", "en");
    private static final SandboxPlace CHANNEL =
            new SandboxPlace(-1_001_000_000_009L, SandboxPlace.Kind.CHANNEL, "News");
    private static final Action CHANGE = new SubscribeAction.SubscribeTopic(7);
    private static final Action LOOK = new SubscribeAction.ShowTopics(0);

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;

    @Test
    void takesWhatAChannelPostsAsItsManagement() {
        fixture.start();
        sandbox.promote(CHANNEL, ANN);
        sandbox.addBot(ANN, CHANNEL);
        sandbox.write(ANN, CHANNEL, "/subscribe all");
        sandbox.write(ANN, CHANNEL, "Good morning!");
        sandbox.write(ANN, CHANNEL, "/dance");
        sandbox.write(ANN, CHANNEL, "/settings@other_bot");
        sandbox.write(ANN, CHANNEL, "/settings@digest_bot");
        fixture.awaitAsked(2);
        assertThat(fixture.actions())
                .containsExactly(
                        new SubscribeAction.Subscribe("all", SubscribeAction.Target.DEFAULT),
                        new SettingsAction.TypedSettings("", ""));
        assertThat(fixture.asked).allSatisfy(request -> {
            assertThat(request.personIsChatAdmin()).isTrue();
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.CHANNEL);
            assertThat(request.person().userId()).isEqualTo(CHANNEL.id());
        });
        assertThat(fixture.requests("getChatMember")).isEmpty();
    }

    @Test
    void letsThoseManageAChannelWhoMayPostInItAndEditsWhatTheyPress() {
        sandbox.promote(CHANNEL, ANN);
        fixture.posted(ANN, CHANNEL, withButton(CHANGE));
        fixture.script = _ -> new Reply.Toast("heard");
        fixture.press(BOB, CHANNEL);
        fixture.awaitAsked(2);
        sandbox.promote(CHANNEL, BOB, new AdminRights(false, false));
        fixture.press(BOB, CHANNEL);
        fixture.awaitAsked(3);
        fixture.press(ANN, CHANNEL);
        fixture.awaitAsked(4);
        assertThat(fixture.asked)
                .extracting(CommandRequest::personIsChatAdmin)
                .containsExactly(true, false, false, true);
        fixture.script = _ -> new Reply.EditPressed(content("changed"), 0);
        fixture.press(ANN, CHANNEL);
        await().untilAsserted(() -> assertThat(fixture.shown(CHANNEL)).containsExactly("changed"));
    }

    @Test
    void learnsWhatItMayDoInAChannelAndInAGroup() {
        fixture.start();
        for (SandboxPlace place : List.of(CHANNEL, GROUP)) {
            sandbox.addBot(ANN, place);
            sandbox.muteBot(ANN, place, true);
            sandbox.muteBot(ANN, place, false);
            sandbox.removeBot(ANN, place);
        }
        assertThat(Waiting.exactly(8, () -> fixture.learnt))
                .extracting(
                        line -> line.replace(Long.toString(CHANNEL.id()), "C").replace("-500", "G"))
                .containsExactly(
                        "back C",
                        "lost C: the bot may not write there",
                        "back C",
                        "lost C: the bot was blocked or removed",
                        "back G",
                        "lost G: the bot may not write there",
                        "back G",
                        "lost G: the bot was blocked or removed");
    }

    @Test
    void editsForAllWhatAGroupsAdminPressesAnonymousOrNotWhereAnswersCannotBePrivate() {
        sandbox.version(BotApiVersion.V10_1);
        fixture.posted(ANN, GROUP, withButton(CHANGE));
        sandbox.promote(GROUP, ANN, new AdminRights(true, true));
        fixture.script = request -> request.personIsChatAdmin()
                ? new Reply.EditPressed(content("changed"), 0)
                : new Reply.Toast("Only those who manage this.");
        fixture.press(BOB, GROUP);
        await().untilAsserted(() ->
                assertThat(fixture.events).contains(new SandboxEvent.Toast(GROUP, BOB, "Only those who manage this.")));
        assertThat(fixture.shown(GROUP)).containsExactly("with a button");
        fixture.press(ANN, GROUP);
        await().untilAsserted(() -> assertThat(fixture.shown(GROUP)).containsExactly("changed"));
        assertThat(fixture.asked.getLast().person().userId()).isEqualTo(ANN.id());
    }

    @Test
    void answersAPressInTheTopicItWasPressedIn() {
        fixture.script = _ -> PublicReplies.toAll(withButton(LOOK));
        fixture.start();
        sandbox.writeInThread(ANN, GROUP, 42, "/topics");
        fixture.awaitShown(GROUP, 1);
        fixture.press(BOB, GROUP);
        fixture.awaitShown(GROUP, 2);
        assertThat(fixture.asked)
                .extracting(request -> request.origin().thread())
                .containsExactly(42L, 42L);
        assertThat(Waiting.exactly(2, () -> fixture.requests("sendMessage")))
                .extracting(request -> request.body().path("message_thread_id").asLong())
                .containsExactly(42L, 42L);
    }

    /// A failed check of who manages the group is no reason to say that a person does not.
    @Test
    void asksToTryAgainWhenTelegramDoesNotSayWhoManages() {
        fixture.posted(ANN, GROUP, withButton(CHANGE));
        sandbox.fault(GROUP, new SandboxFault.ServerError(1, 502));
        fixture.press(BOB, GROUP);
        await().untilAsserted(() -> assertThat(fixture.seen(SandboxEvent.Toast.class))
                .anyMatch(toast -> toast.text().contains("try again")));
        assertThat(fixture.asked).hasSize(1);
    }

    private static Content withButton(Action press) {
        return content("with a button", Button.callback("Action", press));
    }
}
