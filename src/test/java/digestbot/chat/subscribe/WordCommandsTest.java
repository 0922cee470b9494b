package digestbot.chat.subscribe;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ListedWord;
import digestbot.audience.Platform;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.button.Press;
import digestbot.button.WordPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("database")
@InConversation
class WordCommandsTest {

    private ConversationFixture conversation;

    private List<String> words(WordKind kind) {
        long own = conversation.subscriber(PRIVATE).number();
        return conversation.database.read(tx -> new WordStore().of(tx, own, kind)).stream()
                .map(ListedWord::typed)
                .toList();
    }

    private static Command command(WordKind kind, String words) {
        return switch (kind) {
            case FOLLOW -> new Command.Follow(words);
            case MUTE -> new Command.Mute(words);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tariffs                        | tariffs               | Followed from now on: tariffs
            tariffs, rare earths           | tariffs; rare earths  | Followed from now on: tariffs, rare earths
            关税，稀土、芯片               | 关税; 稀土; 芯片      | Followed from now on: 关税, 稀土, 芯片
            “rare earths”                  | rare earths           | Followed from now on: rare earths
            Tariffs, TARIFFS               | Tariffs               | Already in the list: TARIFFS
            油                             | 油                    | Followed from now on: 油
            EU                             | EU                    | Followed from now on: EU
            tariffs, x                     | tariffs               | “x” is too short. A word needs at least two letters.
            tariffs, !?                    | tariffs               | “!?” is too short. A word needs at least two letters.
            steel, aaaaaaaaaabbbbbbbbbbccccccccccddddddddddé | steel | is too long. The limit is 40 letters.
            steel, 一二三四五六七八九十一二三 | steel               | is too long. The limit is 12 letters.
            """)
    void wordsAreSeparatedByCommas(String typed, String followed, String said) {
        assertThat(told(conversation.privately(new Command.Follow(typed)))).contains(said);
        assertThat(words(WordKind.FOLLOW)).containsExactly(followed.split("; "));
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void aWordIsRemovedByItsButton(WordKind kind) {
        Reply list = conversation.privately(command(kind, "tariffs, steel"));
        assertThat(told(conversation.press(pressOf(list, "✕ tariffs")))).contains("Removed: tariffs");
        assertThat(words(kind)).containsExactly("steel");
        assertThat(told(conversation.press(pressOf(list, "✕ tariffs")))).contains("no longer in the list");
        assertThat(buttons(conversation.privately(command(kind, "")))).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void theListHasPagesAndALimitForEachKind(WordKind kind) {
        String fifty = IntStream.rangeClosed(1, 50).mapToObj(i -> "word" + i).collect(Collectors.joining(", "));
        Reply first = conversation.privately(command(kind, fifty));
        assertThat(told(conversation.privately(command(kind, "another"))))
                .contains("The list is full: 50 words. Remove one first.");
        assertThat(words(kind)).hasSize(50);
        Reply second = conversation.press(pressOf(first, "2/3"));
        assertThat(pressOf(second, "✕ word21")).isInstanceOf(WordPress.RemoveWord.class);
        WordKind other = kind == WordKind.FOLLOW ? WordKind.MUTE : WordKind.FOLLOW;
        conversation.privately(command(other, "another"));
        assertThat(words(other)).containsExactly("another");
    }

    @Test
    void inAGroupOnlyItsAdminsChangeWords() {
        assertThat(conversation.needsManager(new Command.Follow("tariffs"))).isTrue();
        assertThat(told(conversation.asMember(new Command.Follow("tariffs")))).contains("Only admins of this chat");
        assertThat(told(conversation.asManager(new Command.Mute("tariffs")))).contains("Muted from now on: tariffs");
        long group = conversation.subscriber(GROUP).number();
        List<ListedWord> muted = conversation.database.read(tx -> new WordStore().of(tx, group, WordKind.MUTE));
        assertThat(muted).extracting(ListedWord::typed).containsExactly("tariffs");
    }

    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"TELEGRAM", "DISCORD"})
    void aSearchOffersToFollowItsWords(Platform platform) {
        conversation.as(platform, "en");
        Reply found = conversation.privately(new LookupCommand.Search("trade about", Command.SearchFilters.NONE));
        Press follow = pressOf(found, "Follow “trade”");
        assertThat(told(conversation.press(follow))).isEqualTo("Toast: Followed from now on: trade");
        assertThat(told(conversation.press(follow))).isEqualTo("Toast: Already in the list: trade");
        Reply again = conversation.privately(new LookupCommand.Search("trade about", Command.SearchFilters.NONE));
        assertThat(buttons(again)).noneMatch(button -> button.contains("“trade”"));
        assertThat(buttons(again)).anyMatch(button -> button.contains("Follow “about”"));
    }

    @Test
    void inAGroupOnlyAdminsAreOfferedToFollow() {
        var search = new LookupCommand.Search("trade", Command.SearchFilters.NONE);
        assertThat(buttons(conversation.asMember(search))).noneMatch(button -> button.contains("Follow"));
        assertThat(buttons(conversation.asManager(search))).anyMatch(button -> button.contains("Follow “trade”"));
    }

    @Test
    void mutedPointsAreLeftOutOfAnswersInThatChatAlone() {
        conversation.privately(new Command.Mute("trade"));
        Press view = new Press.Show(2, new DigestView.OnePerspective(0), 0);
        assertThat(told(conversation.press(view))).contains("1 point muted").doesNotContain("As United States tells");
        assertThat(told(conversation.privately(new Command.Today("trade"))))
                .contains("1 point muted")
                .doesNotContain("As European Union tells");
        assertThat(told(conversation.asMember(new Command.Today("trade"))))
                .contains("As United States tells")
                .doesNotContain("muted");
    }

    @Test
    void whyNamesTheWords() {
        conversation.privately(new Command.Follow("tariffs, 关税"));
        assertThat(told(conversation.privately(new LookupCommand.Why())))
                .contains("Followed words", "You follow: tariffs, 关税 · delivery: immediately");
    }

    @Test
    void theListsLeadToEachOther() {
        Reply followed = conversation.privately(new Command.Follow(""));
        Reply muted = conversation.press(pressOf(followed, "Muted words"));
        assertThat(told(muted)).contains("To mute words, add them after the command: /mute");
        assertThat(told(conversation.press(pressOf(muted, "Followed words"))))
                .contains("To follow words, add them after the command: /follow");
    }
}
