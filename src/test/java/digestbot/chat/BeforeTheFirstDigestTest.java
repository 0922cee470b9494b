package digestbot.chat;

import digestbot.content.action.Action;
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
import java.util.List;
import org.junit.jupiter.api.Test;

@InConversation(empty = true)
class BeforeTheFirstDigestTest {

    private ConversationFixture conversation;

    @Test
    void everyCommandSaysThatThereIsNoTopicYet() {
        for (Action asked : List.of(
                new ChatAction.Start(""),
                new SubscribeAction.Subscribe("", Target.DEFAULT),
                new SubscribeAction.Subscribe("trade", Target.DEFAULT),
                new ReadAction.ShowToday(""),
                new ReadAction.ShowLatest(0),
                new SubscribeAction.ShowTopics(0))) {
            conversation.assertAnswers(
                    asked, "No topics yet. They'll appear here once the first digest is published.", "[Help]");
        }
    }

    @Test
    void allTopicsCanBeChosenByWord() {
        conversation.privately(new SubscribeAction.Subscribe("all", Target.DEFAULT));
        conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("No topics yet.", "[✓ All topics, including new ones]");
    }

    @Test
    void allTopicsCanBeChosenByButton() {
        conversation.press(new SubscribeAction.SetAllTopics(true));
        conversation.assertSays("Subscribed to all new topics.");
        conversation.press(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("No topics yet.", "[✓ All topics, including new ones]");
    }

    @Test
    void theFirstTopicNeedsNoName() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(new SubscribeAction.Subscribe("", Target.DEFAULT));
        conversation.assertStored(ConversationFixture.PRIVATE, "trade: all, FULL, STACKED, Immediately[]");
        conversation.privately(new SubscribeAction.Unsubscribe("", Target.DEFAULT));
        conversation.assertSays("Unsubscribed from World Trade.");
        conversation.privately(new SubscribeAction.Unsubscribe("", Target.DEFAULT));
        conversation.assertSays("No subscriptions yet.");
    }

    @Test
    void whenTheNextDigestOfARegularTopicArrivesIsToldByTheDaysBefore() throws IOException {
        for (int day = 1; day <= 7; day++) {
            conversation.setClock(
                    Duration.between(conversation.now(), Instant.parse("2026-02-0" + day + "T06:31:00Z")));
            conversation.arrive("trade", "World Trade", "2026-02-0" + day, "us: United States");
        }
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.assertSays("The next digest usually arrives around Mon 9 Feb 06:30 UTC.");
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.assertSays(
                "Already subscribed to World Trade.\nThe next digest usually arrives around Mon 9 Feb 07:30.");
        conversation.press(new SettingsAction.Choose(1, "time", "0745"));
        conversation.assertSays("Every day 07:45 · next: Sun 8 Feb 07:45");
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.assertSays("Already subscribed to World Trade.\nEvery day 07:45 · next: Sun 8 Feb 07:45");
    }
}
