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
import digestbot.content.action.ReadAction.Card;
import digestbot.content.action.ReadAction.Show;
import digestbot.content.action.ReadAction.ShowLatest;
import digestbot.content.action.ReadAction.ShowPerspective;
import digestbot.content.action.ReadAction.ShowSeparately;
import digestbot.content.action.ReadAction.ShowToday;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.status.ViewCountStore;
import digestbot.digest.DigestView;
import digestbot.digest.DigestView.OnePerspective;
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

    private ConversationFixture chat;

    @GoldenTest
    void todayListsSeveralTopics() throws Exception {
        chat.privately(new ShowToday(""));
        chat.assertSays(
                "Say: 2 digests today\n• US vs China",
                "[US vs China · 6 Feb] ShowSeparately[digest=3, ",
                "[World Trade · 6 Feb]");
        chat.press(new ShowToday());
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.arrive("third", "Another", "2026-02-06", "us: United States");
        // Of the subscribed ones.
        chat.privately(new ShowToday(""));
        chat.assertSaysNot("Another");
        chat.pass(Duration.ofDays(1));
        chat.assertAnswers(new ShowToday(""), "Latest digests");
        chat.arrive("trade", "World Trade", "2026-02-07", "us: United States");
        chat.assertAnswers(new ShowToday(""), "1 digest today", "World Trade · What trade is about on 2026-02-07");
    }

    @Test
    void whatIsOneOfSeveralOpensBesideThem() {
        chat.assertPress(new ShowSeparately(3, new OnePerspective(1)), "Say: US vs China", "China\nAs China");
        chat.pressAsManager(new ShowSeparately(3, new OnePerspective(1)));
        chat.assertSays("Aside ShowSeparately[digest=3, view=OnePerspective[ordinal=1]], page 0: US vs China");
        chat.privately(new ChatAction.Start(new ShowSeparately(3, new OnePerspective(1)).payload()));
        chat.assertSays("Whisper: US vs China", "China\nAs China");
        chat.press(new ShowSeparately(99, new DigestView.Overview()));
        chat.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void whatIsOpenedIsCountedByViewAndButton() {
        for (int i = 0; i < 5; i++) {
            chat.privately(new ShowToday("us-china"));
            chat.press(new Show(3, new OnePerspective(1), 0));
            chat.press(new Show(3, new OnePerspective(1), 1));
            chat.press(new ShowSeparately(3, new DigestView.Sources()));
            chat.press(new Show(99, new DigestView.Overview(), 0)); // there is no such digest
        }
        chat.press(new Show(3, new OnePerspective(1), 0));
        for (int i = 0; i < 4; i++) {
            chat.press(new Show(3, new DigestView.SideBySide(), 0)); // too few to be shown
        }
        assertThat(views())
                .containsExactlyInAnyOrder(
                        "us-china overview command telegram 5",
                        "us-china perspective:china view telegram 6",
                        "us-china perspective:china page telegram 5",
                        "us-china sources open telegram 5");
    }

    private List<String> views() {
        return chat.database.read(tx -> new ViewCountStore().ofDigest(tx, 3)).stream()
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
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.assertAnswers(new ShowToday("  "), "Say: World Trade", "[2 digests today ›] ShowDay[day=2026-02-06");
    }

    @Test
    void todayShowsTheTopicThatIsAskedForAloneOrOffersTheNearest() {
        for (String typed : List.of("trade", "TRADE", "world trade")) {
            chat.assertAnswers(new ShowToday(typed), "Say: World Trade");
            chat.assertSaysNot("2 digests today");
        }
        chat.privately(new ShowToday("trode"));
        chat.assertSays(
                "Whisper: No topic called “trode”. Did you mean World Trade?",
                "[World Trade · 6 Feb] Show",
                "[Topics]");
    }

    @Test
    void aDigestThatIsLateSaysItsDay() {
        chat.pass(Duration.ofDays(1));
        chat.assertAnswers(new ShowToday("us-china"), "US vs China, 6 Feb · ");
    }

    @Test
    void showsAPerspectiveByIdNameOrShortNameAndOfAnotherDay() {
        for (String typed : List.of("china", "CHINA", "China", "prc", " PRC ")) {
            chat.privately(new ShowPerspective(typed, "us-china", ""));
            chat.assertSays("Say: US vs China · What us-china is about on 2026-02-06\nChina\nAs China");
        }
        chat.privately(new ShowPerspective("us", "us-china", " 2026-02-05 "));
        chat.assertSays("on 2026-02-05\nUnited States\nAs United", "Thu 5 Feb", "[‹ Overview]", "[🇨🇳 PRC]");
    }

    @Test
    void aDigestInAnotherLanguageNamesItsPerspectivesInThatYetTheShortNameFindsThem() throws Exception {
        chat.arriveText("zh.md", """
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
        chat.as(Platform.TELEGRAM, "zh-CN");
        chat.assertAnswers(new ShowToday("us-china"), "美国与中国 · 一句话\n美国", "[🇨🇳 中国]");
        chat.assertAnswers(new ShowPerspective("prc", "us-china", ""), "美国与中国 · 一句话\n中国\n第三句话");
    }

    @Test
    void aPerspectiveAloneIsLookedForInEveryTopic() {
        chat.privately(new ShowPerspective("European Union", "", ""));
        chat.assertSays("Say: World Trade · What trade is about on 2026-02-06\nEuropean Union");
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.assertAnswers(new ShowPerspective("china", "", ""), "Say: US vs China", "As China");
        chat.assertAnswers(new ShowPerspective("us", "", ""), "Say: World Trade", "As United States");
    }

    @Test
    void belowAPerspectiveIsTheButtonOfTheDaysDigests() {
        chat.assertAnswers(new ShowPerspective("us", "", ""), "[2 digests today ›] ShowDay[day=2026-02-06");
        // Of the same day.
        chat.privately(new ShowPerspective("us", "", "yesterday"));
        // Of both topics, whether or not they have the perspective.
        chat.assertAnswers(new ShowPerspective("china", "", ""), "As China", "[2 digests today ›]");
        // One topic alone is meant.
        chat.privately(new ShowPerspective("us", "us-china", ""));
        chat.assertSaysNot("digests today");
    }

    @Test
    void aPerspectiveThatNoTopicHasIsSaidOfOneThatHasADigestOfTheDay() {
        chat.press(new SubscribeAction.SubscribeTopic(2));
        chat.privately(new ShowPerspective("mars", "", "2026-02-05"));
        chat.assertSays(
                "Whisper: No perspective called “mars”. Available:",
                "• US vs China: United States, China",
                "    [United States] Show");
    }

    @Test
    void asksWhichPerspectiveWhereNoneIsNamedOrThereIsNoSuch() {
        for (String typed : List.of("", " ")) {
            chat.privately(new ShowPerspective(typed, "us-china", ""));
            chat.assertSays(
                    "Whisper: Which perspective?",
                    "• US vs China: United States, China",
                    "    [United States] Show[digest=3, view=OnePerspective[ordinal=0], page=0]  [China]");
        }
        chat.privately(new ShowPerspective("", "", ""));
        chat.assertSays(
                "• World Trade: United States, European Union",
                "[China · US vs China]",
                "[European Union · World Trade]");
        chat.privately(new ShowPerspective("mars", "trade", ""));
        chat.assertSays("No perspective called “mars”. Available:\n• World Trade: United States, European Union");
    }

    @Test
    void takesADateAsItIsSpokenAndRefusesWhatIsNone() {
        for (String typed : List.of("2026-02-05", "yesterday", "thursday")) {
            chat.privately(new ShowPerspective("us", "us-china", typed));
            chat.assertSays("Say: US vs China, 5 Feb · What us-china is about on 2026-02-05\nUnited States\nAs United");
        }
        for (String typed : List.of("soonish", "2026-02-30")) {
            chat.privately(new ShowPerspective("us", "us-china", typed));
            chat.assertSays("I couldn't read “" + typed + "” as a date. Try 2026-02-05, monday or yesterday.");
        }
    }

    @Test
    void aDateInTheSameLineIsTakenOffTheTopic() {
        for (String typed : List.of("us-china yesterday", "US vs China 2026-02-05", "thursday us-china", "thursday")) {
            chat.privately(new ShowPerspective("china", typed, ""));
            chat.assertSays("US vs China, 5 Feb · What us-china is about on 2026-02-05\nChina\nAs China");
        }
    }

    @Test
    void saysWhatIsNeitherATopicNorADateAndThatADayHasNoDigest() {
        chat.privately(new ShowPerspective("us", "us-chna yesterday", ""));
        chat.assertSays(
                "Whisper: No topic called “us-chna”. Did you mean US vs China?", "[US vs China · 6 Feb]", "[Topics]");
        chat.assertAnswers(new ShowPerspective("us", "us-china soonish", ""), "I couldn't read “soonish” as a date.");
        chat.assertAnswers(new ShowPerspective("us", "nowhere at all", ""), "No topic called “nowhere at all”.");
        chat.privately(new ShowPerspective("us", "trade", "2026-02-05"));
        chat.assertSays("No World Trade digest for Thu 5 February 2026.");
        chat.assertAnswers(new ShowPerspective("us", "trade 2026-02-07", ""), "Sat 7 February 2026 is in the future.");
    }

    @Test
    void aPressSwitchesTheMessageForAPersonAloneAndIsAnsweredAsideInAGroup() {
        chat.assertPress(new Show(3, new OnePerspective(1), 0), "Replace, page 0: US vs China", "China\nAs China");
        chat.press(new Show(3, new DigestView.Sources(), 2));
        chat.assertSays("Replace, page 2: US vs China", "One article\nExample Wire · 5 Feb");
        chat.asMember(pressed(new Show(3, new OnePerspective(1), 0)));
        chat.assertSays("Aside Show[digest=3, view=OnePerspective[ordinal=1], page=0], page 0: US vs China");
        chat.privately(new ChatAction.Start(new Show(3, new OnePerspective(1), 0).payload()));
        chat.assertSays("Whisper: US vs China", "China\nAs China");
    }

    @Test
    void aStoryOfTheWeekLeadsToTheDigestBefore() throws IOException {
        for (int day = 2; day <= 4; day += 2) {
            chat.arrive(
                    "quakes",
                    "Quakes",
                    "2026-02-0" + day,
                    "us: United States: A magnitude 5.9 earthquake in Yunnan kills %d people.".formatted(day * 6),
                    "china: China: The Yunnan earthquake of magnitude 5.9 has killed %d people in Dali."
                            .formatted(day * 6));
        }
        Content shown = content(chat.press(new Show(5, new DigestView.SideBySide(), 0)));
        chat.assertSays("Yunnan", "continues from Monday", "kills 24 people", "[Quakes · Monday]");
        var messages = new RevisionMessages<>(
                new ScriptedMessenger(),
                chat.library,
                new DigestContentBuilder(StyleRegistry.DEFAULT),
                WebPageFinder.NONE);
        Content sent = chat.database.read(tx -> messages.of(tx, shown.origin().orElseThrow(), Optional.empty()));
        assertThat(ContentDump.of(sent)).contains("continues from Monday", "[Quakes · Monday]");
        Reply menu = chat.press(new ReadAction.ShowMenu(5, new DigestView.SideBySide(), 0));
        chat.assertPress(pressOf(menu, "Follow “Yunnan”"), "Now following: Yunnan", "[✕ Yunnan]");
        chat.assertPress(new WordAction.FollowStory(5, "steel"), "Toast: The digest no longer has this story.");
        chat.assertPress(new ShowSeparately(4, new DigestView.SideBySide()), "Say: Quakes", "kills 12 people");
        chat.assertSaysNot("continues");
    }

    @Test
    void aPressOfWhatIsGoneSaysSoOrShowsWhatThereIs() {
        chat.assertPress(new Show(99, new DigestView.Overview(), 0), "Toast: This digest is no longer available.");
        chat.privately(new ChatAction.Start(new Show(99, new DigestView.Overview(), 0).payload()));
        chat.assertSays("Toast: This digest is no longer available.");
        chat.press(new Show(3, new OnePerspective(9), 0));
        chat.assertSays("Replace, page 0: US vs China", "As United States", "As China");
        chat.assertAnswers(Invocation.pressed(Optional.empty()), "Say: 2 digests today");
    }

    @GoldenTest
    void listsTheNewestDigestOfEveryTopicWithAButtonForEachTheChatsOwnFirst() {
        chat.assertAnswers(new ShowLatest(0), "Whisper: Latest digests\n• US vs China", "• World Trade");
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        chat.privately(new ShowLatest(0));
        chat.assertSays(
                "Whisper: Latest digests\n• World Trade", "• US vs China", "[World Trade · 6 Feb]", "[US vs China");
        chat.assertPress(new ShowSeparately(2, new DigestView.Overview()), "Say: World Trade");
        chat.asMember(pressed(new ShowLatest(0)));
        chat.assertSays("Aside ShowLatest[page=0], page 0: Latest digests\n• US vs China");
        chat.assertAnswers(new ChatAction.Start(new ShowLatest(0).payload()), "Whisper: Latest digests\n• World Trade");
    }

    @Test
    void saysInWhichLanguageADigestIsThatThereIsNotInTheReaders() throws IOException {
        chat.arriveIn("de", 7, "us", "eu");
        chat.privately(new ShowLatest(0));
        chat.assertSays("• World Trade · Zoll de\nSat 7 February 2026 · German", "[World Trade · 7 Feb · German]");
    }

    @Test
    void ofManyTopicsListsTheNewestAfterTheChatsOwn() throws IOException {
        chat.arriveMany(Library.MAX_TOPICS);
        chat.privately(new ShowToday(""));
        chat.assertSays(
                "Say: 100 digests today\n• Topic 10 ·",
                "\nAt most 100 topics are listed:",
                "    [Topics] ShowTopics[page=0]");
        chat.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
        chat.privately(new ShowLatest(0));
        chat.assertSays("Latest digests\n• US vs China ·", "• Topic 10 ·", "    [2/11 ›] ShowLatest[page=1]");
    }

    @Test
    void manyTopicsHavePages() throws IOException {
        chat.arriveMany(19);
        Reply first = chat.privately(new ShowLatest(0));
        chat.assertSays("• Topic 10 ·", "• Topic 19 ·", "    [2/3 ›] ShowLatest[page=1]");
        chat.assertPress(new ShowLatest(2), "Latest digests\n• World Trade", "    [‹ 2/3] ShowLatest[page=1]");
        chat.assertPress(new ShowLatest(9_999), "Latest digests\n• World Trade", "    [‹ 2/3]");
        assertThat(ConversationFixture.buttonsOnDiscord(first))
                .isEqualTo(buttons(first).size());
    }

    @Test
    void todayOffersTheListWhereThereIsMoreThanOneTopic() {
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.assertAnswers(new ShowToday(""), "Say: US vs China", "[2 digests today ›]");
        chat.assertPress(new ShowToday(), "Replace, page 0: US vs China", "[2 digests today ›]");
        chat.privately(new ShowToday("trade"));
        chat.assertSaysNot("digests today");
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
        "us-china, thursday, 1, 'US vs China, 5 Feb · What us-china is about on 2026-02-05'",
        "us-china 2026-02-05, '', 1, 'US vs China, 5 Feb · What us-china is about on 2026-02-05'",
        "yesterday, '', 1, 'US vs China, 5 Feb · What us-china is about on 2026-02-05'",
        "world trade friday, '', 2, World Trade · What trade is about on 2026-02-06"
    })
    void showsTheDayAndTopicThatAreAskedFor(String topic, String date, long digest, String caption) {
        Reply reply = chat.privately(new Card(topic, date));
        assertThat(card(reply).digest()).isEqualTo(digest);
        assertThat(card(reply).revision()).isEqualTo(1);
        assertThat(told(reply)).startsWith("File to all: " + caption);
        assertThat(buttons(reply)).isEmpty();
    }

    @Test
    void whoHasSubscribedSeesTheirTopicAndPerspectives() {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        FileRequest.CardFile card = card(chat.privately(new Card("", "")));
        assertThat(card.digest()).isEqualTo(2);
    }

    @Test
    void inAGroupItIsForAllInTheChatsLanguage() {
        chat.asManager(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        chat.as(Platform.TELEGRAM, "zh");
        assertThat(card(chat.asMember(new Card("", ""))).reader().language()).isEqualTo("en");
        assertThat(card(chat.privately(new Card("", ""))).reader().language()).isEqualTo("zh");
    }

    /// On Discord a person's own language is for what they alone see.
    @Test
    void anAnswerForAllIsChosenAndWrittenInTheChatsLanguage() throws IOException {
        chat.arriveIn("de", 6, "us", "eu");
        chat.as(Platform.DISCORD, "en");
        chat.onDiscord(true, new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        chat.as(Platform.DISCORD, "de");
        for (Action typed : List.of(
                new ShowPerspective("us", "", ""),
                new ReadAction.DigestOfDay("2026-02-06", "trade"),
                new ReadAction.ListSources("trade", ""))) {
            Reply reply = chat.onDiscord(false, typed);
            assertThat(told(reply) + buttons(reply)).startsWith("Say: ").doesNotContain("Zoll de", "Überblicke");
        }
    }

    @Test
    void whatIsNotThereIsExplainedWithAWayOn() {
        Reply day = chat.privately(new Card("us-china", "2026-01-01"));
        assertThat(told(day)).startsWith("Whisper: ");
        assertThat(buttons(day)).contains(button("Thu 5 February 2026", new Show(1, new DigestView.Overview(), 0)));
        assertThat(told(chat.privately(new Card("weather", "2026-02-05")))).startsWith("Whisper: ");
        assertThat(told(chat.privately(new Card("us-china", "soonish")))).startsWith("Whisper: ");
    }

    /// Of “US vs China” there are the 5th and the 6th, of “World Trade” the 3rd and the 6th.
    @Test
    void theNearestDaysOfAllTopicsAreOfferedAndOpenAsIfTheyHadBeenTyped() throws IOException {
        chat.arrive("trade", "World Trade", "2026-02-03", "us: United States", "eu: European Union");
        chat.assertAnswers(
                new ReadAction.DigestOfDay("", ""), "Add a date after the command", "[Fri 6 February 2026] ShowDay");
        chat.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-04", ""),
                "No digest for Wed 4 February 2026 in US vs China, World Trade.",
                "[Tue 3 February 2026]",
                "[Thu 5 February 2026]");
        chat.assertAnswers(new ReadAction.DigestOfDay("2026-02-01", ""), "Nearest digests:\n    [Tue 3 February 2026]");
        chat.assertAnswers(new ReadAction.DigestOfDay("2026-02-06", ""), "Say: US vs China", "[2 digests today ›]");
        chat.assertAnswers(new ReadAction.DigestOfDay("", "trade"), "[Fri 6 February 2026]", "[Tue 3 February 2026]");
        chat.assertAnswers(
                new ReadAction.DigestOfDay("2026-02-04", "us-china"),
                "No US vs China digest for Wed 4 February 2026.",
                "[Thu 5 February 2026]");
        chat.assertPress(new ReadAction.ShowDay(LocalDate.of(2026, 2, 6), 0), "Replace, page 0: 2 digests today");
        chat.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, 3), 0));
        chat.assertSays("Replace, page 0: World Trade, 3 Feb · What trade is about on 2026-02-03");
        chat.press(new ReadAction.ShowDay(LocalDate.of(2026, 2, 4), 0));
        chat.assertSays("Toast: This digest is no longer available.");
        chat.pressAsManager(new ReadAction.ShowDay(LocalDate.of(2026, 2, 3), 0));
        chat.assertSays("Aside ShowDay[day=2026-02-03, page=0], page 0: World Trade");
    }
}
