package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.DigestView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class CardCommandTest {

    private ConversationFixture conversation;

    private static FileRequest.CardFile card(Reply reply) {
        if (reply instanceof Reply.WithFile(FileRequest.CardFile card, boolean toAll) && toAll) {
            return card;
        }
        throw new AssertionError(told(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 3, US vs China · Fri 6 February 2026",
        "trade, '', 2, World Trade · Fri 6 February 2026",
        "us-china, 5 feb, 1, 'US vs China · Thu 5 February 2026 (yesterday)'",
        "us-china 2026-02-05, '', 1, 'US vs China · Thu 5 February 2026 (yesterday)'",
        "yesterday, '', 1, 'US vs China · Thu 5 February 2026 (yesterday)'",
        "world trade friday, '', 2, World Trade · Fri 6 February 2026"
    })
    void showsTheDayAndTopicThatAreAskedFor(String topic, String date, long digest, String title) {
        Reply reply = conversation.privately(new LookupCommand.Card(topic, date));
        assertThat(card(reply).digest()).isEqualTo(digest);
        assertThat(card(reply).revision()).isEqualTo(1);
        assertThat(told(reply)).startsWith("File to all: " + title);
        assertThat(buttons(reply)).isEmpty();
    }

    @Test
    void whoHasSubscribedSeesTheirTopicAndPerspectives() {
        conversation.privately(new Command.Subscribe("trade", Command.Target.HERE));
        FileRequest.CardFile card = card(conversation.privately(new LookupCommand.Card("", "")));
        assertThat(card.digest()).isEqualTo(2);
    }

    @Test
    void inAGroupItIsForAllInTheChatsLanguage() {
        conversation.asManager(new Command.Subscribe("trade", Command.Target.HERE));
        conversation.as(Platform.TELEGRAM, "zh");
        assertThat(card(conversation.asMember(new LookupCommand.Card("", "")))
                        .reader()
                        .language())
                .isEqualTo("en");
        assertThat(card(conversation.privately(new LookupCommand.Card("", "")))
                        .reader()
                        .language())
                .isEqualTo("zh");
    }

    @Test
    void whatIsNotThereIsExplainedWithAWayOn() {
        Reply day = conversation.privately(new LookupCommand.Card("us-china", "2026-01-01"));
        assertThat(told(day)).startsWith("Whisper: ");
        assertThat(buttons(day))
                .contains(button("Thu 5 February 2026", new Press.Show(1, new DigestView.Overview(), 0)));
        assertThat(told(conversation.privately(new LookupCommand.Card("weather", "2026-02-05"))))
                .startsWith("Whisper: ");
        assertThat(told(conversation.privately(new LookupCommand.Card("us-china", "soonish"))))
                .startsWith("Whisper: ");
    }
}
