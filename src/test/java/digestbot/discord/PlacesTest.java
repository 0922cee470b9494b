package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.ChatType;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.ChatFeatures.Discussions;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.content.Content;
import digestbot.delivery.api.SendResult;
import digestbot.i18n.ThreadPhrase;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Threads, servers that the bot is not in, and conversations between people: the chat that a
/// command is about.
class PlacesTest {

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;
    private static int names;

    private final SandboxPerson ada = new SandboxPerson(3_000 + ++names, "Ada", "de");

    @BeforeAll
    static void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void prepare() {
        fixture.answers.asked.clear();
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("heard"));
    }

    @Test
    void aThreadBelongsToItsChannelAndIsRemembered() {
        SandboxPlace channel = fixture.sandbox.channel("with-threads");
        SandboxPlace thread = fixture.sandbox.thread(channel, "about-trade");
        fixture.sandbox.promote(channel, ada);
        fixture.sandbox.write(ada, thread, "/subscribe trade");
        fixture.shown(thread, 1);
        CommandRequest request = fixture.answers.last();
        assertThat(request.command()).isEqualTo(new Command.Subscribe("trade", Target.HERE));
        assertThat(request.origin().chat().id()).isEqualTo(channel.id());
        assertThat(request.origin().thread()).isEqualTo(thread.id());
        assertThat(fixture.platform
                        .messenger()
                        .send(request.origin(), DiscordRenderer.render(SampleContents.text("a digest")), "t", false))
                .isInstanceOf(SendResult.Sent.class);
        fixture.shown(thread, 2);
    }

    @Test
    void aForumsPostsAndAnAnnouncementChannelOfferWhatOthersDoNot() {
        SandboxPlace forum = fixture.sandbox.forum("forum");
        SandboxPlace announcements = fixture.sandbox.announcementChannel("announcements");
        SandboxPlace ordinary = fixture.sandbox.channel("ordinary");
        fixture.awaitKnown(forum);
        fixture.awaitKnown(announcements);
        fixture.awaitKnown(ordinary);
        fixture.sandbox.promote(forum, ada);
        CommandRequest inPost = asked(fixture.sandbox.thread(forum, "a post"));
        assertThat(inPost.origin().chat().id()).isEqualTo(forum.id());
        assertThat(inPost.features().chatName()).isEqualTo(ThreadPhrase.PLACE_POSTS);
        assertThat(inPost.features().followers()).isFalse();
        assertThat(asked(announcements).features().followers()).isTrue();
        assertThat(asked(fixture.sandbox.thread(announcements, "a thread"))
                        .features()
                        .followers())
                .isTrue();
        assertThat(asked(ordinary).features())
                .isEqualTo(ChatFeatures.PLAIN
                        .withDiscussions(Discussions.PERMITTED)
                        .withSharing(true));
        assertThat(List.of(inPost, asked(announcements), asked(fixture.sandbox.thread(ordinary, "another"))))
                .extracting(request -> request.features().discussions())
                .containsExactly(Discussions.NONE, Discussions.PERMITTED, Discussions.PERMITTED);
        fixture.sandbox.permitThreads(ordinary, false);
        await().until(() -> asked(ordinary).features().discussions() == Discussions.NOT_PERMITTED);
        assertThat(asked(fixture.sandbox.directMessages(ada)).features()).isEqualTo(ChatFeatures.PLAIN);
    }

    @Test
    void viewsCanBeSharedWhereBothThePersonAndTheBotMayWrite() {
        SandboxPlace ordinary = fixture.sandbox.channel("ordinary-" + names);
        SandboxPlace readOnly = fixture.sandbox.readOnlyChannel("read-only-" + names);
        fixture.awaitKnown(ordinary);
        fixture.awaitKnown(readOnly);
        assertThat(asked(ordinary).features().sharing()).isTrue();
        assertThat(asked(fixture.sandbox.thread(ordinary, "a thread"))
                        .features()
                        .sharing())
                .isTrue();
        assertThat(asked(readOnly).features().sharing()).isFalse();
        assertThat(asked(fixture.sandbox.thread(readOnly, "a thread"))
                        .features()
                        .sharing())
                .isFalse();
        assertThat(asked(fixture.sandbox.directMessages(ada)).features().sharing())
                .isFalse();
        assertThat(asked(fixture.sandbox.channelElsewhere("elsewhere-" + names))
                        .features()
                        .sharing())
                .isFalse();
    }

    @Test
    void aSharedViewIsForEverybodyAndNamesThePersonWithoutNotifyingThem() {
        SandboxPlace place = fixture.sandbox.channel("sharing-" + names);
        fixture.awaitKnown(place);
        Content view = Content.of(SampleContents.text("one side").panels(), SampleContents.twoPerspectives());
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.SharedView(view, 0, "es")
                : new Reply.EphemeralMessage(view);
        fixture.sandbox.write(ada, place, "/settings");
        fixture.sandbox.press(ada, place, fixture.shown(place, 1).id(), 2, 0);
        ShownMessage shared = fixture.shown(place, 2);
        assertThat(shared.onlyFor()).isEmpty();
        assertThat(DiscordFixture.text(shared))
                .startsWith("Compartido por @Ada")
                .contains("one side");
        assertThat(fixture.sandbox.pings(shared.id())).isEmpty();
    }

    private CommandRequest asked(SandboxPlace place) {
        int before = fixture.fromBot(place).size();
        fixture.sandbox.write(ada, place, "/settings");
        fixture.shown(place, before + 1);
        return fixture.answers.last();
    }

    @Test
    void digestsCanBeLookedAtWhereTheBotIsNot() {
        long opened = opened();
        fixture.answers.reply = _ -> new Reply.PublicMessage(SampleContents.text("today's"));
        for (SandboxPlace place : new SandboxPlace[] {
            fixture.sandbox.channelElsewhere("elsewhere-" + names), fixture.sandbox.conversation("friends", ada)
        }) {
            fixture.sandbox.write(ada, place, "/today");
            assertThat(fixture.shown(place, 1).onlyFor()).isEmpty();
            CommandRequest request = fixture.answers.last();
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.PRIVATE);
            assertThat(request.personIsChatAdmin()).isFalse();
            assertThat(request.privateChat()).isEmpty();
        }
        assertThat(opened()).isEqualTo(opened);
    }

    @Test
    void subscriptionsAndSettingsAreAboutThePersonsOwnMessagesWhereTheBotIsNot() {
        SandboxPlace direct = fixture.sandbox.directMessages(ada);
        for (SandboxPlace place : new SandboxPlace[] {
            fixture.sandbox.channelElsewhere("elsewhere-" + names), fixture.sandbox.conversation("friends", ada)
        }) {
            fixture.sandbox.write(ada, place, "/subscribe trade");
            assertThat(fixture.shown(place, 1).onlyFor()).map(SandboxPerson::id).contains(ada.id());
            CommandRequest subscribing = fixture.answers.last();
            assertThat(subscribing.command()).isEqualTo(new Command.Subscribe("trade", Target.ME));
            assertThat(subscribing.origin().chat().id()).isEqualTo(direct.id());
            assertThat(subscribing.personIsChatAdmin()).isTrue();
            fixture.sandbox.write(ada, place, "/settings");
            fixture.shown(place, 2);
            assertThat(fixture.answers.last().origin().chat().id()).isEqualTo(direct.id());
        }
    }

    @Test
    void itsOwnMessagesAreNotSentThereEvenIfSomebodyManagesTheServer() {
        SandboxPlace place = fixture.sandbox.channelElsewhere("elsewhere-" + names);
        fixture.sandbox.promote(place, ada);
        fixture.sandbox.write(ada, place, "/subscribe trade to:here");
        ShownMessage answer = fixture.shown(place, 1);
        assertThat(DiscordFixture.text(answer)).startsWith("Ich darf hier nichts posten.");
        assertThat(answer.onlyFor()).isPresent();
        assertThat(fixture.answers.asked).isEmpty();
        assertThat(fixture.platform
                        .messenger()
                        .send(
                                InteractionChat.privateChat(place.id()),
                                DiscordRenderer.render(SampleContents.text("a digest")),
                                "e",
                                false))
                .isInstanceOf(SendResult.Unreachable.class);
    }

    @Test
    void aPressInAConversationLeavesTheMessageToTheOthers() {
        SandboxPlace place = fixture.sandbox.conversation("friends", ada);
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.EditPressed(SampleContents.text("one side"), 0)
                : new Reply.PublicMessage(
                        Content.of(SampleContents.text("overview").panels(), SampleContents.twoPerspectives()));
        fixture.sandbox.write(ada, place, "/today");
        ShownMessage shown = fixture.shown(place, 1);
        SandboxPerson friend = new SandboxPerson(4_000 + names, "Ben", "en");
        fixture.sandbox.press(friend, place, shown.id(), 2, 0);
        ShownMessage aside = fixture.shown(place, 2);
        assertThat(aside.onlyFor()).map(SandboxPerson::id).contains(friend.id());
        assertThat(DiscordFixture.text(fixture.fromBot(place).getFirst())).startsWith("overview");
    }

    private static long opened() {
        return fixture.sandbox.requests().stream()
                .filter(made -> made.path().equals("/users/@me/channels"))
                .count();
    }
}
