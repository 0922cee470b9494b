package digestbot.command;

import static digestbot.command.Talk.GROUP;
import static digestbot.command.Talk.buttons;
import static digestbot.command.Talk.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.command.Command.Target;
import digestbot.delivery.Destination;
import digestbot.edition.Press;
import digestbot.subscription.PublishingStore;
import digestbot.text.Phrase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where in a chat something goes, and whether it is passed on from there.
class PlaceSettingsTest {

    private static final Surroundings POSTS = new Surroundings(
            Phrase.PLACE_POSTS, Phrase.PLACE_THIS_POST, Phrase.PLACE_OTHER_POST, Phrase.DELIVER_AS_POSTS_BUTTON, false);

    private final PublishingStore publishing = new PublishingStore();

    @TempDir
    Path folder;

    private Talk talk;

    @BeforeEach
    void open() throws Exception {
        talk = Talk.ofTwoTopics(folder);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, '', ''",
        "9, 9, Goes to: this thread., 'Deliver to the channel 1:g:t:1:m'",
        "9, 8, Goes to: another thread., 'Deliver here 1:g:t:1:h, Deliver to the channel 1:g:t:1:m'",
        "9, 0, Goes to: another thread., 'Deliver here 1:g:t:1:h'",
        "0, 8, Goes to: the channel itself., 'Deliver here 1:g:t:1:h'",
    })
    void theScreenOfASubscriptionSaysWhereItGoesAndOffersTheOtherPlaces(
            long goesTo, long seenFrom, String line, String offered) {
        subscribeIn(goesTo);
        Reply reply = press(seenFrom, "1:g:k:1", Surroundings.PLAIN);
        assertThat(told(reply).lines().filter(each -> each.startsWith("Goes to")))
                .containsExactlyElementsOf(line.isEmpty() ? List.of() : List.of(line));
        assertThat(String.join(
                        ", ",
                        buttons(reply).stream()
                                .filter(each -> each.contains("1:g:t:"))
                                .toList()))
                .isEqualTo(offered);
    }

    @Test
    void topicsOfOneChatGoToDifferentPlaces() {
        subscribeIn(8);
        Reply moved = press(9, "1:g:t:1:h", Talk.FOLLOWED);
        assertThat(told(moved)).contains("Goes to: this forum topic.");
        assertThat(threads()).containsExactly("us-china 9", "trade 8");
        press(9, "1:g:t:2:m", Talk.FOLLOWED);
        assertThat(threads()).containsExactly("us-china 9", "trade 0");
    }

    @Test
    void inAForumEachDigestCanBeANewPost() {
        subscribeIn(8);
        assertThat(buttons(press(8, "1:g:k:1", POSTS))).contains("A new post for each digest 1:g:t:1:m");
        Reply moved = press(8, "1:g:t:1:m", POSTS);
        assertThat(told(moved)).contains("Goes to: a new post for each digest.");
        assertThat(buttons(moved)).contains("Deliver here 1:g:t:1:h");
        assertThat(threads()).containsExactly("us-china 0", "trade 8");
    }

    @Test
    void publishingIsOfferedWhereOthersCanFollowAndOffAtFirst() {
        subscribeIn(0);
        assertThat(buttons(press(0, "1:g", Surroundings.PLAIN))).noneMatch(each -> each.contains("1:g:s:"));
        assertThat(buttons(press(0, "1:g", Talk.FOLLOWED))).contains("Publish to following servers 1:g:s:1");
        assertThat(isPublished()).isFalse();
        assertThat(buttons(press(0, "1:g:s:1", Talk.FOLLOWED))).contains("✓ Publish to following servers 1:g:s:0");
        assertThat(isPublished()).isTrue();
        press(0, "1:g:s:0", Talk.FOLLOWED);
        assertThat(isPublished()).isFalse();
    }

    private void subscribeIn(long thread) {
        talk.in(at(thread), new Command.Subscribe("all", Target.HERE), Surroundings.PLAIN);
    }

    private Reply press(long thread, String code, Surroundings around) {
        return talk.in(at(thread), new Command.Pressed(Press.decode(code)), around);
    }

    private static Destination at(long thread) {
        return new Destination(GROUP.chat(), thread);
    }

    private List<String> threads() {
        return talk.database.read(tx ->
                talk
                        .subscriptions
                        .of(
                                tx,
                                tx.handle()
                                        .createQuery("SELECT number FROM subscriber")
                                        .mapTo(Long.class)
                                        .one())
                        .stream()
                        .map(listed -> listed.subscription().topic() + " "
                                + listed.subscription().thread())
                        .toList());
    }

    private boolean isPublished() {
        return talk.database.read(tx ->
                publishing.isWanted(tx, GROUP.chat().platform(), GROUP.chat().id()));
    }
}
