package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.DigestView;
import digestbot.vote.Vote;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InConversation
class DigestCommandsTest {

    private static final String CHINA = """
            US vs China · Fri 6 February 2026

            China
            As China tells us-china""";

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @Test
    void todayShowsTheOnlySubscribedTopicAndOffersTheOthers() {
        conversation.press(new Press.SubscribeTopic(1));
        Reply reply = conversation.privately(new Command.Today(""));
        assertThat(told(reply))
                .startsWith("Say: US vs China · Fri 6 February 2026\nWhat us-china is about on 2026-02-06");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Overview", new Press.Show(3, new DigestView.Overview(), 0)),
                        button("🔵 United States", new Press.Show(3, new DigestView.OnePerspective(0), 0)),
                        button("🔴 PRC", new Press.Show(3, new DigestView.OnePerspective(1), 0)),
                        button("⇄ Side by side", new Press.Show(3, new DigestView.SideBySide(), 0)),
                        button("Sources 1", new Press.Show(3, new DigestView.Sources(), 0)),
                        button("👍 Balanced", new Press.VoteOnDigest(3, Vote.BALANCED)),
                        button("👎 One-sided", new Press.VoteOnDigest(3, Vote.ONE_SIDED)),
                        "Share… by us-china 2026-02-06",
                        "Copy link to " + new Press.Show(3, new DigestView.Overview(), 0),
                        button("Report a mistake", new Press.ReportMistake(3, new DigestView.Overview())),
                        button("Topic: World Trade", new Press.Show(2, new DigestView.Overview(), 0)),
                        button("Latest digests", new LookupPress.ShowLatest(0)));
    }

    @Test
    void todayListsSeveralTopics() throws Exception {
        String both = """
                2 digests today
                • US vs China · Fri 6 February 2026
                What us-china is about on 2026-02-06
                • World Trade · Fri 6 February 2026
                What trade is about on 2026-02-06""";
        Reply reply = conversation.privately(new Command.Today(""));
        assertThat(told(reply)).as("without a subscription, of all topics").isEqualTo("Say: " + both);
        assertThat(buttons(reply))
                .containsExactly(
                        button("US vs China · 6 Feb", new Press.ShowSeparately(3, new DigestView.Overview())),
                        button("World Trade · 6 Feb", new Press.ShowSeparately(2, new DigestView.Overview())));
        assertThat(told(conversation.press(new Press.ShowToday()))).isEqualTo("Replace, page 0: " + both);
        conversation.press(new Press.SubscribeTopic(1));
        conversation.press(new Press.SubscribeTopic(2));
        conversation.arrive("third", "Another", "2026-02-06", "us: United States");
        assertThat(told(conversation.privately(new Command.Today(""))))
                .as("of the subscribed ones")
                .isEqualTo("Say: " + both);
        conversation.pass(Duration.ofDays(1));
        assertThat(told(conversation.privately(new Command.Today("")))).startsWith("Say: Latest digests\n");
        conversation.arrive("trade", "World Trade", "2026-02-07", "us: United States");
        assertThat(told(conversation.privately(new Command.Today("")))).startsWith("Say: 1 digest today\n");
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        assertThat(told(conversation.press(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)))))
                .isEqualTo("Say: " + CHINA);
        assertThat(told(conversation.pressAsManager(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)))))
                .isEqualTo("Aside ShowSeparately[digest=3, view=OnePerspective[ordinal=1]], page 0: " + CHINA);
        assertThat(told(conversation.privately(
                        new Command.Start(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)).payload()))))
                .isEqualTo("Say: " + CHINA);
        assertThat(told(conversation.press(new Press.ShowSeparately(99, new DigestView.Overview()))))
                .startsWith("Toast: ");
    }

    @Test
    void whatIsOpenedIsCountedByViewAndButton() {
        for (int i = 0; i < 5; i++) {
            conversation.privately(new Command.Today("us-china"));
            conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0));
            conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 1));
            conversation.press(new Press.ShowSeparately(3, new DigestView.Sources(true)));
            conversation.press(new Press.Show(99, new DigestView.Overview(), 0)); // there is no such digest
        }
        conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0));
        for (int i = 0; i < 4; i++) {
            conversation.press(new Press.Show(3, new DigestView.SideBySide(), 0)); // too few to be shown
        }
        assertThat(views())
                .containsExactlyInAnyOrder(
                        "us-china overview command telegram 5",
                        "us-china perspective:china view telegram 6",
                        "us-china perspective:china page telegram 5",
                        "us-china all-sources open telegram 5");
    }

    private List<String> views() {
        return conversation.database.read(tx -> new ViewCountStore().ofDigest(tx, 3)).stream()
                .map(count -> String.join(
                        " ",
                        count.topic(),
                        count.view().id(),
                        count.trigger().id(),
                        count.platform().id(),
                        Long.toString(count.views())))
                .toList();
    }

    @Test
    void todayShowsTheSubscribedTopicFirst() {
        conversation.press(new Press.SubscribeTopic(2));
        Reply reply = conversation.privately(new Command.Today("  "));
        assertThat(told(reply)).startsWith("Say: World Trade · Fri 6 February 2026");
        assertThat(buttons(reply))
                .endsWith(
                        button("Topic: US vs China", new Press.Show(3, new DigestView.Overview(), 0)),
                        button("Latest digests", new LookupPress.ShowLatest(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade", "TRADE", "world trade"})
    void todayShowsTheTopicThatIsAskedForAlone(String topic) {
        Reply reply = conversation.privately(new Command.Today(topic));
        assertThat(told(reply)).startsWith("Say: World Trade · Fri 6 February 2026");
        assertThat(buttons(reply))
                .endsWith(
                        button("Sources 1", new Press.Show(2, new DigestView.Sources(), 0)),
                        button("👍 Balanced", new Press.VoteOnDigest(2, Vote.BALANCED)),
                        button("👎 One-sided", new Press.VoteOnDigest(2, Vote.ONE_SIDED)),
                        "Share… by trade 2026-02-06",
                        "Copy link to " + new Press.Show(2, new DigestView.Overview(), 0),
                        button("Report a mistake", new Press.ReportMistake(2, new DigestView.Overview())));
    }

    @Test
    void todayOffersTheNearestTopicForOneThatDoesNotExist() {
        Reply reply = conversation.privately(new Command.Today("trode"));
        assertThat(told(reply)).isEqualTo("Whisper: No topic called “trode”. Did you mean World Trade?");
        assertThat(buttons(reply))
                .containsExactly(
                        button("World Trade · 6 Feb", new Press.Show(2, new DigestView.Overview(), 0)),
                        button("Topics", new Press.ShowTopics(0)));
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
        conversation.pass(Duration.ofDays(1));
        assertThat(told(conversation.privately(new Command.Today("us-china"))))
                .startsWith("Say: US vs China · Fri 6 February 2026 (yesterday)\n");
        conversation.pass(Duration.ofDays(2));
        assertThat(told(conversation.privately(new Command.Today("us-china"))))
                .startsWith("Say: US vs China · Fri 6 February 2026 (3 days ago)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"china", "CHINA", "China", "prc", " PRC "})
    void showsAPerspectiveByIdNameOrShortName(String perspective) {
        assertThat(told(conversation.privately(new Command.ShowPerspective(perspective, "us-china", ""))))
                .isEqualTo("Say: " + CHINA);
    }

    @Test
    void aDigestInAnotherLanguageNamesItsPerspectivesInThatYetTheShortNameFindsThem() throws Exception {
        conversation.arriveText("zh.md", """
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
        conversation.as(Platform.TELEGRAM, "zh-CN");
        assertThat(buttons(conversation.privately(new Command.Today("us-china"))))
                .contains(
                        button("🔵 美国", new Press.Show(4, new DigestView.OnePerspective(0), 0)),
                        button("🔴 中国", new Press.Show(4, new DigestView.OnePerspective(1), 0)));
        assertThat(told(conversation.privately(new Command.ShowPerspective("prc", "us-china", ""))))
                .contains("第三句话");
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        assertThat(told(conversation.privately(new Command.ShowPerspective("European Union", "", ""))))
                .startsWith("Say: World Trade · Fri 6 February 2026");
        conversation.press(new Press.SubscribeTopic(2));
        assertThat(told(conversation.privately(new Command.ShowPerspective("china", "", ""))))
                .isEqualTo("Say: " + CHINA);
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "", ""))))
                .startsWith("Say: World Trade");
    }

    @Test
    void belowAPerspectiveThereIsTheSamePerspectiveOfTheOtherTopicsThatHaveIt() {
        assertThat(buttons(conversation.privately(new Command.ShowPerspective("us", "", ""))))
                .endsWith(button("Topic: World Trade", new Press.Show(2, new DigestView.OnePerspective(0), 0)));
        assertThat(buttons(conversation.privately(new Command.ShowPerspective("us", "", "yesterday"))))
                .as("of the same day")
                .endsWith(button("Report a mistake", new Press.ReportMistake(1, new DigestView.OnePerspective(0))));
        assertThat(buttons(conversation.privately(new Command.ShowPerspective("china", "", ""))))
                .as("World Trade has no such side")
                .endsWith(button("Report a mistake", new Press.ReportMistake(3, new DigestView.OnePerspective(1))));
        assertThat(buttons(conversation.privately(new Command.ShowPerspective("us", "us-china", ""))))
                .as("one topic alone is meant")
                .endsWith(button("Report a mistake", new Press.ReportMistake(3, new DigestView.OnePerspective(0))));
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        conversation.press(new Press.SubscribeTopic(2));
        assertThat(told(conversation.privately(new Command.ShowPerspective("mars", "", "2026-02-05"))))
                .isEqualTo("Whisper: No perspective called “mars”. Available:\n• US vs China: United States, China");
    }

    @Test
    void showsAPerspectiveOfAnotherDay() {
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "us-china", " 2026-02-05 "))))
                .startsWith("Say: US vs China · Thu 5 February 2026 (yesterday)\n")
                .endsWith("As United States tells us-china");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void asksWhichPerspectiveWhereNoneIsNamed(String perspective) {
        Reply reply = conversation.privately(new Command.ShowPerspective(perspective, "us-china", ""));
        assertThat(told(reply)).isEqualTo("Whisper: Which perspective?\n• US vs China: United States, China");
        assertThat(buttons(reply))
                .containsExactly(
                        button("United States", new Press.Show(3, new DigestView.OnePerspective(0), 0)),
                        button("China", new Press.Show(3, new DigestView.OnePerspective(1), 0)));
    }

    @Test
    void asksWhichPerspectiveOfEveryTopicWhereNeitherIsNamed() {
        Reply reply = conversation.privately(new Command.ShowPerspective("", "", ""));
        assertThat(told(reply)).isEqualTo("""
                Whisper: Which perspective?
                • US vs China: United States, China
                • World Trade: United States, European Union""");
        assertThat(buttons(reply))
                .containsExactly(
                        button("United States · US vs China", new Press.Show(3, new DigestView.OnePerspective(0), 0)),
                        button("China · US vs China", new Press.Show(3, new DigestView.OnePerspective(1), 0)),
                        button("United States · World Trade", new Press.Show(2, new DigestView.OnePerspective(0), 0)),
                        button("European Union · World Trade", new Press.Show(2, new DigestView.OnePerspective(1), 0)));
    }

    @Test
    void listsThePerspectivesForOneThatDoesNotExist() {
        Reply reply = conversation.privately(new Command.ShowPerspective("mars", "trade", ""));
        assertThat(told(reply))
                .isEqualTo(
                        "Whisper: No perspective called “mars”. Available:\n• World Trade: United States, European Union");
        assertThat(buttons(reply))
                .containsExactly(
                        button("United States", new Press.Show(2, new DigestView.OnePerspective(0), 0)),
                        button("European Union", new Press.Show(2, new DigestView.OnePerspective(1), 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "soonish, I couldn't read “soonish” as a date.",
        "2026-02-30, I couldn't read “2026-02-30” as a date.",
        "5/2/2026, “5/2/2026” could be Thu 5 February 2026 or Sat 2 May 2026"
    })
    void refusesWhatIsNoDate(String date, String why) {
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "us-china", date))))
                .startsWith("Whisper: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-05", "yesterday", "5 feb", "thursday"})
    void takesADateAsItIsSpoken(String date) {
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "us-china", date))))
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
        assertThat(told(conversation.privately(new Command.ShowPerspective("china", line, ""))))
                .startsWith("Say: US vs China · Thu 5 February 2026 (yesterday)");
    }

    @Test
    void whatIsNeitherATopicNorADateIsSaidToBeSo() {
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "us-chna yesterday", ""))))
                .isEqualTo("Whisper: No topic called “us-chna”. Did you mean US vs China?");
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "us-china soonish", ""))))
                .startsWith("Whisper: I couldn't read “soonish” as a date");
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "nowhere at all", ""))))
                .isEqualTo("Whisper: No topic called “nowhere at all”.");
    }

    @Test
    void saysThatADayHasNoDigest() {
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "trade", "2026-02-05"))))
                .isEqualTo("Whisper: No World Trade digest for Thu 5 February 2026.");
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "trade tomorrow", ""))))
                .isEqualTo("Whisper: Sat 7 February 2026 is in the future.");
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAlone() {
        assertThat(told(conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0))))
                .isEqualTo("Replace, page 0: " + CHINA);
        assertThat(told(conversation.press(new Press.Show(3, new DigestView.Sources(), 2))))
                .startsWith("Replace, page 2: US vs China");
    }

    @Test
    void aPressInAGroupIsAnsweredAsideWithALinkThatStartUnderstands() {
        Reply aside = conversation.asMember(
                new Command.Pressed(Optional.of(new Press.Show(3, new DigestView.OnePerspective(1), 0))));
        assertThat(told(aside))
                .isEqualTo("Aside Show[digest=3, view=OnePerspective[ordinal=1], page=0], page 0: " + CHINA);
        assertThat(told(conversation.privately(
                        new Command.Start(new Press.Show(3, new DigestView.OnePerspective(1), 0).payload()))))
                .isEqualTo("Say: " + CHINA);
    }

    @Test
    void aPressOfADigestThatIsGoneSaysSo() {
        assertThat(told(conversation.press(new Press.Show(99, new DigestView.Overview(), 0))))
                .isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(conversation.privately(
                        new Command.Start(new Press.Show(99, new DigestView.Overview(), 0).payload()))))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    @Test
    void aPressOfAPerspectiveThatTheDigestDoesNotHaveShowsTheOverview() {
        assertThat(told(conversation.press(new Press.Show(3, new DigestView.OnePerspective(9), 0))))
                .startsWith("Replace, page 0: US vs China")
                .contains("What us-china");
    }

    @Test
    void aPressOfAnUnknownVersionGetsAFreshView() {
        assertThat(told(conversation.privately(new Command.Pressed(Optional.empty()))))
                .startsWith("Say: 2 digests today\n• US vs China · Fri 6 February 2026\nWhat us-china");
    }
}
