package digestbot.chat;

import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.buttons;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation(golden = true)
class DigestCommandsTest {

    private ConversationFixture conversation;

    @Test
    void todayListsSeveralTopics() throws Exception {
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.press(new ReadAction.ShowToday());
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.arrive("third", "Another", "2026-02-06", "us: United States");
        // Of the subscribed ones.
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.arrive("trade", "World Trade", "2026-02-07", "us: United States");
        conversation.privately(new ReadAction.ShowToday(""));
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        conversation.press(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.pressAsManager(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.privately(
                new ChatAction.Start(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)).payload()));
        conversation.press(new ReadAction.ShowSeparately(99, new DigestView.Overview()));
    }

    @Test
    void whatIsOpenedIsCountedByViewAndButton() {
        for (int i = 0; i < 5; i++) {
            conversation.privately(new ReadAction.ShowToday("us-china"));
            conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
            conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 1));
            conversation.press(new ReadAction.ShowSeparately(3, new DigestView.Sources(true)));
            conversation.press(new ReadAction.Show(99, new DigestView.Overview(), 0)); // there is no such digest
        }
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        for (int i = 0; i < 4; i++) {
            conversation.press(new ReadAction.Show(3, new DigestView.SideBySide(), 0)); // too few to be shown
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
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.privately(new ReadAction.ShowToday("  "));
    }

    @Test
    void todayShowsTheTopicThatIsAskedForAloneOrOffersTheNearest() {
        for (String typed : List.of("trade", "TRADE", "world trade")) {
            conversation.privately(new ReadAction.ShowToday(typed));
        }
        conversation.privately(new ReadAction.ShowToday("trode"));
    }

    @Test
    void aDigestThatIsLateSaysHowOldItIs() {
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.pass(Duration.ofDays(2));
        conversation.privately(new ReadAction.ShowToday("us-china"));
    }

    @Test
    void showsAPerspectiveByIdNameOrShortNameAndOfAnotherDay() {
        for (String typed : List.of("china", "CHINA", "China", "prc", " PRC ")) {
            conversation.privately(new ReadAction.ShowPerspective(typed, "us-china", ""));
        }
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china", " 2026-02-05 "));
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
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.privately(new ReadAction.ShowPerspective("prc", "us-china", ""));
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        conversation.privately(new ReadAction.ShowPerspective("European Union", "", ""));
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.privately(new ReadAction.ShowPerspective("china", "", ""));
        conversation.privately(new ReadAction.ShowPerspective("us", "", ""));
    }

    @Test
    void belowAPerspectiveIsTheButtonOfTheDaysDigests() {
        conversation.privately(new ReadAction.ShowPerspective("us", "", ""));
        // Of the same day.
        conversation.privately(new ReadAction.ShowPerspective("us", "", "yesterday"));
        // Of both topics, whether or not they have the perspective.
        conversation.privately(new ReadAction.ShowPerspective("china", "", ""));
        // One topic alone is meant.
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china", ""));
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.privately(new ReadAction.ShowPerspective("mars", "", "2026-02-05"));
    }

    @Test
    void asksWhichPerspectiveWhereNoneIsNamedOrThereIsNoSuch() {
        for (String typed : List.of("", " ")) {
            conversation.privately(new ReadAction.ShowPerspective(typed, "us-china", ""));
        }
        conversation.privately(new ReadAction.ShowPerspective("", "", ""));
        conversation.privately(new ReadAction.ShowPerspective("mars", "trade", ""));
    }

    @Test
    void takesADateAsItIsSpokenAndRefusesWhatIsNone() {
        for (String typed :
                List.of("2026-02-05", "yesterday", "5 feb", "thursday", "soonish", "2026-02-30", "5/2/2026")) {
            conversation.privately(new ReadAction.ShowPerspective("us", "us-china", typed));
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
            conversation.privately(new ReadAction.ShowPerspective("china", typed, ""));
        }
    }

    @Test
    void saysWhatIsNeitherATopicNorADateAndThatADayHasNoDigest() {
        conversation.privately(new ReadAction.ShowPerspective("us", "us-chna yesterday", ""));
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china soonish", ""));
        conversation.privately(new ReadAction.ShowPerspective("us", "nowhere at all", ""));
        conversation.privately(new ReadAction.ShowPerspective("us", "trade", "2026-02-05"));
        conversation.privately(new ReadAction.ShowPerspective("us", "trade tomorrow", ""));
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAloneAndIsAnsweredAsideInAGroup() {
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.press(new ReadAction.Show(3, new DigestView.Sources(), 2));
        conversation.asMember(pressed(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0)));
        conversation.privately(
                new ChatAction.Start(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0).payload()));
    }

    @Test
    void aPressOfWhatIsGoneSaysSoOrShowsWhatThereIs() {
        conversation.press(new ReadAction.Show(99, new DigestView.Overview(), 0));
        conversation.privately(new ChatAction.Start(new ReadAction.Show(99, new DigestView.Overview(), 0).payload()));
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(9), 0));
        conversation.privately(Invocation.pressed(Optional.empty()));
    }

    @Test
    void listsTheNewestDigestOfEveryTopicWithAButtonForEachTheChatsOwnFirst() {
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.press(new ReadAction.ShowSeparately(2, new DigestView.Overview()));
        conversation.asMember(pressed(new ReadAction.ShowLatest(0)));
        conversation.privately(new ChatAction.Start(new ReadAction.ShowLatest(0).payload()));
    }

    @Test
    void saysInWhichLanguageADigestIsThatThereIsNotInTheReaders() throws IOException {
        conversation.arriveIn("de", 7, "us", "eu");
        conversation.privately(new ReadAction.ShowLatest(0));
    }

    @Test
    void manyTopicsHavePages() throws IOException {
        conversation.arriveMany(19);
        Reply first = conversation.privately(new ReadAction.ShowLatest(0));
        conversation.press(new ReadAction.ShowLatest(2));
        conversation.press(new ReadAction.ShowLatest(9_999));
        assertThat(ConversationFixture.buttonsOnDiscord(first))
                .isEqualTo(buttons(first).size());
    }

    @Test
    void todayOffersTheListWhereThereIsMoreThanOneTopic() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.press(new ReadAction.ShowToday());
        conversation.privately(new ReadAction.ShowToday("trade"));
    }

    private static FileRequest.CardFile card(Reply reply) {
        if (reply instanceof Reply.PublicFile(var file) && file.part() instanceof FileRequest.CardFile card) {
            return card;
        }
        throw new AssertionError(told(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 3, US vs China · What us-china is about on 2026-02-06",
        "trade, '', 2, World Trade · What trade is about on 2026-02-06",
        "us-china, 5 feb, 1, US vs China · What us-china is about on 2026-02-05",
        "us-china 2026-02-05, '', 1, US vs China · What us-china is about on 2026-02-05",
        "yesterday, '', 1, US vs China · What us-china is about on 2026-02-05",
        "world trade friday, '', 2, World Trade · What trade is about on 2026-02-06"
    })
    void showsTheDayAndTopicThatAreAskedFor(String topic, String date, long digest, String caption) {
        Reply reply = conversation.privately(new ReadAction.Card(topic, date));
        assertThat(card(reply).digest()).isEqualTo(digest);
        assertThat(card(reply).revision()).isEqualTo(1);
        assertThat(told(reply)).startsWith("File to all: " + caption);
        assertThat(buttons(reply)).isEmpty();
    }

    @Test
    void whoHasSubscribedSeesTheirTopicAndPerspectives() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        FileRequest.CardFile card = card(conversation.privately(new ReadAction.Card("", "")));
        assertThat(card.digest()).isEqualTo(2);
    }

    @Test
    void inAGroupItIsForAllInTheChatsLanguage() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.as(Platform.TELEGRAM, "zh");
        assertThat(card(conversation.asMember(new ReadAction.Card("", "")))
                        .reader()
                        .language())
                .isEqualTo("en");
        assertThat(card(conversation.privately(new ReadAction.Card("", "")))
                        .reader()
                        .language())
                .isEqualTo("zh");
    }

    /// On Discord a person's own language is for what they alone see.
    @Test
    void anAnswerForAllIsChosenAndWrittenInTheChatsLanguage() throws IOException {
        conversation.arriveIn("de", 6, "us", "eu");
        conversation.as(Platform.DISCORD, "en");
        conversation.onDiscord(true, new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        conversation.as(Platform.DISCORD, "de");
        for (Action typed : List.of(
                new ReadAction.ShowPerspective("us", "", ""),
                new ReadAction.DigestOfDay("2026-02-06", "trade"),
                new ReadAction.Changes("", ""),
                new ReadAction.ListSources("trade", "", ""))) {
            Reply reply = conversation.onDiscord(false, typed);
            assertThat(told(reply) + buttons(reply)).startsWith("Say: ").doesNotContain("Zoll de", "Überblicke");
        }
    }

    @Test
    void whatIsNotThereIsExplainedWithAWayOn() {
        Reply day = conversation.privately(new ReadAction.Card("us-china", "2026-01-01"));
        assertThat(told(day)).startsWith("Whisper: ");
        assertThat(buttons(day))
                .contains(button("Thu 5 February 2026", new ReadAction.Show(1, new DigestView.Overview(), 0)));
        assertThat(told(conversation.privately(new ReadAction.Card("weather", "2026-02-05"))))
                .startsWith("Whisper: ");
        assertThat(told(conversation.privately(new ReadAction.Card("us-china", "soonish"))))
                .startsWith("Whisper: ");
    }

    /// Of “US vs China” there are the 5th and the 6th, of “World Trade” the 3rd and the 6th.
    @Test
    void theNearestDaysOfAllTopicsAreOfferedAndOpenAsIfTheyHadBeenTyped() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-03", "us: United States", "eu: European Union");
        // The last one is 2 March 2025 or 3 February 2026.
        for (String date : List.of("", "2026-02-04", "2026-02-01", "2026-02-06", "2/3")) {
            conversation.privately(new ReadAction.DigestOfDay(date, ""));
        }
        conversation.privately(new ReadAction.DigestOfDay("", "trade"));
        conversation.privately(new ReadAction.DigestOfDay("2026-02-04", "us-china"));
        for (int day : List.of(6, 3, 4)) {
            conversation.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, day), 0));
        }
        conversation.pressAsManager(new ReadAction.ShowDay(LocalDate.of(2026, 2, 3), 0));
    }

    @Test
    void changesAreListedUnlessEverythingIsNew() throws IOException {
        for (List<String> points : List.of(
                List.of("The ports are closed.", "Talks begin."),
                List.of("The ports reopen.", "Talks begin."),
                List.of("The ports close again.", "Talks end."))) {
            conversation.pass(Duration.ofDays(1));
            conversation.arrive(
                    "trade",
                    "World Trade",
                    conversation.now().toString().substring(0, 10),
                    "us: United States: " + points.getFirst(),
                    "eu: European Union: " + points.getLast());
            conversation.privately(new ReadAction.Changes("trade", ""));
        }
    }
}
