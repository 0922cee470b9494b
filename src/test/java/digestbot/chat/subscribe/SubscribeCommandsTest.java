package digestbot.chat.subscribe;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InConversation
class SubscribeCommandsTest {

    private static final String REFUSED =
            "Only admins of this chat can change that. You can set up your own digests in a private chat.";
    private static final String PICK = "Whisper: Choose your topics. Tap to subscribe, tap again to unsubscribe.";

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @ParameterizedTest
    @ValueSource(strings = {"us-china", "US-China", "US vs China", "us VS china", "  us-china "})
    void subscribesByIdOrNameIgnoringCase(String topic) {
        Reply reply = conversation.privately(subscribe(topic));
        assertThat(told(reply))
                .isEqualTo("Whisper: Subscribed to US vs China. New digests arrive here as soon as they're published.");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Latest digest", new Press.Show(3, new DigestView.Overview(), 0)),
                        button("Settings", new SettingsPress.ShowSubscription(1)),
                        button("Unsubscribe", new Press.UnsubscribeTopic(1)),
                        button("Choose a time…", new SettingsPress.Time(1)));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china");
    }

    @Test
    void saysAboutWhenTheNextDigestOfARegularTopicArrives() throws Exception {
        try (ConversationFixture regular = new ConversationFixture(folder.resolve("regular"))) {
            for (int day = 1; day <= 7; day++) {
                regular.setClock(Duration.between(regular.now(), Instant.parse("2026-02-0" + day + "T06:31:00Z")));
                regular.arrive("trade", "World Trade", "2026-02-0" + day, "us: United States");
            }
            assertThat(told(regular.privately(subscribe("trade"))))
                    .endsWith("\nThe next digest usually arrives around Mon 9 Feb 06:30 UTC.");
            regular.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
            Reply again = regular.press(new Press.SubscribeTopic(1));
            assertThat(told(again)).contains("The next digest usually arrives around Mon 9 Feb 07:30.");
            regular.press(new SettingsPress.SetTime(1, 465));
            assertThat(told(regular.privately(subscribe("trade"))))
                    .contains("Already subscribed to World Trade.\nEvery day 07:45 · next: Sun 8 Feb 07:45");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL", " all "})
    void subscribesToAll(String all) {
        Reply reply = conversation.privately(subscribe(all));
        assertThat(told(reply))
                .isEqualTo(
                        "Whisper: Subscribed to US vs China, World Trade and all new topics. New digests arrive here as soon as they're published.");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Topics", new Press.ShowTopics(0)),
                        button("Settings", new SettingsPress.ShowSettings()));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china", "trade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void asksWhichOfSeveralTopicsAndMarksThoseThatComeAlready(String none) {
        conversation.privately(subscribe("trade"));
        Reply reply = conversation.privately(subscribe(none));
        assertThat(told(reply)).isEqualTo(PICK);
        assertThat(buttons(reply))
                .startsWith(
                        button("US vs China", new Press.SubscribeTopic(1)),
                        button("✓ World Trade", new Press.UnsubscribeTopic(2)),
                        button("All topics, including new ones", new Press.SetAllTopics(true)),
                        button("Settings", new SettingsPress.ShowSettings()));
    }

    @Test
    void needsNoNameWhereThereIsOneTopic() throws Exception {
        try (ConversationFixture one = new ConversationFixture(folder.resolve("one"))) {
            one.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
            assertThat(told(one.privately(subscribe("")))).startsWith("Whisper: Subscribed to World Trade");
            assertThat(one.topicsOf(PRIVATE)).containsExactly("trade");
            assertThat(told(one.privately(unsubscribe("")))).isEqualTo("Whisper: Unsubscribed from World Trade.");
            assertThat(one.topicsOf(PRIVATE)).isEmpty();
            assertThat(told(one.privately(unsubscribe(""))))
                    .as("nothing to end")
                    .isEqualTo(PICK);
        }
    }

    @Test
    void nobodyIsUnsubscribedByAccident() {
        conversation.privately(subscribe("trade"));
        assertThat(told(conversation.privately(unsubscribe("")))).isEqualTo(PICK);
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
    }

    @Test
    void saysThatThereIsNoTopicYet() throws Exception {
        try (ConversationFixture none = new ConversationFixture(folder.resolve("none"))) {
            String nothing = "Whisper: No topics yet. They'll appear here once the first digest is published.";
            Reply topics = none.privately(subscribe(""));
            assertThat(told(topics)).isEqualTo(nothing);
            assertThat(buttons(topics))
                    .containsExactly(
                            button("All topics, including new ones", new Press.SetAllTopics(true)),
                            button("Settings", new SettingsPress.ShowSettings()),
                            button("Help", new Press.ShowHelp()));
            assertThat(told(none.privately(subscribe("trade")))).isEqualTo(nothing);
        }
    }

    @Test
    void allTopicsCanBeChosenBeforeTheFirstDigest() throws Exception {
        for (Object wish : List.of(subscribe("all"), new Command.Pressed(Optional.of(new Press.SetAllTopics(true))))) {
            try (ConversationFixture none = new ConversationFixture(folder.resolve("none " + wish.hashCode()))) {
                assertThat(told(none.privately((Command) wish)))
                        .contains(
                                "Subscribed to all new topics. New digests arrive here as soon as they're published.");
                assertThat(buttons(none.press(new Press.ShowTopics(0))))
                        .contains(button("✓ All topics, including new ones", new Press.SetAllTopics(false)));
            }
        }
    }

    @Test
    void offersTheNearestTopicForOneThatDoesNotExist() {
        Reply near = conversation.privately(subscribe("us-chna"));
        assertThat(told(near)).isEqualTo("Whisper: No topic called “us-chna”. Did you mean US vs China?");
        assertThat(buttons(near))
                .containsExactly(
                        button("Subscribe to US vs China", new Press.SubscribeTopic(1)),
                        button("Topics", new Press.ShowTopics(0)));
        assertThat(buttons(conversation.privately(unsubscribe("us-chna"))))
                .startsWith(button("Unsubscribe from US vs China", new Press.UnsubscribeTopic(1)));
        assertThat(told(conversation.privately(unsubscribe("zzzzzzzzz"))))
                .isEqualTo("Whisper: No topic called “zzzzzzzzz”.");
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void saysSoWhenThereIsNothingToChange() {
        assertThat(told(conversation.privately(unsubscribe("trade"))))
                .isEqualTo("Whisper: Not subscribed to World Trade.");
        conversation.privately(subscribe("trade"));
        Reply again = conversation.privately(subscribe("trade"));
        assertThat(told(again)).isEqualTo("Whisper: Already subscribed to World Trade.");
        assertThat(buttons(again)).contains(button("Unsubscribe", new Press.UnsubscribeTopic(2)));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
    }

    @Test
    void whoSubscribesInAnotherThreadGetsTheTopicThere() {
        conversation.asManager(subscribe("trade"));
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 9");
        var elsewhere = new CommandRequest(
                new Person(Platform.TELEGRAM, 501, "en"),
                new Destination(GROUP.chat(), 12),
                true,
                Optional.of(PRIVATE),
                subscribe("trade"));
        assertThat(told(conversation.answer(elsewhere))).startsWith("Whisper: World Trade will be posted here");
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 12");
        assertThat(told(conversation.answer(elsewhere))).isEqualTo("Whisper: Already subscribed to World Trade.");
    }

    @Test
    void unsubscribesByNameAndFromAll() {
        conversation.privately(subscribe("all"));
        Reply one = conversation.privately(unsubscribe("world trade"));
        assertThat(told(one)).isEqualTo("Whisper: Unsubscribed from World Trade.");
        assertThat(buttons(one))
                .containsExactly(
                        button("Latest digest", new Press.Show(2, new DigestView.Overview(), 0)),
                        button("Subscribe", new Press.SubscribeTopic(2)));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china");
        conversation.privately(unsubscribe("all"));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void subscribesTheGroupOfOneWhoManagesItInItsThread() {
        Reply reply = conversation.asManager(subscribe("trade"));
        assertThat(told(reply))
                .isEqualTo("Whisper: World Trade will be posted here as soon as each digest is published.");
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 9");
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void refusesToChangeAGroupForWhoDoesNotManageIt() {
        conversation.asManager(subscribe("trade"));
        assertThat(told(conversation.asMember(new Command.Subscribe("us-china", Target.HERE))))
                .isEqualTo("Whisper: " + REFUSED);
        assertThat(told(conversation.asMember(new Command.Unsubscribe("trade", Target.HERE))))
                .isEqualTo("Whisper: " + REFUSED);
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 9");
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void refusesAMemberWhosePrivateChatIsNotKnown() {
        var person = new Person(Platform.TELEGRAM, 501, "en");
        Reply reply =
                conversation.answer(new CommandRequest(person, GROUP, false, Optional.empty(), subscribe("trade")));
        assertThat(told(reply)).isEqualTo("Whisper: " + REFUSED);
        assertThat(conversation.topicsOf(GROUP)).isEmpty();
    }

    @Test
    void aMembersSubscriptionGoesToTheirDirectMessagesAndSaysSo() {
        Reply reply = conversation.asMember(subscribe("trade"));
        assertThat(told(reply))
                .isEqualTo("Whisper: Subscribed to World Trade. Digests will arrive in your direct messages.");
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
        assertThat(conversation.topicsOf(GROUP)).isEmpty();
    }

    @Test
    void offersNoButtonThatWouldChangeTheGroupWhereTheAnswerIsAboutDirectMessages() {
        Reply begun = conversation.asManager(new Command.Subscribe("trade", Target.ME));
        assertThat(buttons(begun))
                .containsExactly(button("Latest digest", new Press.Show(2, new DigestView.Overview(), 0)));
        Reply ended = conversation.asManager(new Command.Unsubscribe("trade", Target.ME));
        assertThat(buttons(ended))
                .containsExactly(button("Latest digest", new Press.Show(2, new DigestView.Overview(), 0)));
    }

    @Test
    void linksTheDirectMessagesThatTheAnswerIsAbout() {
        conversation.as(Platform.DISCORD, "en");
        var direct = new Destination(new Chat(Platform.DISCORD, 4_501, ChatType.PRIVATE, ""), 0);
        Reply reply = conversation.answer(new CommandRequest(
                conversation.person(),
                ConversationFixture.SERVER,
                false,
                Optional.of(direct),
                new Command.Subscribe("trade", Target.ME)));
        assertThat(buttons(reply))
                .containsExactly(
                        button("Latest digest", new Press.Show(2, new DigestView.Overview(), 0)),
                        "Open direct messages https://discord.com/channels/@me/4501");
    }

    @Test
    void onlyNamesTheTopicsWhereTheirButtonsWouldChangeTheGroup() {
        Reply reply = conversation.asManager(new Command.Subscribe("", Target.ME));
        assertThat(told(reply))
                .isEqualTo(
                        "Whisper: Which topic? Choose from US vs China, World Trade, or add “all” after the command.");
        assertThat(buttons(reply)).containsExactly(button("Help", new Press.ShowHelp()));
    }

    @Test
    void offersNoTopicsOfTheGroupWhereAllOfThemGoToDirectMessages() {
        Reply reply = conversation.asMember(subscribe("all"));
        assertThat(told(reply)).contains("in your direct messages");
        assertThat(buttons(reply)).containsExactly(button("Help", new Press.ShowHelp()));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china", "trade");
    }

    @Test
    void aMemberEndsTheirOwnSubscriptionFromWithinAGroup() {
        conversation.asManager(subscribe("trade"));
        conversation.asMember(subscribe("trade"));
        conversation.asMember(unsubscribe("trade"));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 9");
    }

    @Test
    void pressesToggleTheTopicInPlace() {
        Reply on = conversation.press(new Press.SubscribeTopic(2));
        assertThat(told(on)).isEqualTo("""
                Replace, page 0: Subscribed to World Trade. New digests arrive here as soon as they're published.
                Choose your topics. Tap to subscribe, tap again to unsubscribe.""");
        assertThat(buttons(on))
                .containsExactly(
                        button("US vs China", new Press.SubscribeTopic(1)),
                        button("✓ World Trade", new Press.UnsubscribeTopic(2)),
                        button("All topics, including new ones", new Press.SetAllTopics(true)),
                        button("Latest digest", new Press.ShowSeparately(2, new DigestView.Overview())),
                        button("Choose a time…", new SettingsPress.Time(2)));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
        Reply off = conversation.press(new Press.UnsubscribeTopic(2));
        assertThat(told(off)).startsWith("Replace, page 0: Unsubscribed from World Trade.");
        assertThat(buttons(off))
                .startsWith(
                        button("US vs China", new Press.SubscribeTopic(1)),
                        button("World Trade", new Press.SubscribeTopic(2)));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void pressesAreRefusedInAGroupForWhoDoesNotManageIt() {
        var press = new Command.Pressed(Optional.of(new Press.SubscribeTopic(2)));
        assertThat(told(conversation.asMember(press))).isEqualTo("Toast: " + REFUSED);
        assertThat(conversation.topicsOf(GROUP)).isEmpty();
        assertThat(told(conversation.asManager(press))).startsWith("Replace");
        assertThat(conversation.topicsOf(GROUP)).containsExactly("trade in 9");
    }

    @Test
    void pressesOfATopicThatIsGoneSaySo() {
        assertThat(told(conversation.press(new Press.SubscribeTopic(99))))
                .isEqualTo("Toast: This topic no longer exists.");
    }

    @Test
    void aLabelWithItsMarkIsNoLongerThanAButtonTakes() throws Exception {
        conversation.arrive("long", "x".repeat(60), "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(subscribe("long"));
        assertThat(buttons(conversation.press(new Press.ShowTopics(0))))
                .contains("✓ " + "x".repeat(37) + button("…", new Press.UnsubscribeTopic(4)));
    }

    @Test
    void theButtonForAllTopicsSubscribesToThemAndToNewOnesUntilItIsPressedAgain() {
        Reply on = conversation.press(new Press.SetAllTopics(true));
        assertThat(buttons(on))
                .startsWith(
                        button("✓ US vs China", new Press.UnsubscribeTopic(1)),
                        button("✓ World Trade", new Press.UnsubscribeTopic(2)),
                        button("✓ All topics, including new ones", new Press.SetAllTopics(false)));
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china", "trade");
        assertThat(told(conversation.privately(new Command.Settings())))
                .contains("New topics are added automatically.");
        Reply off = conversation.press(new Press.SetAllTopics(false));
        assertThat(buttons(off))
                .contains(
                        button("✓ US vs China", new Press.UnsubscribeTopic(1)),
                        button("All topics, including new ones", new Press.SetAllTopics(true)));
        assertThat(told(conversation.privately(new Command.Settings()))).doesNotContain("Every new topic");
    }

    @Test
    void unsubscribingFromAllLetsNewTopicsPass() {
        conversation.privately(subscribe("all"));
        conversation.privately(unsubscribe("all"));
        assertThat(buttons(conversation.press(new Press.ShowTopics(0))))
                .contains(button("All topics, including new ones", new Press.SetAllTopics(true)));
    }

    @Test
    void topicsBeyondTwentyAreOnFurtherPagesAndAPressStaysOnItsPage() throws Exception {
        conversation.arriveMany(23);
        Reply first = conversation.press(new Press.ShowTopics(0));
        assertThat(buttons(first))
                .hasSize(20 + 4)
                .contains(button("2/2 ›", new Press.ShowTopics(1)))
                .doesNotContain(button("World Trade", new Press.SubscribeTopic(2)));
        Reply second = conversation.press(new Press.ShowTopics(1));
        assertThat(buttons(second))
                .hasSize(5 + 4)
                .contains(button("‹ 1/2", new Press.ShowTopics(0)), button("World Trade", new Press.SubscribeTopic(2)));
        assertThat(buttons(conversation.press(new Press.SubscribeTopic(2))))
                .hasSize(5 + 4)
                .contains(
                        button("‹ 1/2", new Press.ShowTopics(0)),
                        button("✓ World Trade", new Press.UnsubscribeTopic(2)));
        assertThat(buttons(conversation.press(new Press.ShowTopics(99))))
                .isEqualTo(buttons(conversation.press(new Press.ShowTopics(1))));
        assertThat(ConversationFixture.buttonsOnDiscord(first)).isEqualTo(20 + 4);
    }

    @Test
    void aLabelIsNotCutWithinACharacter() throws Exception {
        String family = "👩‍👩‍👧‍👦";
        conversation.arrive("long", family.repeat(5), "2026-02-06", "us: United States", "eu: European Union");
        assertThat(buttons(conversation.press(new Press.ShowTopics(0))))
                .contains(family.repeat(3) + button("…", new Press.SubscribeTopic(4)));
    }

    private static Command subscribe(String topic) {
        return new Command.Subscribe(topic, Target.DEFAULT);
    }

    private static Command unsubscribe(String topic) {
        return new Command.Unsubscribe(topic, Target.DEFAULT);
    }
}
