package digestbot.chat;

import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

@InConversation(empty = true, golden = true)
class BeforeTheFirstDigestTest {

    private ConversationFixture conversation;

    @Test
    void everyCommandSaysThatThereIsNoTopicYet() {
        conversation.privately(new ChatAction.Start(""));
        conversation.privately(new SubscribeAction.Subscribe("", Target.DEFAULT));
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.privately(new SubscribeAction.ShowTopics(0));
    }

    @Test
    void allTopicsCanBeChosenByWord() {
        conversation.privately(new SubscribeAction.Subscribe("all", Target.DEFAULT));
        conversation.press(new SubscribeAction.ShowTopics(0));
    }

    @Test
    void allTopicsCanBeChosenByButton() {
        conversation.press(new SubscribeAction.SetAllTopics(true));
        conversation.press(new SubscribeAction.ShowTopics(0));
    }

    @Test
    void theFirstTopicNeedsNoName() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(new SubscribeAction.Subscribe("", Target.DEFAULT));
        conversation.stored(ConversationFixture.PRIVATE);
        conversation.privately(new SubscribeAction.Unsubscribe("", Target.DEFAULT));
        conversation.stored(ConversationFixture.PRIVATE);
        conversation.privately(new SubscribeAction.Unsubscribe("", Target.DEFAULT));
    }

    @Test
    void whenTheNextDigestOfARegularTopicArrivesIsToldByTheDaysBefore() throws IOException {
        for (int day = 1; day <= 7; day++) {
            conversation.setClock(
                    Duration.between(conversation.now(), Instant.parse("2026-02-0" + day + "T06:31:00Z")));
            conversation.arrive("trade", "World Trade", "2026-02-0" + day, "us: United States");
        }
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.press(new SettingsAction.Choose(1, "time", "0745"));
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
    }
}
