package digestbot.chat.read;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class DigestCommandsTest {

    private ConversationFixture conversation;

    @Test
    void todayShowsTheOnlySubscribedTopicAndOffersTheOthers() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.privately(new Command.Today(""));
    }

    @Test
    void todayListsSeveralTopics() throws Exception {
        conversation.privately(new Command.Today(""));
        conversation.press(new Press.ShowToday());
        conversation.press(new Press.SubscribeTopic(1));
        conversation.press(new Press.SubscribeTopic(2));
        conversation.arrive("third", "Another", "2026-02-06", "us: United States");
        // Of the subscribed ones.
        conversation.privately(new Command.Today(""));
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new Command.Today(""));
        conversation.arrive("trade", "World Trade", "2026-02-07", "us: United States");
        conversation.privately(new Command.Today(""));
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        conversation.press(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.pressAsManager(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.privately(
                new Command.Start(new Press.ShowSeparately(3, new DigestView.OnePerspective(1)).payload()));
        conversation.press(new Press.ShowSeparately(99, new DigestView.Overview()));
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
        conversation.privately(new Command.Today("  "));
    }

    @Test
    void todayShowsTheTopicThatIsAskedForAlone() {
        for (String typed : List.of("trade", "TRADE", "world trade")) {
            conversation.privately(new Command.Today(typed));
        }
    }

    @Test
    void todayOffersTheNearestTopicForOneThatDoesNotExist() {
        conversation.privately(new Command.Today("trode"));
    }

    @Test
    void aDigestThatIsLateSaysHowOldItIs() {
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new Command.Today("us-china"));
        conversation.pass(Duration.ofDays(2));
        conversation.privately(new Command.Today("us-china"));
    }

    @Test
    void showsAPerspectiveByIdNameOrShortName() {
        for (String typed : List.of("china", "CHINA", "China", "prc", " PRC ")) {
            conversation.privately(new Command.ShowPerspective(typed, "us-china", ""));
        }
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
        conversation.privately(new Command.Today("us-china"));
        conversation.privately(new Command.ShowPerspective("prc", "us-china", ""));
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        conversation.privately(new Command.ShowPerspective("European Union", "", ""));
        conversation.press(new Press.SubscribeTopic(2));
        conversation.privately(new Command.ShowPerspective("china", "", ""));
        conversation.privately(new Command.ShowPerspective("us", "", ""));
    }

    @Test
    void belowAPerspectiveThereIsTheSamePerspectiveOfTheOtherTopicsThatHaveIt() {
        conversation.privately(new Command.ShowPerspective("us", "", ""));
        // Of the same day.
        conversation.privately(new Command.ShowPerspective("us", "", "yesterday"));
        // World Trade has no such side.
        conversation.privately(new Command.ShowPerspective("china", "", ""));
        // One topic alone is meant.
        conversation.privately(new Command.ShowPerspective("us", "us-china", ""));
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        conversation.press(new Press.SubscribeTopic(2));
        conversation.privately(new Command.ShowPerspective("mars", "", "2026-02-05"));
    }

    @Test
    void showsAPerspectiveOfAnotherDay() {
        conversation.privately(new Command.ShowPerspective("us", "us-china", " 2026-02-05 "));
    }

    @Test
    void asksWhichPerspectiveWhereNoneIsNamed() {
        for (String typed : List.of("", " ")) {
            conversation.privately(new Command.ShowPerspective(typed, "us-china", ""));
        }
    }

    @Test
    void asksWhichPerspectiveOfEveryTopicWhereNeitherIsNamed() {
        conversation.privately(new Command.ShowPerspective("", "", ""));
    }

    @Test
    void listsThePerspectivesForOneThatDoesNotExist() {
        conversation.privately(new Command.ShowPerspective("mars", "trade", ""));
    }

    @Test
    void takesADateAsItIsSpokenAndRefusesWhatIsNone() {
        for (String typed :
                List.of("2026-02-05", "yesterday", "5 feb", "thursday", "soonish", "2026-02-30", "5/2/2026")) {
            conversation.privately(new Command.ShowPerspective("us", "us-china", typed));
        }
    }

    @Test
    void aDateInTheSameLineIsTakenOffTheTopic() {
        for (String typed : List.of(
                "us-china yesterday",
                "us-china 5 feb",
                "US vs China 2026-02-05",
                "US vs China february 5th, 2026",
                "el 5 de febrero us-china",
                "2月5日 us-china",
                "thursday",
                "5 feb")) {
            conversation.privately(new Command.ShowPerspective("china", typed, ""));
        }
    }

    @Test
    void whatIsNeitherATopicNorADateIsSaidToBeSo() {
        conversation.privately(new Command.ShowPerspective("us", "us-chna yesterday", ""));
        conversation.privately(new Command.ShowPerspective("us", "us-china soonish", ""));
        conversation.privately(new Command.ShowPerspective("us", "nowhere at all", ""));
    }

    @Test
    void saysThatADayHasNoDigest() {
        conversation.privately(new Command.ShowPerspective("us", "trade", "2026-02-05"));
        conversation.privately(new Command.ShowPerspective("us", "trade tomorrow", ""));
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAlone() {
        conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.press(new Press.Show(3, new DigestView.Sources(), 2));
    }

    @Test
    void aPressInAGroupIsAnsweredAsideWithALinkThatStartUnderstands() {
        conversation.asMember(new Command.Pressed(Optional.of(new Press.Show(3, new DigestView.OnePerspective(1), 0))));
        conversation.privately(new Command.Start(new Press.Show(3, new DigestView.OnePerspective(1), 0).payload()));
    }

    @Test
    void aPressOfADigestThatIsGoneSaysSo() {
        conversation.press(new Press.Show(99, new DigestView.Overview(), 0));
        conversation.privately(new Command.Start(new Press.Show(99, new DigestView.Overview(), 0).payload()));
    }

    @Test
    void aPressOfAPerspectiveThatTheDigestDoesNotHaveShowsTheOverview() {
        conversation.press(new Press.Show(3, new DigestView.OnePerspective(9), 0));
    }

    @Test
    void aPressOfAnUnknownVersionGetsAFreshView() {
        conversation.privately(new Command.Pressed(Optional.empty()));
    }
}
