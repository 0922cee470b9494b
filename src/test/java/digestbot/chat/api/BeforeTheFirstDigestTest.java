package digestbot.chat.api;

import digestbot.action.AfterZoneChoice;
import digestbot.action.Press;
import digestbot.action.SettingsPress;
import digestbot.chat.api.Command.Target;
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
        conversation.privately(new Command.Start(""));
        conversation.privately(new Command.Subscribe("", Target.DEFAULT));
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.privately(new Command.Today(""));
        conversation.privately(new LookupCommand.Latest());
        conversation.privately(new Command.ListTopics());
    }

    @Test
    void allTopicsCanBeChosenByWord() {
        conversation.privately(new Command.Subscribe("all", Target.DEFAULT));
        conversation.press(new Press.ShowTopics(0));
    }

    @Test
    void allTopicsCanBeChosenByButton() {
        conversation.press(new Press.SetAllTopics(true));
        conversation.press(new Press.ShowTopics(0));
    }

    @Test
    void theFirstTopicNeedsNoName() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        conversation.privately(new Command.Subscribe("", Target.DEFAULT));
        conversation.stored(ConversationFixture.PRIVATE);
        conversation.privately(new Command.Unsubscribe("", Target.DEFAULT));
        conversation.stored(ConversationFixture.PRIVATE);
        conversation.privately(new Command.Unsubscribe("", Target.DEFAULT));
    }

    @Test
    void whenTheNextDigestOfARegularTopicArrivesIsToldByTheDaysBefore() throws IOException {
        for (int day = 1; day <= 7; day++) {
            conversation.setClock(
                    Duration.between(conversation.now(), Instant.parse("2026-02-0" + day + "T06:31:00Z")));
            conversation.arrive("trade", "World Trade", "2026-02-0" + day, "us: United States");
        }
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"), new AfterZoneChoice.Settings()));
        conversation.press(new Press.SubscribeTopic(1));
        conversation.press(new SettingsPress.SetTime(1, 465));
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
    }
}
