package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCommandsTest {

    private static final String CHINA = """
            US vs China · Fri 6 February 2026

            China
            As China tells us-china""";

    @TempDir
    Path folder;

    private ConversationFixture talk;

    @BeforeEach
    void open() throws Exception {
        talk = ConversationFixture.ofTwoTopics(folder);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void todayShowsTheFirstTopicByNameToWhoHasSubscribedToNone() {
        Reply reply = talk.privately(new Command.Today(""));
        assertThat(told(reply))
                .startsWith("Say: US vs China · Fri 6 February 2026\nWhat us-china is about on 2026-02-06");
        assertThat(buttons(reply))
                .containsExactly(
                        "Overview 1:v:3:o",
                        "🔵 United States 1:v:3:s0",
                        "🔴 PRC 1:v:3:s1",
                        "⇄ Side by side 1:v:3:b",
                        "Sources 1 1:v:3:r",
                        "Report a mistake 1:m:3:o",
                        "World Trade 1:v:2:o");
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        assertThat(told(talk.press("1:o:3:s1"))).isEqualTo("Say: " + CHINA);
        assertThat(told(talk.pressAsManager("1:o:3:s1"))).isEqualTo("Aside 1-v-3-s1, page 0: " + CHINA);
        assertThat(told(talk.privately(new Command.Start("1-o-3-s1")))).isEqualTo("Say: " + CHINA);
        assertThat(told(talk.press("1:o:99:o"))).startsWith("Toast: ");
    }

    @Test
    void todayShowsTheSubscribedTopicFirst() {
        talk.press("1:s:2");
        Reply reply = talk.privately(new Command.Today("  "));
        assertThat(told(reply)).startsWith("Say: World Trade · Fri 6 February 2026");
        assertThat(buttons(reply)).endsWith("US vs China 1:v:3:o");
        assertThat(told(talk.asManager(new Command.Today("")))).startsWith("Say: US vs China");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade", "TRADE", "world trade"})
    void todayShowsTheTopicThatIsAskedForAlone(String topic) {
        Reply reply = talk.privately(new Command.Today(topic));
        assertThat(told(reply)).startsWith("Say: World Trade · Fri 6 February 2026");
        assertThat(buttons(reply)).endsWith("Sources 1 1:v:2:r", "Report a mistake 1:m:2:o");
    }

    @Test
    void todayOffersTheNearestTopicForOneThatDoesNotExist() {
        assertThat(told(talk.privately(new Command.Today("trode"))))
                .isEqualTo("Whisper: No topic called “trode”. Did you mean World Trade?");
    }

    @Test
    void todaySaysThatThereIsNothingYet() throws Exception {
        try (ConversationFixture none = new ConversationFixture(folder.resolve("none"))) {
            assertThat(told(none.privately(new Command.Today(""))))
                    .isEqualTo("Whisper: No topics yet. They'll appear here once the first digest is published.");
        }
    }

    @Test
    void aDigestThatIsLateSaysHowOldItIs() {
        talk.pass(Duration.ofDays(1));
        assertThat(told(talk.privately(new Command.Today(""))))
                .startsWith("Say: US vs China · Fri 6 February 2026 (yesterday)\n");
        talk.pass(Duration.ofDays(2));
        assertThat(told(talk.privately(new Command.Today(""))))
                .startsWith("Say: US vs China · Fri 6 February 2026 (3 days ago)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"china", "CHINA", "China", "prc", " PRC "})
    void showsAPerspectiveByIdNameOrShortName(String perspective) {
        assertThat(told(talk.privately(new Command.Perspective(perspective, "us-china", ""))))
                .isEqualTo("Say: " + CHINA);
    }

    @Test
    void aDigestInAnotherLanguageNamesItsPerspectivesInThatYetTheShortNameFindsThem() throws Exception {
        talk.arriveText("zh.md", """
                ---
                date: 2026-02-06
                topic: us-china
                topicName: 美国与中国
                language: zh-CN
                perspectives:
                  - {id: us, name: 美国}
                  - {id: china, name: 中国}
                ---
                ## 要点

                - 一句话

                ## 美国

                - 另一句话

                ## 中国

                - 第三句话
                """);
        talk.as(Platform.TELEGRAM, "zh-CN");
        assertThat(buttons(talk.privately(new Command.Today("us-china")))).contains("🔵 美国 1:v:4:s0", "🔴 中国 1:v:4:s1");
        assertThat(told(talk.privately(new Command.Perspective("prc", "us-china", ""))))
                .contains("第三句话");
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        assertThat(told(talk.privately(new Command.Perspective("European Union", "", ""))))
                .startsWith("Say: World Trade · Fri 6 February 2026");
        talk.press("1:s:2");
        assertThat(told(talk.privately(new Command.Perspective("china", "", ""))))
                .isEqualTo("Say: " + CHINA);
        assertThat(told(talk.privately(new Command.Perspective("us", "", "")))).startsWith("Say: World Trade");
    }

    @Test
    void belowAPerspectiveThereIsTheSamePerspectiveOfTheOtherTopicsThatHaveIt() {
        assertThat(buttons(talk.privately(new Command.Perspective("us", "", ""))))
                .endsWith("World Trade 1:v:2:s0");
        assertThat(buttons(talk.privately(new Command.Perspective("us", "", "yesterday"))))
                .as("of the same day")
                .endsWith("Report a mistake 1:m:1:s0");
        assertThat(buttons(talk.privately(new Command.Perspective("china", "", ""))))
                .as("World Trade has no such side")
                .endsWith("Report a mistake 1:m:3:s1");
        assertThat(buttons(talk.privately(new Command.Perspective("us", "us-china", ""))))
                .as("one topic alone is meant")
                .endsWith("Report a mistake 1:m:3:s0");
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        talk.press("1:s:2");
        assertThat(told(talk.privately(new Command.Perspective("mars", "", "2026-02-05"))))
                .startsWith("Whisper: US vs China has no perspective “mars”.");
    }

    @Test
    void showsAPerspectiveOfAnotherDay() {
        assertThat(told(talk.privately(new Command.Perspective("us", "us-china", " 2026-02-05 "))))
                .startsWith("Say: US vs China · Thu 5 February 2026 (yesterday)\n")
                .endsWith("As United States tells us-china");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void asksWhichPerspectiveWhereNoneIsNamed(String perspective) {
        Reply reply = talk.privately(new Command.Perspective(perspective, "us-china", ""));
        assertThat(told(reply)).isEqualTo("Whisper: Which perspective on US vs China?");
        assertThat(buttons(reply)).containsExactly("United States 1:v:3:s0", "China 1:v:3:s1");
    }

    @Test
    void listsThePerspectivesForOneThatDoesNotExist() {
        Reply reply = talk.privately(new Command.Perspective("mars", "trade", ""));
        assertThat(told(reply))
                .isEqualTo("Whisper: World Trade has no perspective “mars”. Available: United States, European Union.");
        assertThat(buttons(reply)).containsExactly("United States 1:v:2:s0", "European Union 1:v:2:s1");
    }

    @ParameterizedTest
    @CsvSource({
        "soonish, I couldn't read “soonish” as a date.",
        "2026-02-30, I couldn't read “2026-02-30” as a date.",
        "5/2/2026, “5/2/2026” could be Thu 5 February 2026 or Sat 2 May 2026"
    })
    void refusesWhatIsNoDate(String date, String why) {
        assertThat(told(talk.privately(new Command.Perspective("us", "us-china", date))))
                .startsWith("Whisper: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-05", "yesterday", "5 feb", "thursday"})
    void takesADateAsItIsSpoken(String date) {
        assertThat(told(talk.privately(new Command.Perspective("us", "us-china", date))))
                .startsWith("Say: US vs China · Thu 5 February 2026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-china yesterday",
                "us-china 5 feb",
                "US vs China 2026-02-05",
                "US vs China february 5th, 2026",
                "el 5 de febrero us-china",
                "2月5日 us-china",
                "thursday",
                "5 feb"
            })
    void aDateInTheSameLineIsTakenOffTheTopic(String line) {
        assertThat(told(talk.privately(new Command.Perspective("china", line, ""))))
                .startsWith("Say: US vs China · Thu 5 February 2026 (yesterday)");
    }

    @Test
    void whatIsNeitherATopicNorADateIsSaidToBeSo() {
        assertThat(told(talk.privately(new Command.Perspective("us", "us-chna yesterday", ""))))
                .isEqualTo("Whisper: No topic called “us-chna”. Did you mean US vs China?");
        assertThat(told(talk.privately(new Command.Perspective("us", "us-china soonish", ""))))
                .startsWith("Whisper: I couldn't read “soonish” as a date");
        assertThat(told(talk.privately(new Command.Perspective("us", "nowhere at all", ""))))
                .isEqualTo("Whisper: No topic called “nowhere at all”.");
    }

    @Test
    void saysThatADayHasNoDigest() {
        assertThat(told(talk.privately(new Command.Perspective("us", "trade", "2026-02-05"))))
                .isEqualTo("Whisper: No World Trade digest for Thu 5 February 2026.");
        assertThat(told(talk.privately(new Command.Perspective("us", "trade tomorrow", ""))))
                .isEqualTo("Whisper: Sat 7 February 2026 is in the future.");
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAlone() {
        assertThat(told(talk.press("1:v:3:s1"))).isEqualTo("Replace, page 0: " + CHINA);
        assertThat(told(talk.press("1:v:3:r:2"))).startsWith("Replace, page 2: US vs China");
    }

    @Test
    void aPressInAGroupIsAnsweredAsideWithALinkThatStartUnderstands() {
        Reply aside = talk.asMember(new Command.Pressed(Press.decode("1:v:3:s1")));
        assertThat(told(aside)).isEqualTo("Aside 1-v-3-s1, page 0: " + CHINA);
        assertThat(told(talk.privately(new Command.Start("1-v-3-s1")))).isEqualTo("Say: " + CHINA);
    }

    @Test
    void aPressOfADigestThatIsGoneSaysSo() {
        assertThat(told(talk.press("1:v:99:o"))).isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(talk.privately(new Command.Start("1-v-99-o"))))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    @Test
    void aPressOfAPerspectiveThatTheDigestDoesNotHaveShowsTheOverview() {
        assertThat(told(talk.press("1:v:3:s9")))
                .startsWith("Replace, page 0: US vs China")
                .contains("What us-china");
    }

    @Test
    void aPressOfAnUnknownVersionGetsAFreshView() {
        assertThat(told(talk.privately(new Command.Pressed(Optional.empty()))))
                .startsWith("Say: US vs China · Fri 6 February 2026\nWhat us-china");
    }
}
