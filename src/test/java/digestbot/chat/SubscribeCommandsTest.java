package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
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

    private ConversationFixture chat;

    @Test
    void subscribesByIdOrNameIgnoringCase() {
        for (String topic : List.of("us-china", "US-China", "US vs China", "us VS china", "  us-china ")) {
            chat.privately(subscribe(topic));
            chat.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
            chat.privately(unsubscribe("all"));
        }
        for (String all : List.of("all", " ALL ")) {
            chat.privately(subscribe(all));
            chat.assertStored(PRIVATE, "us-china: all", "trade: all");
            chat.privately(unsubscribe("all"));
        }
    }

    @Test
    void aDigestAtAQuarterToEightInBerlinIsFiveTapsAway() {
        chat.privately(new ChatAction.Start(""));
        for (String tap : List.of("US vs China", "Choose a time", "13:00 Berlin", "08:00", "−15 min")) {
            chat.tap(tap);
        }
        chat.assertSays("Every day 07:45", "Time zone: Berlin");
    }

    @Test
    void aLaterTopicComesAtTheTimeOfTheOnlyOne() {
        chat.privately(new SettingsAction.SetTimeZone("Berlin"));
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.press(new SettingsAction.Choose(1, "time", "0800"));
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.assertSays("Subscribed to World Trade.\nEvery day 08:00 · next: Sat 7 Feb 08:00\n");
        chat.press(new SubscribeAction.SetAllTopics(true));
        chat.assertSays("and all new topics.\nEvery day 08:00 for both topics · next: Sat 7 Feb 08:00\n");
    }

    @Test
    void asksWhichOfSeveralTopicsAndMarksThoseThatComeAlready() {
        chat.privately(subscribe("trade"));
        chat.privately(subscribe(""));
        chat.assertSays(
                "Choose your topics.",
                "    [US vs China] SubscribeTopic[topic=1]  [✓ World Trade] UnsubscribeTopic[topic=2]\n");
        chat.assertAnswers(subscribe("  "), "[✓ World Trade]");
    }

    @Test
    void nobodyIsUnsubscribedByAccidentButByNameAndFromAll() {
        chat.privately(subscribe("trade"));
        chat.privately(unsubscribe(""));
        chat.assertSays("Which topic do you want to unsubscribe from?\n    [World Trade] UnsubscribeTopic[topic=2]\n");
        chat.assertStored(PRIVATE, "trade: all, FULL");
        chat.privately(subscribe("all"));
        chat.assertAnswers(unsubscribe("world trade"), "Unsubscribed from World Trade.", "[Subscribe]");
        chat.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
        chat.assertAnswers(unsubscribe("all"), "Unsubscribed from US vs China, World Trade.");
        assertThat(chat.rows("SELECT topic FROM subscription")).isEmpty();
    }

    @Test
    void offersTheNearestTopicForOneThatDoesNotExist() {
        chat.privately(subscribe("us-chna"));
        chat.assertSays(
                "No topic called “us-chna”. Did you mean US vs China?",
                "[Subscribe to US vs China] SubscribeTopic[topic=1]",
                "[Topics]");
        chat.assertAnswers(unsubscribe("us-chna"), "[Unsubscribe from US vs China] UnsubscribeTopic[topic=1]");
        chat.assertAnswers(unsubscribe("zzzzzzzzz"), "No topic called “zzzzzzzzz”.");
        chat.assertStored(PRIVATE, "nothing");
    }

    @Test
    void saysSoWhenThereIsNothingToChange() {
        chat.assertAnswers(unsubscribe("trade"), "Not subscribed to World Trade.", "[Subscribe]");
        chat.privately(subscribe("trade"));
        chat.assertSays("Subscribed to World Trade. New digests arrive here as soon as they're published.");
        chat.assertAnswers(subscribe("trade"), "Already subscribed to World Trade.");
        chat.assertStored(PRIVATE, "true]\ntrade: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void whoSubscribesInAnotherThreadGetsTheTopicThere() {
        chat.asManager(subscribe("trade"));
        chat.assertStored(GROUP, "trade in 9: all");
        var elsewhere = new CommandRequest(
                new Person(Platform.TELEGRAM, 501, "en"),
                new Destination(GROUP.chat(), 12),
                true,
                Optional.of(PRIVATE),
                Invocation.typed(subscribe("trade")));
        chat.answer(elsewhere);
        chat.assertStored(GROUP, "true]\ntrade in 12: all");
        chat.answer(elsewhere);
        chat.assertSays("Already subscribed to World Trade.");
    }

    @Test
    void aGroupIsChangedInItsThreadByWhoManagesItAlone() {
        chat.asManager(subscribe("trade"));
        chat.assertSays("New digests of World Trade will be posted here");
        chat.assertStored(GROUP, "true]\ntrade in 9: all, FULL, STACKED, Immediately[]");
        chat.assertStored(PRIVATE, "nothing");
        chat.asManager(subscribe("trade"));
        chat.assertSays("Already subscribed");
        chat.asMember(new SubscribeAction.Subscribe("us-china", Target.HERE));
        chat.assertSays("Only admins of this chat can change that.");
        chat.asMember(new SubscribeAction.Unsubscribe("trade", Target.HERE));
        chat.assertSays("Only admins of this chat can change that.");
        chat.assertStored(GROUP, "true]\ntrade in 9: all");
        chat.assertStored(PRIVATE, "nothing");
    }

    @Test
    void refusesAMemberWhosePrivateChatIsNotKnown() {
        var person = new Person(Platform.TELEGRAM, 501, "en");
        chat.answer(new CommandRequest(person, GROUP, false, Optional.empty(), Invocation.typed(subscribe("trade"))));
        chat.assertSays("Only admins of this chat can change that.");
        chat.assertStored(GROUP, "nothing");
    }

    @Test
    void membersSubscribeForThemselvesFromWithinAGroup() {
        chat.asMember(subscribe("trade"));
        chat.assertSays("Subscribed to World Trade. Digests will arrive in your direct messages.");
        chat.assertStored(PRIVATE, "trade: all, FULL, STACKED, Immediately[]");
        chat.assertStored(GROUP, "nothing");
        chat.asMember(subscribe("all"));
        chat.assertStored(PRIVATE, "us-china: all", "trade: all");
        chat.asManager(subscribe("trade"));
        chat.assertSays("How much should be posted?");
        chat.asMember(subscribe("trade"));
        chat.assertSays("You get World Trade in direct messages. Only server managers can subscribe this channel.\n");
        chat.asMember(unsubscribe("trade"));
        chat.assertSays("Unsubscribed from World Trade.");
        chat.assertStored(PRIVATE, "true]\nus-china: all, FULL, STACKED, Immediately[]");
        chat.assertStored(GROUP, "true]\ntrade in 9: all");
    }

    @Test
    void offersNoButtonThatWouldChangeTheGroupWhereTheAnswerIsAboutDirectMessages() {
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.ME));
        chat.assertSays("direct messages.\n    [Latest digest] Show[digest=2, view=Overview[], page=0]\n");
        chat.asManager(new SubscribeAction.Unsubscribe("trade", Target.ME));
        chat.assertSays(
                "Unsubscribed from World Trade.\n    [Latest digest] Show[digest=2, view=Overview[], page=0]\n");
        chat.asManager(new SubscribeAction.Subscribe("", Target.ME));
        chat.assertSays(
                "Which topic? Choose from US vs China, World Trade, or add “all” after the command.",
                "    [Help] ShowHelp[]\n");
    }

    @Test
    void linksTheDirectMessagesThatTheAnswerIsAbout() {
        chat.as(Platform.DISCORD, "en");
        var direct = new Destination(new Chat(Platform.DISCORD, 4_501, ChatType.PRIVATE, ""), 0);
        chat.answer(new CommandRequest(
                chat.person(),
                ConversationFixture.SERVER,
                false,
                Optional.of(direct),
                Invocation.typed(new SubscribeAction.Subscribe("trade", Target.ME))));
        chat.assertSays("Digests will arrive in your direct messages.", "[Open direct messages] https://discord.com/");
    }

    @GoldenTest
    void pressesToggleTheTopicInPlaceAndSayThatItIsGone() {
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.assertStored(PRIVATE, "true]\ntrade: all, FULL");
        chat.assertPress(new SubscribeAction.UnsubscribeTopic(2), "Replace, page 0: Unsubscribed from World Trade.");
        assertThat(chat.rows("SELECT topic FROM subscription")).isEmpty();
        chat.assertPress(new SubscribeAction.SubscribeTopic(99), "Toast: This topic no longer exists.");
    }

    @Test
    void labelsAreCutBetweenCharactersSoThatTheirMarkFits() throws Exception {
        chat.arrive("long", "x".repeat(60), "2026-02-06", "us: United States", "eu: European Union");
        chat.privately(subscribe("long"));
        chat.assertPress(new SubscribeAction.ShowTopics(0), "[✓ " + "x".repeat(37) + "…]");
        String family = "👩‍👩‍👧‍👦";
        chat.arrive("longer", family.repeat(5), "2026-02-06", "us: United States", "eu: European Union");
        chat.assertPress(new SubscribeAction.ShowTopics(0), "[" + family.repeat(3) + "…]");
    }

    @Test
    void allTopicsComeWithNewOnesUntilTheyAreUnsubscribed() {
        chat.press(new SubscribeAction.SetAllTopics(true));
        chat.assertSays(
                "Subscribed to US vs China, World Trade and all new topics.",
                "[✓ All topics, including new ones] SetAllTopics[enabled=false]");
        chat.assertStored(PRIVATE, "us-china: all", "trade: all");
        chat.assertAnswers(new SettingsAction.ShowSettings(), "New topics are added automatically.");
        chat.press(new SubscribeAction.SetAllTopics(false));
        chat.assertSays("[✓ US vs China]", "[✓ World Trade]", "[All topics, including new ones]");
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSaysNot("New topics");
        chat.privately(subscribe("all"));
        chat.assertAnswers(unsubscribe("all"), "Unsubscribed from US vs China, World Trade.");
        chat.press(new SubscribeAction.ShowTopics(0));
        chat.assertSays("[US vs China]", "[World Trade]", "[All topics, including new ones]");
    }

    @Test
    void topicsBeyondTwentyAreOnFurtherPagesAndAPressStaysOnItsPage() throws Exception {
        chat.arriveMany(23);
        Reply first = chat.press(new SubscribeAction.ShowTopics(0));
        chat.assertSays("[Topic 29]", "[2/2 ›] ShowTopics[page=1]");
        chat.assertPress(new SubscribeAction.ShowTopics(1), "[Topic 30]", "[World Trade]", "[‹ 1/2]");
        chat.assertPress(new SubscribeAction.SubscribeTopic(2), "[Topic 30]", "[✓ World Trade]", "[‹ 1/2]");
        chat.assertPress(new SubscribeAction.ShowTopics(99), "[Topic 30]", "[‹ 1/2]");
        assertThat(ConversationFixture.buttonsOnDiscord(first)).isEqualTo(20 + 4);
    }

    private static Action subscribe(String topic) {
        return new SubscribeAction.Subscribe(topic, Target.DEFAULT);
    }

    private static Action unsubscribe(String topic) {
        return new SubscribeAction.Unsubscribe(topic, Target.DEFAULT);
    }
}
