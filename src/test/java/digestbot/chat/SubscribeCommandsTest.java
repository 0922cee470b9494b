package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InConversation
class SubscribeCommandsTest {

    private ConversationFixture conversation;

    @Test
    void subscribesByIdOrNameIgnoringCase() {
        for (String topic : List.of("us-china", "US-China", "US vs China", "us VS china", "  us-china ")) {
            conversation.privately(subscribe(topic));
            conversation.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
            conversation.privately(unsubscribe("all"));
        }
        for (String all : List.of("all", " ALL ")) {
            conversation.privately(subscribe(all));
            conversation.assertStored(PRIVATE, "us-china: all", "trade: all");
            conversation.privately(unsubscribe("all"));
        }
    }

    @Test
    void asksWhichOfSeveralTopicsAndMarksThoseThatComeAlready() {
        conversation.privately(subscribe("trade"));
        conversation.privately(subscribe(""));
        conversation.assertSays(
                "Choose your topics.",
                "    [US vs China] SubscribeTopic[topic=1]  [✓ World Trade] UnsubscribeTopic[topic=2]\n");
        conversation.privately(subscribe("  "));
        conversation.assertSays("[✓ World Trade]");
    }

    @Test
    void nobodyIsUnsubscribedByAccidentButByNameAndFromAll() {
        conversation.privately(subscribe("trade"));
        conversation.privately(unsubscribe(""));
        conversation.assertSays(
                "Which topic do you want to unsubscribe from?\n    [World Trade] UnsubscribeTopic[topic=2]\n");
        conversation.assertStored(PRIVATE, "trade: all, FULL");
        conversation.privately(subscribe("all"));
        conversation.privately(unsubscribe("world trade"));
        conversation.assertSays("Unsubscribed from World Trade.", "[Subscribe]");
        conversation.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
        conversation.privately(unsubscribe("all"));
        conversation.assertSays("Unsubscribed from US vs China, World Trade.");
        assertThat(conversation.rows("SELECT topic FROM subscription")).isEmpty();
    }

    @Test
    void offersTheNearestTopicForOneThatDoesNotExist() {
        conversation.privately(subscribe("us-chna"));
        conversation.assertSays(
                "No topic called “us-chna”. Did you mean US vs China?",
                "[Subscribe to US vs China] SubscribeTopic[topic=1]",
                "[Topics]");
        conversation.privately(unsubscribe("us-chna"));
        conversation.assertSays("[Unsubscribe from US vs China] UnsubscribeTopic[topic=1]");
        conversation.privately(unsubscribe("zzzzzzzzz"));
        conversation.assertSays("No topic called “zzzzzzzzz”.");
        conversation.assertStored(PRIVATE, "nothing");
    }

