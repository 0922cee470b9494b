package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.command.Command;
import digestbot.command.Command.Target;
import digestbot.command.Reply;
import digestbot.command.Request;
import digestbot.command.Surroundings;
import digestbot.delivery.SendResult;
import digestbot.edition.Content;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.subscription.ChatKind;
import digestbot.text.Phrase;
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

    private static Bench bench;
    private static int names;

    private final Someone ada = new Someone(3_000 + ++names, "Ada", "de");

    @BeforeAll
    static void start() {
        bench = new Bench(folder);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void prepare() {
        bench.answers.asked.clear();
        bench.answers.reply = _ -> new Reply.Whisper(Contents.text("heard"));
    }

    @Test
    void aThreadBelongsToItsChannelAndIsRemembered() {
        Place channel = bench.sandbox.channel("with-threads");
        Place thread = bench.sandbox.thread(channel, "about-trade");
        bench.sandbox.promote(channel, ada);
        bench.sandbox.write(ada, thread, "/subscribe trade");
        bench.shown(thread, 1);
        Request request = bench.answers.last();
        assertThat(request.command()).isEqualTo(new Command.Subscribe("trade", Target.HERE));
        assertThat(request.from().chat().id()).isEqualTo(channel.id());
        assertThat(request.from().thread()).isEqualTo(thread.id());
        assertThat(bench.platform
                        .messenger()
                        .send(request.from(), DiscordRenderer.render(Contents.text("a digest")), "t", false))
                .isInstanceOf(SendResult.Sent.class);
        bench.shown(thread, 2);
    }

    @Test
    void aForumsPostsAndAnAnnouncementChannelOfferWhatOthersDoNot() {
        Place forum = bench.sandbox.forum("forum");
        Place announcements = bench.sandbox.announcementChannel("announcements");
        Place ordinary = bench.sandbox.channel("ordinary");
        bench.awaitKnown(forum);
        bench.awaitKnown(announcements);
        bench.awaitKnown(ordinary);
        bench.sandbox.promote(forum, ada);
        Request inPost = asked(bench.sandbox.thread(forum, "a post"));
        assertThat(inPost.from().chat().id()).isEqualTo(forum.id());
        assertThat(inPost.around().main()).isEqualTo(Phrase.PLACE_POSTS);
        assertThat(inPost.around().followers()).isFalse();
        assertThat(asked(announcements).around().followers()).isTrue();
        assertThat(asked(bench.sandbox.thread(announcements, "a thread"))
                        .around()
                        .followers())
                .isTrue();
        assertThat(asked(ordinary).around()).isEqualTo(Surroundings.PLAIN);
        assertThat(asked(bench.sandbox.directMessages(ada)).around()).isEqualTo(Surroundings.PLAIN);
    }

    private Request asked(Place place) {
        bench.sandbox.write(ada, place, "/settings");
        bench.shown(place, 1);
        return bench.answers.last();
    }

    @Test
    void digestsCanBeLookedAtWhereTheBotIsNot() {
        long opened = opened();
        bench.answers.reply = _ -> new Reply.Say(Contents.text("today's"));
        for (Place place : new Place[] {
            bench.sandbox.channelElsewhere("elsewhere-" + names), bench.sandbox.conversation("friends", ada)
        }) {
            bench.sandbox.write(ada, place, "/today");
            assertThat(bench.shown(place, 1).onlyFor()).isEmpty();
            Request request = bench.answers.last();
            assertThat(request.from().chat().kind()).isEqualTo(ChatKind.PRIVATE);
            assertThat(request.mayManage()).isFalse();
            assertThat(request.direct()).isEmpty();
        }
        assertThat(opened()).isEqualTo(opened);
    }

    @Test
    void subscriptionsAndSettingsAreAboutThePersonsOwnMessagesWhereTheBotIsNot() {
        Place direct = bench.sandbox.directMessages(ada);
        for (Place place : new Place[] {
            bench.sandbox.channelElsewhere("elsewhere-" + names), bench.sandbox.conversation("friends", ada)
        }) {
            bench.sandbox.write(ada, place, "/subscribe trade");
            assertThat(bench.shown(place, 1).onlyFor()).map(Someone::id).contains(ada.id());
            Request subscribing = bench.answers.last();
            assertThat(subscribing.command()).isEqualTo(new Command.Subscribe("trade", Target.ME));
            assertThat(subscribing.from().chat().id()).isEqualTo(direct.id());
            assertThat(subscribing.mayManage()).isTrue();
            bench.sandbox.write(ada, place, "/settings");
            bench.shown(place, 2);
            assertThat(bench.answers.last().from().chat().id()).isEqualTo(direct.id());
        }
    }

    @Test
    void itsOwnMessagesAreNotSentThereEvenIfSomebodyManagesTheServer() {
        Place place = bench.sandbox.channelElsewhere("elsewhere-" + names);
        bench.sandbox.promote(place, ada);
        bench.sandbox.write(ada, place, "/subscribe trade to:here");
        Bubble answer = bench.shown(place, 1);
        assertThat(Bench.text(answer)).startsWith("In diesem Kanal darf ich nicht schreiben.");
        assertThat(answer.onlyFor()).isPresent();
        assertThat(bench.answers.asked).isEmpty();
        assertThat(bench.platform
                        .messenger()
                        .send(
                                Whereabouts.privateChat(place.id()),
                                DiscordRenderer.render(Contents.text("a digest")),
                                "e",
                                false))
                .isInstanceOf(SendResult.Unreachable.class);
    }

    @Test
    void aPressInAConversationLeavesTheMessageToTheOthers() {
        Place place = bench.sandbox.conversation("friends", ada);
        bench.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.Replace(Contents.text("one side"), 0)
                : new Reply.Say(Content.of(Contents.text("overview").panels(), Contents.twoSides()));
        bench.sandbox.write(ada, place, "/today");
        Bubble shown = bench.shown(place, 1);
        Someone friend = new Someone(4_000 + names, "Ben", "en");
        bench.sandbox.press(friend, place, shown.id(), 2, 0);
        Bubble aside = bench.shown(place, 2);
        assertThat(aside.onlyFor()).map(Someone::id).contains(friend.id());
        assertThat(Bench.text(bench.fromBot(place).getFirst())).startsWith("overview");
    }

    private static long opened() {
        return bench.sandbox.requests().stream()
                .filter(made -> made.path().equals("/users/@me/channels"))
                .count();
    }
}
