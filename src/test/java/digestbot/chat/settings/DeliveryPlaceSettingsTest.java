package digestbot.chat.settings;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.buttons;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.SubscriberStore;
import digestbot.chat.ChatFeatures;
import digestbot.chat.ConversationFixture;
import digestbot.chat.GoldenTest;
import digestbot.chat.InConversation;
import digestbot.chat.Reply;
import digestbot.content.action.Action;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class DeliveryPlaceSettingsTest {

    private static final ChatFeatures POSTS = new ChatFeatures(ChatFeatures.PlaceLabels.POSTS);

    private ConversationFixture chat;

    @ParameterizedTest
    @CsvSource({
        "0, 0, '', ''",
        "9, 9, Delivered to: this thread, 'Deliver to the channel Choose[topic=1, setting=here, value=false]'",
        "9, 8, Delivered to: another thread, 'Deliver here Choose[topic=1, setting=here, value=true], Deliver to the"
                + " channel Choose[topic=1, setting=here, value=false]'",
        "9, 0, Delivered to: another thread, 'Deliver here Choose[topic=1, setting=here, value=true]'",
        "0, 8, Delivered to: the channel itself, 'Deliver here Choose[topic=1, setting=here, value=true]'",
    })
    void theScreenOfASubscriptionSaysWhereItGoesAndOffersTheOtherPlaces(
            long goesTo, long seenFrom, String line, String offered) {
        subscribeIn(goesTo);
        Reply reply = press(seenFrom, new SettingsAction.Open(1, Screen.TOPIC), ChatFeatures.PLAIN);
        assertThat(told(reply).lines().filter(each -> each.startsWith("Delivered to")))
                .containsExactlyElementsOf(line.isEmpty() ? List.of() : List.of(line));
        assertThat(String.join(
                        ", ",
                        buttons(reply).stream()
                                .filter(each -> each.contains("setting=here"))
                                .toList()))
                .isEqualTo(offered);
    }

    @Test
    void topicsOfOneChatGoToDifferentPlaces() {
        subscribeIn(8);
        press(9, new SettingsAction.Choose(1, "here", "true"), ConversationFixture.FORUM);
        chat.assertSays(
                "Delivered to: this forum topic", "[Deliver to General] Choose[topic=1, setting=here, value=false]");
        chat.assertStored(GROUP, "us-china in 9: all", "trade in 8: all");
        press(9, new SettingsAction.Choose(2, "here", "false"), ConversationFixture.FORUM);
        chat.assertSays(
                "World Trade", "Delivered to: General", "[Deliver here] Choose[topic=2, setting=here, value=true]");
        chat.assertStored(GROUP, "us-china in 9: all", "trade: all");
    }

    @Test
    void inAForumEachDigestCanBeANewPost() {
        subscribeIn(8);
        press(8, new SettingsAction.Open(1, Screen.TOPIC), POSTS);
        chat.assertSays(
                "Delivered to: this post", "[A new post for each digest] Choose[topic=1, setting=here, value=false]");
        press(8, new SettingsAction.Choose(1, "here", "false"), POSTS);
        chat.assertSays(
                "Delivered to: a new post for each digest", "[Deliver here] Choose[topic=1, setting=here, value=true]");
        chat.assertStored(GROUP, "us-china: all", "trade in 8: all");
    }

    @GoldenTest
    void theNewestDigestIsPinnedWhereMessagesCanBeAndUrgentNewsMayWait() {
        ChatFeatures able = ChatFeatures.PLAIN.withPins(true);
        subscribeIn(0);
        press(0, new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)), able);
        press(0, new SettingsAction.Choose(1, "time", "0800"), able);
        press(0, new SettingsAction.ShowSettings(), able);
        press(0, new SettingsAction.Choose(0, "urgent", "false"), able);
        press(0, new SettingsAction.Choose(0, "pins", "true"), able);
        chat.assertSays("    [Urgent news immediately]", "[✓ Pin the newest digest]");
        chat.database.writeWithoutResult(tx -> new SubscriberStore().markToldOfPins(tx, GROUP.chat()));
        press(0, new SettingsAction.ShowSettings(), able);
        chat.assertSays(
                "I can't pin messages here. Make me an admin who may pin messages, or turn pinning off in /settings.");
    }

    @Test
    void aRoleOfAServerIsMentionedUntilThatIsTurnedOff() {
        Destination channel = ConversationFixture.SERVER;
        SettingsAction role = new SettingsAction.TypedSettings("77", "News");
        chat.in(channel, pressed(new SettingsAction.Open(0, Screen.MORE)), ChatFeatures.PLAIN);
        chat.assertSays("To mention a role with each new digest, use /settings with the option “mention”.");
        chat.in(channel, role, ChatFeatures.PLAIN);
        chat.assertSays("[✓ Mention @News with each digest] Choose[topic=0, setting=mention, value=false]");
        assertThat(chat.rows("SELECT mentioned || mentioned_name FROM subscriber"))
                .containsExactly("77News");
        chat.in(channel, pressed(new SettingsAction.Choose(0, "mention", "false")), ChatFeatures.PLAIN);
        chat.assertSays("To mention a role with each new digest");
        chat.in(channel, pressed(new SettingsAction.Choose(0, "mention", "true")), ChatFeatures.PLAIN);
        chat.assertSays("To mention a role with each new digest");
        chat.in(GROUP, role, ChatFeatures.PLAIN);
        chat.assertSays("Digests delivered here\nNo subscriptions yet.");
        assertThat(chat.rows("SELECT count(mentioned) FROM subscriber")).containsExactly("0");
    }

    private void subscribeIn(long thread) {
        chat.in(at(thread), new SubscribeAction.Subscribe("all", Target.HERE), ChatFeatures.PLAIN);
    }

    private Reply press(long thread, Action press, ChatFeatures features) {
        return chat.in(at(thread), pressed(press), features);
    }

    private static Destination at(long thread) {
        return new Destination(GROUP.chat(), thread);
    }
}
