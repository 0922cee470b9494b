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

    private ConversationFixture chat;

    private List<String> followed() {
        long own = chat.subscriber(PRIVATE).number();
        return chat.database.read(tx -> new WordStore().of(tx, own, WordKind.FOLLOW)).stream()
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
        assertThat(told(chat.privately(new WordAction.Follow(typed)))).contains(said);
        assertThat(followed()).containsExactly(followed.split("; "));
    }

    @Test
    void aWordIsRemovedByItsButton() {
        for (WordKind kind : List.of(WordKind.FOLLOW, WordKind.MUTE)) {
            Reply list = chat.privately(command(kind, kind + "ed, steel"));
            chat.assertPress(pressOf(list, "✕ steel"), "Removed: steel");
            chat.assertPress(pressOf(list, "✕ steel"), "This word is no longer in the list.");
            chat.assertAnswers(command(kind, ""), "[✕ " + kind + "ed]");
            chat.assertSaysNot("steel");
        }
    }

    @Test
    void theListHasPagesAndALimitForEachKind() {
        for (WordKind kind : List.of(WordKind.FOLLOW, WordKind.MUTE)) {
            String fifty =
                    IntStream.rangeClosed(1, 50).mapToObj(i -> kind.id() + i).collect(Collectors.joining(", "));
            Reply first = chat.privately(command(kind, fifty));
            chat.assertSays("[✕ " + kind.id() + "20]", "[2/3 ›]");
            chat.assertAnswers(command(kind, "another"), "The list is full: 50 words. Remove one first.");
            chat.press(pressOf(first, "2/3"));
            chat.assertSays("[✕ " + kind.id() + "21]", "[✕ " + kind.id() + "40]", "[‹ 1/3]", "[3/3 ›]");
        }
    }

    @Test
    void noWordIsFollowedAndMutedAtOnce() {
        chat.privately(new WordAction.Follow("festival"));
        chat.privately(new WordAction.Mute("oil, festivals"));
        chat.assertSays(
                "Now muting: oil\nYou follow “festival” here. Remove it from the followed words to mute “festivals”.");
        chat.privately(new WordAction.Follow("Oil"));
        chat.assertSays("You mute “oil” here. Remove it from the muted words to follow “Oil”.", "[✕ festival]");
        assertThat(followed()).containsExactly("festival");
    }

    @Test
    void aWordCanBeMutedForThirtyDays() {
        chat.privately(new WordAction.Mute("steel"));
        Reply added = chat.privately(new WordAction.Mute("tariffs, steel, ports"));
        chat.assertSays("Now muting: tariffs, ports\nAlready in the list: steel");
        chat.assertPress(pressOf(added, "Only for 30 days"), "Muted until 8 Mar: tariffs, ports");
        chat.privately(new WordAction.Mute(""));
        chat.assertSays("[✕ steel]", "[✕ tariffs · until 8 Mar]", "[✕ ports · until 8 Mar]");
    }

    @Test
    void inAGroupOnlyItsAdminsChangeWords() {
        assertThat(chat.needsManager(Invocation.typed(new WordAction.Follow("tariffs"))))
                .isTrue();
        chat.asMember(new WordAction.Follow("tariffs"));
        chat.assertSays("Only admins of this chat can change that.");
        chat.asManager(new WordAction.Mute("tariffs"));
        chat.assertSays("Now muting: tariffs");
        chat.asManager(new WordAction.Mute(""));
        chat.assertSays("[✕ tariffs]");
    }

    @Test
    void mutedPointsAreLeftOutOfAnswersInThatChatAlone() {
        chat.privately(new WordAction.Mute("trade"));
        chat.press(new ReadAction.Show(2, new DigestView.OnePerspective(0), 0));
        chat.assertSays("World Trade · 1 point muted\nUnited States\n1 point muted\n·\nFri 6 Feb · 1 point muted");
        chat.privately(new ReadAction.ShowToday("trade"));
        chat.assertSays("World Trade · 1 point muted", "European Union\n1 point muted", "3 points muted");
        chat.asMember(new ReadAction.ShowToday("trade"));
        chat.assertSays("World Trade · What trade is about", "As European Union tells trade");
    }

    @Test
    void theListsLeadToEachOther() {
        chat.privately(new WordAction.Follow(""));
        chat.assertSays(
                "Compose Followed words / Words, separated by commas: Followed words",
                "To follow words, add them after the command");
        chat.tap("Muted words");
        chat.assertSays("Muted words\nTo mute words, add them after the command");
        chat.tap("Followed words");
        chat.assertSays("Replace, page 0: Followed words");
    }
}
