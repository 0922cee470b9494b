package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.pressed;
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

@InConversation(golden = true)
class SubscribeCommandsTest {

    private ConversationFixture conversation;

    @Test
    void subscribesByIdOrNameIgnoringCase() {
        for (String topic :
                List.of("us-china", "US-China", "US vs China", "us VS china", "  us-china ", "all", " ALL ")) {
            conversation.privately(subscribe(topic));
            conversation.stored(PRIVATE);
            conversation.privately(unsubscribe("all"));
        }
    }

    @Test
    void asksWhichOfSeveralTopicsAndMarksThoseThatComeAlready() {
        conversation.privately(subscribe("trade"));
        conversation.privately(subscribe(""));
        conversation.privately(subscribe("  "));
    }

    @Test
    void nobodyIsUnsubscribedByAccidentButByNameAndFromAll() {
        conversation.privately(subscribe("trade"));
        conversation.privately(unsubscribe(""));
        conversation.stored(PRIVATE);
        conversation.privately(subscribe("all"));
        conversation.privately(unsubscribe("world trade"));
        conversation.stored(PRIVATE);
        conversation.privately(unsubscribe("all"));
        conversation.stored(PRIVATE);
    }

    @Test
    void offersTheNearestTopicForOneThatDoesNotExist() {
        conversation.privately(subscribe("us-chna"));
        conversation.privately(unsubscribe("us-chna"));
        conversation.privately(unsubscribe("zzzzzzzzz"));
        conversation.stored(PRIVATE);
    }

    @Test
    void saysSoWhenThereIsNothingToChange() {
        conversation.privately(unsubscribe("trade"));
        conversation.privately(subscribe("trade"));
        conversation.privately(subscribe("trade"));
        conversation.stored(PRIVATE);
    }

    @Test
    void whoSubscribesInAnotherThreadGetsTheTopicThere() {
        conversation.asManager(subscribe("trade"));
        conversation.stored(GROUP);
        var elsewhere = new CommandRequest(
                new Person(Platform.TELEGRAM, 501, "en"),
                new Destination(GROUP.chat(), 12),
                true,
                Optional.of(PRIVATE),
                Invocation.typed(subscribe("trade")));
        conversation.answer(elsewhere);
        conversation.stored(GROUP);
        conversation.answer(elsewhere);
    }

    @Test
    void aGroupIsChangedInItsThreadByWhoManagesItAlone() {
        conversation.asManager(subscribe("trade"));
        conversation.stored(GROUP);
        conversation.stored(PRIVATE);
        conversation.asManager(subscribe("trade"));
        conversation.asMember(new SubscribeAction.Subscribe("us-china", Target.HERE));
        conversation.asMember(new SubscribeAction.Unsubscribe("trade", Target.HERE));
        conversation.stored(GROUP);
        conversation.stored(PRIVATE);
    }

    @Test
    void refusesAMemberWhosePrivateChatIsNotKnown() {
        var person = new Person(Platform.TELEGRAM, 501, "en");
        conversation.answer(
                new CommandRequest(person, GROUP, false, Optional.empty(), Invocation.typed(subscribe("trade"))));
        conversation.stored(GROUP);
    }

    @Test
    void membersSubscribeForThemselvesFromWithinAGroup() {
        conversation.asMember(subscribe("trade"));
        conversation.stored(PRIVATE);
        conversation.stored(GROUP);
        conversation.asMember(subscribe("all"));
        conversation.stored(PRIVATE);
        conversation.asManager(subscribe("trade"));
        conversation.asMember(subscribe("trade"));
        conversation.asMember(unsubscribe("trade"));
        conversation.stored(PRIVATE);
        conversation.stored(GROUP);
    }

    @Test
    void offersNoButtonThatWouldChangeTheGroupWhereTheAnswerIsAboutDirectMessages() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.ME));
        conversation.asManager(new SubscribeAction.Unsubscribe("trade", Target.ME));
        conversation.asManager(new SubscribeAction.Subscribe("", Target.ME));
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
    }

    @Test
    void pressesToggleTheTopicInPlaceAndSayThatItIsGone() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.stored(PRIVATE);
        conversation.press(new SubscribeAction.UnsubscribeTopic(2));
        conversation.stored(PRIVATE);
        conversation.press(new SubscribeAction.SubscribeTopic(99));
    }

    @Test
    void pressesAreRefusedInAGroupForWhoDoesNotManageIt() {
        var press = pressed(new SubscribeAction.SubscribeTopic(2));
        conversation.asMember(press);
        conversation.stored(GROUP);
        conversation.asManager(press);
        conversation.stored(GROUP);
    }

    @Test
    void labelsAreCutBetweenCharactersSoThatTheirMarkFits() throws Exception {
        conversation.arrive("long", "x".repeat(60), "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(subscribe("long"));
        conversation.press(new SubscribeAction.ShowTopics(0));
        String family = "👩‍👩‍👧‍👦";
        conversation.arrive("longer", family.repeat(5), "2026-02-06", "us: United States", "eu: European Union");
        conversation.press(new SubscribeAction.ShowTopics(0));
    }

    @Test
    void allTopicsComeWithNewOnesUntilTheyAreUnsubscribed() {
        conversation.press(new SubscribeAction.SetAllTopics(true));
        conversation.stored(PRIVATE);
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.press(new SubscribeAction.SetAllTopics(false));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.privately(subscribe("all"));
        conversation.privately(unsubscribe("all"));
        conversation.press(new SubscribeAction.ShowTopics(0));
    }

    @Test
    void topicsBeyondTwentyAreOnFurtherPagesAndAPressStaysOnItsPage() throws Exception {
        conversation.arriveMany(23);
        Reply first = conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.press(new SubscribeAction.ShowTopics(1));
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.press(new SubscribeAction.ShowTopics(99));
        assertThat(ConversationFixture.buttonsOnDiscord(first)).isEqualTo(20 + 4);
    }

    private static Action subscribe(String topic) {
        return new SubscribeAction.Subscribe(topic, Target.DEFAULT);
    }

    private static Action unsubscribe(String topic) {
        return new SubscribeAction.Unsubscribe(topic, Target.DEFAULT);
    }
}
