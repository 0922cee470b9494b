package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ChatType;
import digestbot.chat.ChatFeatures;
import digestbot.chat.CommandRequest;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.content.Content;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.SendResult;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.Channel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Threads, servers that the bot is not in, and conversations between people: the chat that a
/// command is about.
@ExtendWith(SharedDiscord.class)
class PlacesTest {

    private static final AtomicInteger PEOPLE = new AtomicInteger(3_000);

    private final DiscordFixture fixture;
    private final SandboxPerson ada = new SandboxPerson(PEOPLE.incrementAndGet(), "Ada", "de");

    PlacesTest(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void answerInPrivate() {
        fixture.answers.with(new Reply.EphemeralMessage(SampleContents.text("heard")));
    }

    private CommandRequest asked(SandboxPlace place) {
        return fixture.ask(ada, place, "/settings");
    }

    private SandboxPlace thread(SandboxPlace parent) {
        return fixture.sandbox.thread(parent, "a thread");
    }

    @Test
    void aThreadBelongsToItsChannelAndIsRemembered() {
        SandboxPlace channel = fixture.channel();
        SandboxPlace thread = thread(channel);
        fixture.sandbox.promote(channel, ada);
        CommandRequest request = fixture.ask(ada, thread, "/subscribe trade");
        assertThat(request.action()).isEqualTo(new SubscribeAction.Subscribe("trade", Target.HERE));
        assertThat(request.origin().chat().id()).isEqualTo(channel.id());
        assertThat(request.origin().thread()).isEqualTo(thread.id());
        assertThat(fixture.send(request.origin(), "a digest")).isInstanceOf(SendResult.Sent.class);
        fixture.shown(thread, 2);
    }

    @Test
    void aForumOffersPosts() {
        SandboxPlace forum = fixture.known(fixture.sandbox.channel(Channel.Kind.FORUM, DiscordFixture.name()));
        SandboxPlace ordinary = fixture.known(fixture.channel());
        fixture.sandbox.promote(forum, ada);
        CommandRequest inPost = asked(thread(forum));
        assertThat(inPost.origin().chat().id()).isEqualTo(forum.id());
        assertThat(inPost.features().places()).isEqualTo(ChatFeatures.PlaceLabels.POSTS);
        assertThat(asked(ordinary).features()).isEqualTo(ChatFeatures.PLAIN.withSharing(true));
        assertThat(asked(thread(ordinary)).features().places()).isEqualTo(ChatFeatures.PlaceLabels.CHANNEL);
        assertThat(asked(fixture.sandbox.directMessages(ada)).features()).isEqualTo(ChatFeatures.PLAIN);
    }

    @Test
    void viewsCanBeSharedWhereBothThePersonAndTheBotMayWrite() {
        SandboxPlace ordinary = fixture.known(fixture.channel());
        SandboxPlace readOnly = fixture.known(fixture.sandbox.channel(Channel.Kind.READ_ONLY, DiscordFixture.name()));
        SandboxPlace elsewhere = fixture.sandbox.channelElsewhere(DiscordFixture.name());
        assertThat(Stream.of(
                                ordinary,
                                thread(ordinary),
                                readOnly,
                                thread(readOnly),
                                fixture.sandbox.directMessages(ada),
                                elsewhere)
                        .map(place -> asked(place).features().sharing()))
                .containsExactly(true, true, false, false, false, false);
    }

    @Test
    void aSharedViewIsForEverybodyAndNamesThePersonWithoutNotifyingThem() {
        SandboxPlace place = fixture.known(fixture.channel());
        Content view = Content.of(SampleContents.text("one side").panels(), SampleContents.twoPerspectives());
        fixture.answers.reply = request -> request.invocation().byPress()
                ? new Reply.SharedView(PublicReplies.forAll("es", view), 0)
                : new Reply.EphemeralMessage(view);
        fixture.ask(ada, place, "/settings");
        fixture.sandbox.press(ada, place, fixture.shown(place, 1).id(), 2, 0);
        ShownMessage shared = fixture.shown(place, 2);
        assertThat(shared.onlyFor()).isEmpty();
        assertThat(DiscordFixture.text(shared))
                .startsWith("Compartido por @Ada")
                .contains("one side");
        assertThat(fixture.sandbox.pings(shared.id())).isEmpty();
    }

    /// Places that the bot is not in.
    private List<SandboxPlace> foreign() {
        return List.of(
                fixture.sandbox.channelElsewhere(DiscordFixture.name()), fixture.sandbox.conversation("friends", ada));
    }

    @Test
    void digestsCanBeLookedAtWhereTheBotIsNot() {
        int opened = fixture.opened();
        fixture.answers.with(PublicReplies.toAll(SampleContents.text("today's")));
        for (SandboxPlace place : foreign()) {
            CommandRequest request = fixture.ask(ada, place, "/today");
            assertThat(fixture.shown(place, 1).onlyFor()).isEmpty();
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.PRIVATE);
            assertThat(request.personIsChatAdmin()).as("chat admin").isFalse();
            assertThat(request.privateChat()).isEmpty();
        }
        assertThat(fixture.opened()).isEqualTo(opened);
    }

    @Test
    void subscriptionsAndSettingsAreAboutThePersonsOwnMessagesWhereTheBotIsNot() {
        SandboxPlace direct = fixture.sandbox.directMessages(ada);
        for (SandboxPlace place : foreign()) {
            CommandRequest subscribing = fixture.ask(ada, place, "/subscribe trade");
            assertThat(fixture.shown(place, 1).onlyFor()).map(SandboxPerson::id).contains(ada.id());
            assertThat(subscribing.action()).isEqualTo(new SubscribeAction.Subscribe("trade", Target.ME));
            assertThat(subscribing.personIsChatAdmin()).as("chat admin").isTrue();
            assertThat(List.of(subscribing, asked(place)))
                    .extracting(request -> request.origin().chat().id())
                    .containsExactly(direct.id(), direct.id());
        }
    }

    @Test
    void itsOwnMessagesAreNotSentThereEvenIfSomebodyManagesTheServer() {
        SandboxPlace place = fixture.sandbox.channelElsewhere(DiscordFixture.name());
        fixture.sandbox.promote(place, ada);
        fixture.sandbox.write(ada, place, "/subscribe trade to:here");
        ShownMessage answer = fixture.shown(place, 1);
        assertThat(DiscordFixture.text(answer)).startsWith("Ich darf hier nichts posten.");
        assertThat(answer.onlyFor()).isPresent();
        assertThat(fixture.answers.asked).isEmpty();
        assertThat(fixture.send(InteractionChat.privateChat(place.id()), "a digest"))
                .isInstanceOf(SendResult.Unreachable.class);
    }

    @Test
    void aPressInAConversationLeavesTheMessageToTheOthers() {
        SandboxPlace place = fixture.sandbox.conversation("friends", ada);
        fixture.answers.reply = request -> request.invocation().byPress()
                ? new Reply.EditPressed(SampleContents.text("one side"), 0)
                : PublicReplies.toAll(
                        Content.of(SampleContents.text("overview").panels(), SampleContents.twoPerspectives()));
        fixture.ask(ada, place, "/today");
        SandboxPerson friend = new SandboxPerson(PEOPLE.incrementAndGet(), "Ben", "en");
        fixture.sandbox.press(friend, place, fixture.shown(place, 1).id(), 2, 0);
        assertThat(fixture.shown(place, 2).onlyFor()).map(SandboxPerson::id).contains(friend.id());
        assertThat(DiscordFixture.text(fixture.fromBot(place).getFirst())).startsWith("overview");
    }
}
