package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.pressOf;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.audience.WordStore.ListedWord;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.WordAction;
import digestbot.digest.DigestView;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
@InConversation
class WordCommandsTest {

    private ConversationFixture conversation;

    private List<String> followed() {
        long own = conversation.subscriber(PRIVATE).number();
        return conversation.database.read(tx -> new WordStore().of(tx, own, WordKind.FOLLOW)).stream()
                .map(ListedWord::typed)
                .toList();
    }

    private static Action command(WordKind kind, String words) {
        return switch (kind) {
            case FOLLOW -> new WordAction.Follow(words);
            case MUTE -> new WordAction.Mute(words);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tariffs                        | tariffs               | Now following: tariffs
            tariffs, rare earths           | tariffs; rare earths  | Now following: tariffs, rare earths
            关税，稀土、芯片               | 关税; 稀土; 芯片      | Now following: 关税, 稀土, 芯片
            “rare earths”                  | rare earths           | Now following: rare earths
            Tariffs, TARIFFS               | Tariffs               | Already in the list: TARIFFS
            油                             | 油                    | Now following: 油
            EU                             | EU                    | Now following: EU
            tariffs, x                     | tariffs               | “x” is too short. A word needs at least two letters.
            tariffs, !?                    | tariffs               | “!?” is too short. A word needs at least two letters.
            steel, aaaaaaaaaabbbbbbbbbbccccccccccddddddddddé | steel | is too long. The limit is 40 letters.
            steel, 一二三四五六七八九十一二三 | steel               | is too long. The limit is 12 letters.
            steel, a1 b2 c3 d4 e5 f6 g7 h8 i9 j1 k2 l3 m4   | steel | is too long. The limit is 12 words.
            """)
    void wordsAreSeparatedByCommas(String typed, String followed, String said) {
        assertThat(told(conversation.privately(new WordAction.Follow(typed)))).contains(said);
        assertThat(followed()).containsExactly(followed.split("; "));
    }

    @Test
    void aWordIsRemovedByItsButton() {
        for (WordKind kind : List.of(WordKind.FOLLOW, WordKind.MUTE)) {
            Reply list = conversation.privately(command(kind, kind + "ed, steel"));
            conversation.press(pressOf(list, "✕ steel"));
            conversation.assertSays("Removed: steel");
            conversation.press(pressOf(list, "✕ steel"));
            conversation.assertSays("This word is no longer in the list.");
            conversation.privately(command(kind, ""));
            conversation.assertSays("[✕ " + kind + "ed]");
            conversation.assertSaysNot("steel");
        }
    }

    @Test
    void theListHasPagesAndALimitForEachKind() {
        for (WordKind kind : List.of(WordKind.FOLLOW, WordKind.MUTE)) {
            String fifty =
                    IntStream.rangeClosed(1, 50).mapToObj(i -> kind.id() + i).collect(Collectors.joining(", "));
            Reply first = conversation.privately(command(kind, fifty));
            conversation.assertSays("[✕ " + kind.id() + "20]", "[2/3 ›]");
            conversation.privately(command(kind, "another"));
            conversation.assertSays("The list is full: 50 words. Remove one first.");
            conversation.press(pressOf(first, "2/3"));
            conversation.assertSays("[✕ " + kind.id() + "21]", "[✕ " + kind.id() + "40]", "[‹ 1/3]", "[3/3 ›]");
        }
    }

    @Test
    void noWordIsFollowedAndMutedAtOnce() {
        conversation.privately(new WordAction.Follow("festival"));
        conversation.privately(new WordAction.Mute("oil, festivals"));
        conversation.assertSays(
                "Now muting: oil\nYou follow “festival” here. Remove it from the followed words to mute “festivals”.");
        conversation.privately(new WordAction.Follow("Oil"));
        conversation.assertSays("You mute “oil” here. Remove it from the muted words to follow “Oil”.", "[✕ festival]");
        assertThat(followed()).containsExactly("festival");
    }

    @Test
    void aWordCanBeMutedForThirtyDays() {
        conversation.privately(new WordAction.Mute("steel"));
        Reply added = conversation.privately(new WordAction.Mute("tariffs, steel, ports"));
        conversation.assertSays("Now muting: tariffs, ports\nAlready in the list: steel");
        conversation.press(pressOf(added, "Only for 30 days"));
        conversation.assertSays("Muted until 8 Mar: tariffs, ports");
        conversation.privately(new WordAction.Mute(""));
        conversation.assertSays("[✕ steel]", "[✕ tariffs · until 8 Mar]", "[✕ ports · until 8 Mar]");
    }

    @Test
    void inAGroupOnlyItsAdminsChangeWords() {
        assertThat(conversation.needsManager(Invocation.typed(new WordAction.Follow("tariffs"))))
                .isTrue();
        conversation.asMember(new WordAction.Follow("tariffs"));
        conversation.assertSays("Only admins of this chat can change that.");
        conversation.asManager(new WordAction.Mute("tariffs"));
        conversation.assertSays("Now muting: tariffs");
        conversation.asManager(new WordAction.Mute(""));
        conversation.assertSays("[✕ tariffs]");
    }

    @Test
    void mutedPointsAreLeftOutOfAnswersInThatChatAlone() {
        conversation.privately(new WordAction.Mute("trade"));
        conversation.press(new ReadAction.Show(2, new DigestView.OnePerspective(0), 0));
        conversation.assertSays(
                "World Trade · 1 point muted\nUnited States\n1 point muted\n·\nFri 6 February 2026 · 1 point muted");
        conversation.privately(new ReadAction.ShowToday("trade"));
        conversation.assertSays("World Trade · 1 point muted", "European Union\n1 point muted", "3 points muted");
        conversation.asMember(new ReadAction.ShowToday("trade"));
        conversation.assertSays("World Trade · What trade is about", "As European Union tells trade");
    }

    @Test
    void theListsLeadToEachOther() {
        conversation.privately(new WordAction.Follow(""));
        conversation.assertSays(
                "Compose Followed words / Words, separated by commas: Followed words",
                "To follow words, add them after the command");
        conversation.tap("Muted words");
        conversation.assertSays("Muted words\nTo mute words, add them after the command");
        conversation.tap("Followed words");
        conversation.assertSays("Replace, page 0: Followed words");
    }
}
