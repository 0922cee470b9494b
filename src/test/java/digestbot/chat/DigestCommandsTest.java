package digestbot.chat;

import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.buttons;
import static digestbot.chat.ConversationFixture.content;
import static digestbot.chat.ConversationFixture.pressOf;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class DigestCommandsTest {

    private ConversationFixture conversation;

    @GoldenTest
    void todayListsSeveralTopics() throws Exception {
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays(
                "Say: 2 digests today\n• US vs China",
                "[US vs China · 6 Feb] ShowSeparately[digest=3, ",
                "[World Trade · 6 Feb]");
        conversation.press(new ReadAction.ShowToday());
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.arrive("third", "Another", "2026-02-06", "us: United States");
        // Of the subscribed ones.
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSaysNot("Another");
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays("Latest digests");
        conversation.arrive("trade", "World Trade", "2026-02-07", "us: United States");
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays("1 digest today", "World Trade · What trade is about on 2026-02-07");
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        conversation.press(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.assertSays("Say: US vs China", "China\nAs China");
        conversation.pressAsManager(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)));
        conversation.assertSays("Aside ShowSeparately[digest=3, view=OnePerspective[ordinal=1]], page 0: US vs China");
        conversation.privately(
                new ChatAction.Start(new ReadAction.ShowSeparately(3, new DigestView.OnePerspective(1)).payload()));
        conversation.assertSays("Whisper: US vs China", "China\nAs China");
        conversation.press(new ReadAction.ShowSeparately(99, new DigestView.Overview()));
        conversation.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void whatIsOpenedIsCountedByViewAndButton() {
        for (int i = 0; i < 5; i++) {
            conversation.privately(new ReadAction.ShowToday("us-china"));
            conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
            conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 1));
            conversation.press(new ReadAction.ShowSeparately(3, new DigestView.Sources()));
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
                        "us-china sources open telegram 5");
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
        conversation.assertSays("Say: World Trade", "[2 digests today ›] ShowDay[day=2026-02-06");
    }

    @Test
    void todayShowsTheTopicThatIsAskedForAloneOrOffersTheNearest() {
        for (String typed : List.of("trade", "TRADE", "world trade")) {
            conversation.privately(new ReadAction.ShowToday(typed));
            conversation.assertSays("Say: World Trade");
            conversation.assertSaysNot("2 digests today");
        }
        conversation.privately(new ReadAction.ShowToday("trode"));
        conversation.assertSays(
                "Whisper: No topic called “trode”. Did you mean World Trade?",
                "[World Trade · 6 Feb] Show",
                "[Topics]");
    }

    @Test
    void aDigestThatIsLateSaysHowOldItIs() {
        conversation.pass(Duration.ofDays(1));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.assertSays("Fri 6 February 2026 (yesterday)");
        conversation.pass(Duration.ofDays(2));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.assertSays("Fri 6 February 2026 (3 days ago)");
    }

    @Test
    void showsAPerspectiveByIdNameOrShortNameAndOfAnotherDay() {
        for (String typed : List.of("china", "CHINA", "China", "prc", " PRC ")) {
            conversation.privately(new ReadAction.ShowPerspective(typed, "us-china", ""));
            conversation.assertSays("Say: US vs China · What us-china is about on 2026-02-06\nChina\nAs China");
        }
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china", " 2026-02-05 "));
        conversation.assertSays(
                "on 2026-02-05\nUnited States\nAs United",
                "Thu 5 February 2026 (yesterday)",
                "[‹ Overview]",
                "[🇨🇳 PRC]");
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
        conversation.assertSays("美国与中国 · 一句话\n美国", "[🇨🇳 中国]");
        conversation.privately(new ReadAction.ShowPerspective("prc", "us-china", ""));
        conversation.assertSays("美国与中国 · 一句话\n中国\n第三句话");
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        conversation.privately(new ReadAction.ShowPerspective("European Union", "", ""));
        conversation.assertSays("Say: World Trade · What trade is about on 2026-02-06\nEuropean Union");
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.privately(new ReadAction.ShowPerspective("china", "", ""));
        conversation.assertSays("Say: US vs China", "As China");
        conversation.privately(new ReadAction.ShowPerspective("us", "", ""));
        conversation.assertSays("Say: World Trade", "As United States");
    }

    @Test
    void belowAPerspectiveIsTheButtonOfTheDaysDigests() {
        conversation.privately(new ReadAction.ShowPerspective("us", "", ""));
        conversation.assertSays("[2 digests today ›] ShowDay[day=2026-02-06");
        // Of the same day.
        conversation.privately(new ReadAction.ShowPerspective("us", "", "yesterday"));
        // Of both topics, whether or not they have the perspective.
        conversation.privately(new ReadAction.ShowPerspective("china", "", ""));
        conversation.assertSays("As China", "[2 digests today ›]");
        // One topic alone is meant.
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china", ""));
        conversation.assertSaysNot("digests today");
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        conversation.privately(new ReadAction.ShowPerspective("mars", "", "2026-02-05"));
        conversation.assertSays(
                "Whisper: No perspective called “mars”. Available:",
                "• US vs China: United States, China",
                "    [United States] Show");
    }

    @Test
    void asksWhichPerspectiveWhereNoneIsNamedOrThereIsNoSuch() {
        for (String typed : List.of("", " ")) {
            conversation.privately(new ReadAction.ShowPerspective(typed, "us-china", ""));
            conversation.assertSays(
                    "Whisper: Which perspective?",
                    "• US vs China: United States, China",
                    "    [United States] Show[digest=3, view=OnePerspective[ordinal=0], page=0]  [China]");
        }
        conversation.privately(new ReadAction.ShowPerspective("", "", ""));
        conversation.assertSays(
                "• World Trade: United States, European Union",
                "[China · US vs China]",
                "[European Union · World Trade]");
        conversation.privately(new ReadAction.ShowPerspective("mars", "trade", ""));
        conversation.assertSays(
                "No perspective called “mars”. Available:\n• World Trade: United States, European Union");
    }

    @Test
    void takesADateAsItIsSpokenAndRefusesWhatIsNone() {
        for (String typed : List.of("2026-02-05", "yesterday", "thursday")) {
            conversation.privately(new ReadAction.ShowPerspective("us", "us-china", typed));
            conversation.assertSays(
                    "Say: US vs China · What us-china is about on 2026-02-05\nUnited States\nAs United");
        }
        for (String typed : List.of("soonish", "2026-02-30")) {
            conversation.privately(new ReadAction.ShowPerspective("us", "us-china", typed));
            conversation.assertSays("I couldn't read “" + typed + "” as a date. Try 2026-02-05, monday or yesterday.");
        }
    }

    @Test
    void aDateInTheSameLineIsTakenOffTheTopic() {
        for (String typed : List.of("us-china yesterday", "US vs China 2026-02-05", "thursday us-china", "thursday")) {
            conversation.privately(new ReadAction.ShowPerspective("china", typed, ""));
            conversation.assertSays("US vs China · What us-china is about on 2026-02-05\nChina\nAs China");
        }
    }

    @Test
    void saysWhatIsNeitherATopicNorADateAndThatADayHasNoDigest() {
        conversation.privately(new ReadAction.ShowPerspective("us", "us-chna yesterday", ""));
        conversation.assertSays(
                "Whisper: No topic called “us-chna”. Did you mean US vs China?", "[US vs China · 6 Feb]", "[Topics]");
        conversation.privately(new ReadAction.ShowPerspective("us", "us-china soonish", ""));
        conversation.assertSays("I couldn't read “soonish” as a date.");
        conversation.privately(new ReadAction.ShowPerspective("us", "nowhere at all", ""));
        conversation.assertSays("No topic called “nowhere at all”.");
        conversation.privately(new ReadAction.ShowPerspective("us", "trade", "2026-02-05"));
        conversation.assertSays("No World Trade digest for Thu 5 February 2026.");
        conversation.privately(new ReadAction.ShowPerspective("us", "trade 2026-02-07", ""));
        conversation.assertSays("Sat 7 February 2026 is in the future.");
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAloneAndIsAnsweredAsideInAGroup() {
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.assertSays("Replace, page 0: US vs China", "China\nAs China");
        conversation.press(new ReadAction.Show(3, new DigestView.Sources(), 2));
        conversation.assertSays("Replace, page 2: US vs China", "One article\nExample Wire · 5 Feb");
        conversation.asMember(pressed(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0)));
        conversation.assertSays("Aside Show[digest=3, view=OnePerspective[ordinal=1], page=0], page 0: US vs China");
        conversation.privately(
                new ChatAction.Start(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0).payload()));
        conversation.assertSays("Whisper: US vs China", "China\nAs China");
    }

    @Test
    void aStoryOfTheWeekLeadsToTheDigestBefore() throws IOException {
        String us = "us: United States: A magnitude 5.9 earthquake in Yunnan kills %d people.";
        String china = "china: China: The Yunnan earthquake of magnitude 5.9 has killed %d people in Dali.";
        for (int day = 2; day <= 4; day += 2) {
            conversation.arrive("quakes", "Quakes", "2026-02-0" + day, us.formatted(day * 6), china.formatted(day * 6));
        }
        Content shown = content(conversation.press(new ReadAction.Show(5, new DigestView.SideBySide(), 0)));
        conversation.assertSays("Yunnan", "continues from Monday", "kills 24 people", "[Quakes · Monday]");
        var messages = new RevisionMessages<>(
                new ScriptedMessenger(), conversation.library, new DigestViews(TopicStyles.DEFAULT), WebPages.NONE);
        Content sent =
                conversation.database.read(tx -> messages.of(tx, shown.origin().orElseThrow(), Optional.empty()));
        assertThat(ContentDump.of(sent)).contains("continues from Monday", "[Quakes · Monday]");
        Reply menu = conversation.press(new ReadAction.ShowMenu(5, new DigestView.SideBySide(), 0));
        conversation.press(pressOf(menu, "Follow “Yunnan”"));
        conversation.assertSays("Now following: Yunnan", "[✕ Yunnan]");
        conversation.press(new WordAction.FollowStory(5, "steel"));
        conversation.assertSays("Toast: The digest no longer has this story.");
        conversation.press(new ReadAction.ShowSeparately(4, new DigestView.SideBySide()));
        conversation.assertSays("Say: Quakes", "kills 12 people");
        conversation.assertSaysNot("continues");
    }

    @Test
    void aPressOfWhatIsGoneSaysSoOrShowsWhatThereIs() {
        conversation.press(new ReadAction.Show(99, new DigestView.Overview(), 0));
        conversation.assertSays("Toast: This digest is no longer available.");
        conversation.privately(new ChatAction.Start(new ReadAction.Show(99, new DigestView.Overview(), 0).payload()));
        conversation.assertSays("Toast: This digest is no longer available.");
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(9), 0));
        conversation.assertSays("Replace, page 0: US vs China", "As United States", "As China");
        conversation.privately(Invocation.pressed(Optional.empty()));
        conversation.assertSays("Say: 2 digests today");
    }

    @GoldenTest
    void listsTheNewestDigestOfEveryTopicWithAButtonForEachTheChatsOwnFirst() {
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.assertSays("Whisper: Latest digests\n• US vs China", "• World Trade");
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.assertSays(
                "Whisper: Latest digests\n• World Trade", "• US vs China", "[World Trade · 6 Feb]", "[US vs China");
        conversation.press(new ReadAction.ShowSeparately(2, new DigestView.Overview()));
        conversation.assertSays("Say: World Trade");
        conversation.asMember(pressed(new ReadAction.ShowLatest(0)));
        conversation.assertSays("Aside ShowLatest[page=0], page 0: Latest digests\n• US vs China");
        conversation.privately(new ChatAction.Start(new ReadAction.ShowLatest(0).payload()));
        conversation.assertSays("Whisper: Latest digests\n• World Trade");
    }

    @Test
    void saysInWhichLanguageADigestIsThatThereIsNotInTheReaders() throws IOException {
        conversation.arriveIn("de", 7, "us", "eu");
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.assertSays(
                "• World Trade · Zoll de\nSat 7 February 2026 · German", "[World Trade · 7 Feb · German]");
    }

    @Test
    void ofManyTopicsListsTheNewestAfterTheChatsOwn() throws IOException {
        conversation.arriveMany(Library.MAX_TOPICS);
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays(
                "Say: 100 digests today\n• Topic 10 ·",
                "\nAt most 100 topics are listed:",
                "    [Topics] ShowTopics[page=0]");
        conversation.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
        conversation.privately(new ReadAction.ShowLatest(0));
        conversation.assertSays("Latest digests\n• US vs China ·", "• Topic 10 ·", "    [2/11 ›] ShowLatest[page=1]");
    }

    @Test
    void manyTopicsHavePages() throws IOException {
        conversation.arriveMany(19);
        Reply first = conversation.privately(new ReadAction.ShowLatest(0));
        conversation.assertSays("• Topic 10 ·", "• Topic 19 ·", "    [2/3 ›] ShowLatest[page=1]");
        conversation.press(new ReadAction.ShowLatest(2));
        conversation.assertSays("Latest digests\n• World Trade", "    [‹ 2/3] ShowLatest[page=1]");
        conversation.press(new ReadAction.ShowLatest(9_999));
        conversation.assertSays("Latest digests\n• World Trade", "    [‹ 2/3]");
        assertThat(ConversationFixture.buttonsOnDiscord(first))
                .isEqualTo(buttons(first).size());
    }

    @Test
    void todayOffersTheListWhereThereIsMoreThanOneTopic() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays("Say: US vs China", "[2 digests today ›]");
        conversation.press(new ReadAction.ShowToday());
        conversation.assertSays("Replace, page 0: US vs China", "[2 digests today ›]");
        conversation.privately(new ReadAction.ShowToday("trade"));
        conversation.assertSaysNot("digests today");
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
        "us-china, thursday, 1, US vs China · What us-china is about on 2026-02-05",
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
                new ReadAction.ListSources("trade", ""))) {
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
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("", ""), "Add a date after the command", "[Fri 6 February 2026] ShowDay");
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-04", ""),
                "No digest for Wed 4 February 2026 in US vs China, World Trade.",
                "[Tue 3 February 2026]",
                "[Thu 5 February 2026]");
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-01", ""), "Nearest digests:\n    [Tue 3 February 2026]");
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-06", ""), "Say: US vs China", "[2 digests today ›]");
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("", "trade"), "[Fri 6 February 2026]", "[Tue 3 February 2026]");
        conversation.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-04", "us-china"),
                "No US vs China digest for Wed 4 February 2026.",
                "[Thu 5 February 2026]");
        conversation.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, 6), 0));
        conversation.assertSays("Replace, page 0: 2 digests today");
        conversation.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, 3), 0));
        conversation.assertSays("Replace, page 0: World Trade · What trade is about on 2026-02-03");
        conversation.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, 4), 0));
        conversation.assertSays("Toast: This digest is no longer available.");
        conversation.pressAsManager(new ReadAction.ShowDay(LocalDate.of(2026, 2, 3), 0));
        conversation.assertSays("Aside ShowDay[day=2026-02-03, page=0], page 0: World Trade");
    }
}