    @Test
    void saysSoWhenThereIsNothingToChange() {
        conversation.privately(unsubscribe("trade"));
        conversation.assertSays("Not subscribed to World Trade.", "[Subscribe]");
        conversation.privately(subscribe("trade"));
        conversation.assertSays("Subscribed to World Trade. New digests arrive here as soon as they're published.");
        conversation.privately(subscribe("trade"));
        conversation.assertSays("Already subscribed to World Trade.");
        conversation.assertStored(PRIVATE, "true]\ntrade: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void whoSubscribesInAnotherThreadGetsTheTopicThere() {
        conversation.asManager(subscribe("trade"));
        conversation.assertStored(GROUP, "trade in 9: all");
        var elsewhere = new CommandRequest(
                new Person(Platform.TELEGRAM, 501, "en"),
                new Destination(GROUP.chat(), 12),
                true,
                Optional.of(PRIVATE),
                Invocation.typed(subscribe("trade")));
        conversation.answer(elsewhere);
        conversation.assertStored(GROUP, "true]\ntrade in 12: all");
        conversation.answer(elsewhere);
        conversation.assertSays("Already subscribed to World Trade.");
    }

    @Test
    void aGroupIsChangedInItsThreadByWhoManagesItAlone() {
        conversation.asManager(subscribe("trade"));
        conversation.assertSays("New digests of World Trade will be posted here");
        conversation.assertStored(GROUP, "true]\ntrade in 9: all, FULL, STACKED, Immediately[]");
        conversation.assertStored(PRIVATE, "nothing");
        conversation.asManager(subscribe("trade"));
        conversation.assertSays("Already subscribed");
        conversation.asMember(new SubscribeAction.Subscribe("us-china", Target.HERE));
        conversation.assertSays("Only admins of this chat can change that.");
        conversation.asMember(new SubscribeAction.Unsubscribe("trade", Target.HERE));
        conversation.assertSays("Only admins of this chat can change that.");
        conversation.assertStored(GROUP, "true]\ntrade in 9: all");
        conversation.assertStored(PRIVATE, "nothing");
    }

    @Test
    void refusesAMemberWhosePrivateChatIsNotKnown() {
        var person = new Person(Platform.TELEGRAM, 501, "en");
        conversation.answer(
                new CommandRequest(person, GROUP, false, Optional.empty(), Invocation.typed(subscribe("trade"))));
        conversation.assertSays("Only admins of this chat can change that.");
        conversation.assertStored(GROUP, "nothing");
    }

    @Test
    void membersSubscribeForThemselvesFromWithinAGroup() {
        conversation.asMember(subscribe("trade"));
        conversation.assertSays("Subscribed to World Trade. Digests will arrive in your direct messages.");
        conversation.assertStored(PRIVATE, "trade: all, FULL, STACKED, Immediately[]");
        conversation.assertStored(GROUP, "nothing");
        conversation.asMember(subscribe("all"));
        conversation.assertStored(PRIVATE, "us-china: all", "trade: all");
        conversation.asManager(subscribe("trade"));
        conversation.asMember(subscribe("trade"));
        conversation.asMember(unsubscribe("trade"));
        conversation.assertSays("Unsubscribed from World Trade.");
        conversation.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
        conversation.assertStored(GROUP, "true]\ntrade in 9: all");
    }

    @Test
    void offersNoButtonThatWouldChangeTheGroupWhereTheAnswerIsAboutDirectMessages() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.ME));
        conversation.assertSays("direct messages.\n    [Latest digest] Show[digest=2, view=Overview[], page=0]\n");
        conversation.asManager(new SubscribeAction.Unsubscribe("trade", Target.ME));
        conversation.assertSays(
                "Unsubscribed from World Trade.\n    [Latest digest] Show[digest=2, view=Overview[], page=0]\n");
        conversation.asManager(new SubscribeAction.Subscribe("", Target.ME));
        conversation.assertSays(
                "Which topic? Choose from US vs China, World Trade, or add “all” after the command.",
                "    [Help] ShowHelp[]\n");
    }

    @Test
    void linksTheDirectMessagesThatTheAnswerIsAbout() {
        conversation.as(Platform.DISCORD, "en");
        var direct = new Destination(new Chat(Platform.DISCORD, 4_501, ChatType.PRIVATE, ""), 0);
        conversation.answer(new CommandRequest(
                conversation.person(),
                ConversationFixture.SERVER,
                false,
                Optional.of(direct),
                Invocation.typed(new SubscribeAction.Subscribe("trade", Target.ME))));
        conversation.assertSays(
                "Digests will arrive in your direct messages.", "[Open direct messages] https://discord.com/");
    }

    @GoldenTest
    void pressesToggleTheTopicInPlaceAndSayThatItIsGone() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.assertStored(PRIVATE, "true]\ntrade: all, FULL");
        conversation.press(new SubscribeAction.UnsubscribeTopic(2));
        conversation.assertSays("Replace, page 0: Unsubscribed from World Trade.");
        assertThat(conversation.rows("SELECT topic FROM subscription")).isEmpty();
        conversation.press(new SubscribeAction.SubscribeTopic(99));
        conversation.assertSays("Toast: This topic no longer exists.");
    }

    @Test
    void labelsAreCutBetweenCharactersSoThatTheirMarkFits() throws Exception {
        conversation.arrive("long", "x".repeat(60), "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(subscribe("long"));
        conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("[✓ " + "x".repeat(37) + "…]");
        String family = "👩‍👩‍👧‍👦";
        conversation.arrive("longer", family.repeat(5), "2026-02-06", "us: United States", "eu: European Union");
        conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("[" + family.repeat(3) + "…]");
    }

    @Test
    void allTopicsComeWithNewOnesUntilTheyAreUnsubscribed() {
        conversation.press(new SubscribeAction.SetAllTopics(true));
        conversation.assertSays(
                "Subscribed to US vs China, World Trade and all new topics.",
                "[✓ All topics, including new ones] SetAllTopics[enabled=false]");
        conversation.assertStored(PRIVATE, "us-china: all", "trade: all");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("New topics are added automatically.");
        conversation.press(new SubscribeAction.SetAllTopics(false));
        conversation.assertSays("[✓ US vs China]", "[✓ World Trade]", "[All topics, including new ones]");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSaysNot("New topics");
        conversation.privately(subscribe("all"));
        conversation.privately(unsubscribe("all"));
        conversation.assertSays("Unsubscribed from US vs China, World Trade.");
        conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("[US vs China]", "[World Trade]", "[All topics, including new ones]");
    }

    @Test
    void topicsBeyondTwentyAreOnFurtherPagesAndAPressStaysOnItsPage() throws Exception {
        conversation.arriveMany(23);
        Reply first = conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("[Topic 29]", "[2/2 ›] ShowTopics[page=1]");
        conversation.press(new SubscribeAction.ShowTopics(1));
        conversation.assertSays("[Topic 30]", "[World Trade]", "[‹ 1/2]");
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.assertSays("[Topic 30]", "[✓ World Trade]", "[‹ 1/2]");
        conversation.press(new SubscribeAction.ShowTopics(99));
        conversation.assertSays("[Topic 30]", "[‹ 1/2]");
        assertThat(ConversationFixture.buttonsOnDiscord(first)).isEqualTo(20 + 4);
    }

    private static Action subscribe(String topic) {
        return new SubscribeAction.Subscribe(topic, Target.DEFAULT);
    }

    private static Action unsubscribe(String topic) {
        return new SubscribeAction.Unsubscribe(topic, Target.DEFAULT);
    }
}
