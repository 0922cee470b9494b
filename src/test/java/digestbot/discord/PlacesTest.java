package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ChatType;
import digestbot.chat.api.ChatFeatures;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Threads, servers that the bot is not in, and conversations of people: whose chat a command is about.
@Timeout(60)
class PlacesTest {

    @TempDir
    static Path folder;

    private static DiscordFixture bench;
    private static int names;

    private final SandboxPerson ada = new SandboxPerson(3_000 + ++names, "Ada", "de");

    @BeforeAll
    static void start() {
        bench = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void prepare() {
        bench.answers.asked.clear();
        bench.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("heard"));
    }

    @Test
    void aThreadBelongsToItsChannelAndIsRemembered() {
        SandboxPlace channel = bench.sandbox.channel("with-threads");
        SandboxPlace thread = bench.sandbox.thread(channel, "about-trade");
        bench.sandbox.promote(channel, ada);
        bench.sandbox.write(ada, thread, "/subscribe trade");
        bench.shown(thread, 1);
        CommandRequest request = bench.answers.last();
        assertThat(request.command()).isEqualTo(new Command.Subscribe("trade", Target.HERE));
        assertThat(request.origin().chat().id()).isEqualTo(channel.id());
        assertThat(request.origin().thread()).isEqualTo(thread.id());
        assertThat(bench.platform
                        .messenger()
                        .send(request.origin(), DiscordRenderer.render(SampleContents.text("a digest")), "t", false))
                .isInstanceOf(SendResult.Sent.class);
        bench.shown(thread, 2);
    }

    @Test
    void aForumsPostsAndAnAnnouncementChannelOfferWhatOthersDoNot() {
        SandboxPlace forum = bench.sandbox.forum("forum");
        SandboxPlace announcements = bench.sandbox.announcementChannel("announcements");
        SandboxPlace ordinary = bench.sandbox.channel("ordinary");
        bench.awaitKnown(forum);
        bench.awaitKnown(announcements);
        bench.awaitKnown(ordinary);
        bench.sandbox.promote(forum, ada);
        CommandRequest inPost = asked(bench.sandbox.thread(forum, "a post"));
        assertThat(inPost.origin().chat().id()).isEqualTo(forum.id());
        assertThat(inPost.features().chatName()).isEqualTo(ThreadPhrase.PLACE_POSTS);
        assertThat(inPost.features().followers()).isFalse();
        assertThat(asked(announcements).features().followers()).isTrue();
        assertThat(asked(bench.sandbox.thread(announcements, "a thread"))
                        .features()
                        .followers())
                .isTrue();
        assertThat(asked(ordinary).features()).isEqualTo(ChatFeatures.PLAIN);
        assertThat(asked(bench.sandbox.directMessages(ada)).features()).isEqualTo(ChatFeatures.PLAIN);
    }

    private CommandRequest asked(SandboxPlace place) {
        bench.sandbox.write(ada, place, "/settings");
        bench.shown(place, 1);
        return bench.answers.last();
    }

    @Test
    void digestsCanBeLookedAtWhereTheBotIsNot() {
        long opened = opened();
        bench.answers.reply = _ -> new Reply.PublicMessage(SampleContents.text("today's"));
        for (SandboxPlace place : new SandboxPlace[] {
            bench.sandbox.channelElsewhere("elsewhere-" + names), bench.sandbox.conversation("friends", ada)
        }) {
            bench.sandbox.write(ada, place, "/today");
            assertThat(bench.shown(place, 1).onlyFor()).isEmpty();
            CommandRequest request = bench.answers.last();
            assertThat(request.origin().chat().kind()).isEqualTo(ChatType.PRIVATE);
            assertThat(request.personIsChatAdmin()).isFalse();
            assertThat(request.privateChat()).isEmpty();
        }
        assertThat(opened()).isEqualTo(opened);
    }

    @Test
    void subscriptionsAndSettingsAreAboutThePersonsOwnMessagesWhereTheBotIsNot() {
        SandboxPlace direct = bench.sandbox.directMessages(ada);
        for (SandboxPlace place : new SandboxPlace[] {
            bench.sandbox.channelElsewhere("elsewhere-" + names), bench.sandbox.conversation("friends", ada)
        }) {
            bench.sandbox.write(ada, place, "/subscribe trade");
            assertThat(bench.shown(place, 1).onlyFor()).map(SandboxPerson::id).contains(ada.id());
            CommandRequest subscribing = bench.answers.last();
            assertThat(subscribing.command()).isEqualTo(new Command.Subscribe("trade", Target.ME));
            assertThat(subscribing.origin().chat().id()).isEqualTo(direct.id());
            assertThat(subscribing.personIsChatAdmin()).isTrue();
            bench.sandbox.write(ada, place, "/settings");
            bench.shown(place, 2);
            assertThat(bench.answers.last().origin().chat().id()).isEqualTo(direct.id());
        }
    }

    @Test
    void itsOwnMessagesAreNotSentThereEvenIfSomebodyManagesTheServer() {
        SandboxPlace place = bench.sandbox.channelElsewhere("elsewhere-" + names);
        bench.sandbox.promote(place, ada);
        bench.sandbox.write(ada, place, "/subscribe trade to:here");
        ShownMessage answer = bench.shown(place, 1);
        assertThat(DiscordFixture.text(answer)).startsWith("Ich darf hier nichts posten.");
        assertThat(answer.onlyFor()).isPresent();
        assertThat(bench.answers.asked).isEmpty();
        assertThat(bench.platform
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
        SandboxPlace place = bench.sandbox.conversation("friends", ada);
        bench.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.EditPressed(SampleContents.text("one side"), 0)
                : new Reply.PublicMessage(
                        Content.of(SampleContents.text("overview").panels(), SampleContents.twoPerspectives()));
        bench.sandbox.write(ada, place, "/today");
        ShownMessage shown = bench.shown(place, 1);
        SandboxPerson friend = new SandboxPerson(4_000 + names, "Ben", "en");
        bench.sandbox.press(friend, place, shown.id(), 2, 0);
        ShownMessage aside = bench.shown(place, 2);
        assertThat(aside.onlyFor()).map(SandboxPerson::id).contains(friend.id());
        assertThat(DiscordFixture.text(bench.fromBot(place).getFirst())).startsWith("overview");
    }

    private static long opened() {
        return bench.sandbox.requests().stream()
                .filter(made -> made.path().equals("/users/@me/channels"))
                .count();
    }
}
