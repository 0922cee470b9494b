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

    private ConversationFixture chat;

    @Test
    void everyCommandSaysThatThereIsNoTopicYet() {
        for (Action asked : List.of(
                new ChatAction.Start(""),
                new SubscribeAction.Subscribe("", Target.DEFAULT),
                new SubscribeAction.Subscribe("trade", Target.DEFAULT),
                new ReadAction.ShowToday(""),
                new ReadAction.ShowLatest(0),
                new SubscribeAction.ShowTopics(0))) {
            chat.assertAnswers(
                    asked, "No topics yet. They'll appear here once the first digest is published.", "[Help]");
        }
    }

    @Test
    void aNewOwnerIsNotToldThatThereAreNoTopicsWhileTheFolderIsRead() throws IOException {
        chat.library.setFirstScan(true);
        chat.assertAnswers(
                new ChatAction.Start(""), "The digests are being read.", "[Topics] ShowTopics[page=0]  [Help]");
        chat.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        chat.assertPress(new SubscribeAction.ShowTopics(0), "[World Trade]", "[Settings]");
    }

    @Test
    void allTopicsCanBeChosenByWord() {
        chat.privately(new SubscribeAction.Subscribe("all", Target.DEFAULT));
        chat.assertPress(new SubscribeAction.ShowTopics(0), "No topics yet.", "[✓ All topics, including new ones]");
    }

    @Test
    void allTopicsCanBeChosenByButton() {
        chat.assertPress(new SubscribeAction.SetAllTopics(true), "Subscribed to all new topics.");
        chat.assertPress(new SubscribeAction.ShowTopics(0), "No topics yet.", "[✓ All topics, including new ones]");
    }

    @Test
    void theFirstTopicNeedsNoName() throws IOException {
        chat.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        chat.privately(new SubscribeAction.Subscribe("", Target.DEFAULT));
        chat.assertStored(ConversationFixture.PRIVATE, "trade: all, FULL, STACKED, Immediately[]");
        chat.assertAnswers(new SubscribeAction.Unsubscribe("", Target.DEFAULT), "Unsubscribed from World Trade.");
        chat.assertAnswers(new SubscribeAction.Unsubscribe("", Target.DEFAULT), "No subscriptions yet.");
    }

    @Test
    void whenTheNextDigestOfARegularTopicArrivesIsToldByTheDaysBefore() throws IOException {
        for (int day = 1; day <= 7; day++) {
            chat.setClock(Duration.between(chat.now(), Instant.parse("2026-02-0" + day + "T06:31:00Z")));
            chat.arrive("trade", "World Trade", "2026-02-0" + day, "us: United States");
        }
        chat.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.assertSays("The next digest usually arrives around Mon 9 Feb 06:30 UTC.");
        chat.press(new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.assertSays("Already subscribed to World Trade.\nThe next digest usually arrives around Mon 9 Feb 07:30.");
        chat.assertPress(new SettingsAction.Choose(1, "time", "0745"), "Every day 07:45 · next: Sun 8 Feb 07:45");
        chat.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.assertSays("Already subscribed to World Trade.\nEvery day 07:45 · next: Sun 8 Feb 07:45");
    }
}
