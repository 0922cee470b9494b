package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.audience.ChatType;
import digestbot.audience.ReadingOptions;
import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.FormField;
import digestbot.chat.api.FormField.FormChoice;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.DigestView;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations of people with the bot, through the real client library.
class DiscordDialogueTest {

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;
    private static int names;

    private final SandboxPerson member = new SandboxPerson(1_000 + ++names, "Member", "zh-CN");
    private final SandboxPerson manager = new SandboxPerson(2_000 + names, "Manager", "en-GB");
    private SandboxPlace channel;
    private SandboxPlace direct;

    @BeforeAll
    static void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void prepare() {
        channel = fixture.sandbox.channel("room-" + names);
        direct = fixture.sandbox.directMessages(member);
        fixture.sandbox.promote(channel, manager);
        fixture.answers.asked.clear();
        fixture.answers.reply = _ -> new Reply.PublicMessage(SampleContents.text("heard"));
    }

    @Test
    void aManagersSubscriptionIsForTheChannelUnlessSaidOtherwise() {
        fixture.sandbox.write(manager, channel, "/subscribe us-china");
        fixture.shown(channel, 1);
        CommandRequest request = fixture.answers.last();
        assertThat(request.command()).isEqualTo(new Command.Subscribe("us-china", Target.HERE));
        assertThat(request.personIsChatAdmin()).isTrue();
        assertThat(request.origin().chat().id()).isEqualTo(channel.id());
        assertThat(request.origin().chat().kind()).isEqualTo(ChatType.GROUP);
        assertThat(request.origin().chat().title()).endsWith("#" + channel.title());
        assertThat(request.person().userId()).isEqualTo(manager.id());
        assertThat(request.person().language()).isEqualTo("en-GB");
    }

    @Test
    void aMembersSubscriptionGoesToDirectMessagesWhichAreOpenedBefore() {
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("yours"));
        fixture.sandbox.write(member, channel, "/subscribe us-china");
        ShownMessage answer = fixture.shown(channel, 1);
        assertThat(answer.onlyFor()).map(SandboxPerson::id).contains(member.id());
        CommandRequest request = fixture.answers.last();
        assertThat(request.command()).isEqualTo(new Command.Subscribe("us-china", Target.ME));
        assertThat(request.personIsChatAdmin()).isFalse();
        assertThat(request.privateChat().orElseThrow().chat().id()).isEqualTo(direct.id());
        assertThat(request.privateChat().orElseThrow().chat().kind()).isEqualTo(ChatType.PRIVATE);
        assertThat(fixture.sandbox.requests()).anyMatch(made -> made.path().equals("/users/@me/channels"));
    }

    @Test
    void directMessagesOnceOpenedAreNeverOpenedAgain() {
        fixture.sandbox.write(member, channel, "/subscribe us-china");
        fixture.shown(channel, 1);
        long opened = opened();
        fixture.restart();
        fixture.sandbox.write(member, channel, "/subscribe trade");
        fixture.shown(channel, 2);
        assertThat(fixture.answers.last().privateChat().orElseThrow().chat().id())
                .isEqualTo(direct.id());
        assertThat(opened()).isEqualTo(opened);
    }

    @Test
    void directMessagesThatWroteToTheBotNeedNoOpening() {
        long opened = opened();
        fixture.sandbox.write(member, direct, "/today");
        fixture.shown(direct, 1);
        fixture.sandbox.write(member, channel, "/subscribe us-china");
        fixture.shown(channel, 1);
        assertThat(fixture.answers.last().privateChat().orElseThrow().chat().id())
                .isEqualTo(direct.id());
        assertThat(opened()).isEqualTo(opened);
    }

    @Test
    void whoComesWhenTooManyWereOpenedIsToldToTryLater() {
        fixture.opensPerMinute = 1;
        fixture.restart();
        try {
            fixture.sandbox.directMessages(manager);
            fixture.sandbox.write(manager, channel, "/subscribe us-china to:me");
            fixture.shown(channel, 1);
            fixture.sandbox.write(member, channel, "/subscribe us-china");
            ShownMessage answer = fixture.shown(channel, 2);
            assertThat(DiscordFixture.text(answer)).startsWith("我现在发起的私信太多了。");
            assertThat(answer.onlyFor()).map(SandboxPerson::id).contains(member.id());
            assertThat(fixture.answers.asked).hasSize(1);
        } finally {
            fixture.opensPerMinute = DiscordSettings.OPENS_PER_MINUTE;
            fixture.restart();
        }
    }

    @Test
    void aMemberWhoAsksForTheChannelIsReportedAsWithoutTheRight() {
        fixture.sandbox.write(member, channel, "/subscribe us-china to:here");
        fixture.shown(channel, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Subscribe("us-china", Target.HERE));
        assertThat(fixture.answers.last().personIsChatAdmin()).isFalse();
    }

    @Test
    void aManagerCanHaveItForThemselves() {
        fixture.sandbox.directMessages(manager);
        fixture.sandbox.write(manager, channel, "/subscribe us-china to:me");
        fixture.shown(channel, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Subscribe("us-china", Target.ME));
        assertThat(fixture.answers.last().privateChat()).isPresent();
    }

    @Test
    void inDirectMessagesTheyAreTheChatAndAnswersStay() {
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("yours"));
        fixture.sandbox.write(member, direct, "/subscribe us-china");
        assertThat(fixture.shown(direct, 1).onlyFor()).isEmpty();
        CommandRequest request = fixture.answers.last();
        assertThat(request.origin().chat().kind()).isEqualTo(ChatType.PRIVATE);
        assertThat(request.privateChat()).contains(request.origin());
        assertThat(request.personIsChatAdmin()).isTrue();
        assertThat(fixture.chats.told).contains("back " + direct.id());
    }

    @Test
    void commandsArriveWithTheirOptions() {
        fixture.sandbox.write(member, channel, "/perspective china us-china 2026-02-05");
        fixture.shown(channel, 1);
        assertThat(fixture.answers.last().command())
                .isEqualTo(new Command.ShowPerspective("china", "us-china", "2026-02-05"));
        fixture.sandbox.write(member, channel, "/today");
        fixture.shown(channel, 2);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Today(""));
        fixture.sandbox.write(member, direct, "/unsubscribe all");
        fixture.shown(direct, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Unsubscribe("all", Target.ME));
        fixture.sandbox.write(member, channel, "/help");
        fixture.shown(channel, 3);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Help());
        fixture.sandbox.write(member, channel, "/topics");
        fixture.shown(channel, 4);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.ListTopics());
        fixture.sandbox.write(member, channel, "/settings");
        fixture.shown(channel, 5);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Settings());
        fixture.sandbox.write(manager, channel, "/broadcast");
        fixture.shown(channel, 6);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.WriteBroadcast(""));
    }

    @Test
    void commandsCanBeGivenInThePersonsLanguage() {
        fixture.sandbox.write(member, channel, "/视角 视角:china 话题:us-china");
        fixture.shown(channel, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.ShowPerspective("china", "us-china", ""));
        fixture.sandbox.write(manager, channel, "/subscribe trade to:\"this channel\"");
        fixture.shown(channel, 2);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Subscribe("trade", Target.HERE));
    }

    @Test
    void aLongerTextIsWrittenInAFormAndComesBackAsACommand() {
        fixture.answers.reply =
                _ -> new Reply.OpenModal("Announcement", "What to say", SampleContents.text("write it"));
        fixture.sandbox.write(manager, channel, "/broadcast");
        awaitForm(channel, manager, "Announcement");
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("a preview"));
        String text = "**Hello**\n\n" + "a".repeat(3_980);
        fixture.sandbox.submit(manager, channel, Map.of("text", text));
        ShownMessage preview = fixture.shown(channel, 1);
        assertThat(preview.onlyFor()).map(SandboxPerson::id).contains(manager.id());
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.WriteBroadcast(text));
        assertThatThrownBy(() -> fixture.sandbox.submit(manager, channel, Map.of("text", text)))
                .hasMessageContaining("No form is open");
    }

    @Test
    void aPressCanOpenTheFormToo() {
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.OpenModal("Again", "What to say", SampleContents.text("write it"))
                : new Reply.PublicMessage(overview());
        fixture.sandbox.write(member, direct, "/today");
        fixture.sandbox.press(member, direct, fixture.shown(direct, 1).id(), 2, 0);
        awaitForm(direct, member, "Again");
        fixture.answers.reply = _ -> new Reply.PublicMessage(SampleContents.text("a preview"));
        fixture.sandbox.submit(member, direct, Map.of("text", "Hello"));
        assertThat(DiscordFixture.text(fixture.shown(direct, 2))).isEqualTo("a preview");
    }

    @Test
    void aFormWithSeveralFieldsComesBackAsACommandAndChangesTheMessageThatOpenedIt() {
        var form = new SettingsPress.OpenForm(3, Optional.empty());
        List<FormField> fields = List.of(
                new FormField.AnyOf("few", "Some", true, choices(10)),
                new FormField.AnyOf("many", "Some of many", true, choices(25)),
                new FormField.AnyOf("none", "Perhaps some", false, choices(1)),
                new FormField.OneOf("one", "One", choices(2)),
                new FormField.ShortText("time", "Time", "in Berlin", "07:45", "08:00", 5));
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.OpenForm("Trade", form, fields, SampleContents.text("no form"))
                : new Reply.EphemeralMessage(overview());
        fixture.sandbox.write(manager, channel, "/settings");
        fixture.sandbox.press(manager, channel, fixture.shown(channel, 1).id(), 2, 0);
        awaitForm(channel, manager, "Trade");
        assertThatThrownBy(() -> fixture.sandbox.fill(manager, channel, Map.of("one", List.of("3"))))
                .hasMessageContaining("does not have such a choice");
        assertThatThrownBy(() -> fixture.sandbox.fill(manager, channel, Map.of("few", List.of())))
                .hasMessageContaining("does not have such a choice");
        fixture.answers.reply = _ -> new Reply.EditPressed(SampleContents.text("saved"));
        fixture.sandbox.fill(
                manager,
                channel,
                Map.of(
                        "few", List.of("2", "9"),
                        "many", List.of("25"),
                        "none", List.of(),
                        "one", List.of("2")));
        await().until(() -> DiscordFixture.text(fixture.shown(channel, 1)).equals("saved"));
        assertThat(fixture.answers.last().command())
                .isEqualTo(new Command.FillForm(
                        form,
                        Map.of(
                                "few", List.of("2", "9"),
                                "many", List.of("25"),
                                "none", List.of(),
                                "one", List.of("2"),
                                "time", List.of("07:45"))));
    }

    /// The first one is chosen.
    private static List<FormChoice> choices(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new FormChoice(Integer.toString(i), "Choice " + i, i == 1))
                .toList();
    }

    @Test
    void whatIsWrittenAboutAMistakeComesBackWithWhatItIsAbout() {
        var about = new Press.ReportMistakeIn(3, new DigestView.OnePerspective(1));
        fixture.answers.reply = _ ->
                new Reply.OpenModal("Mistake", "What is wrong", Optional.of(about), SampleContents.text("write it"));
        fixture.sandbox.write(member, direct, "/today");
        awaitForm(direct, member, "Mistake");
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("thanks"));
        fixture.sandbox.submit(member, direct, Map.of("text", "the figure"));
        fixture.shown(direct, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.Mistake(Optional.of(about), "the figure"));
    }

    @Test
    void aTextThatIsEditedIsInTheFormUnlessItIsTooLongForOne() {
        Press edit = new BroadcastPress.EditText(7);
        fixture.answers.reply = _ -> new Reply.OpenModal(
                "Broadcast 7", "Message", Optional.of(edit), "**Hello**", SampleContents.text("reply to this"));
        fixture.sandbox.write(member, direct, "/broadcast");
        awaitForm(direct, member, "Broadcast 7");
        assertThat(fixture.events)
                .filteredOn(SandboxEvent.FormOpened.class::isInstance)
                .last()
                .extracting(opened -> ((SandboxEvent.FormOpened) opened).form().fields())
                .asInstanceOf(InstanceOfAssertFactories.list(ClientForm.Field.class))
                .extracting(ClientForm.Field::text)
                .containsExactly("**Hello**");
        fixture.answers.reply = _ -> new Reply.EphemeralMessage(SampleContents.text("a preview"));
        fixture.sandbox.submit(member, direct, Map.of("text", "**Hello** again"));
        fixture.shown(direct, 1);
        assertThat(fixture.answers.last().command()).isEqualTo(new Command.WriteBroadcast("#7\n**Hello** again"));

        fixture.answers.reply = _ -> new Reply.OpenModal(
                "Broadcast 7", "Message", Optional.of(edit), "a".repeat(4_001), SampleContents.text("write #7"));
        fixture.sandbox.write(member, direct, "/broadcast");
        assertThat(DiscordFixture.text(fixture.shown(direct, 2))).isEqualTo("write #7");
    }

    @Test
    void aFileComesWithItsAnswerForThePersonAlone() {
        fixture.answers.reply = request -> new Reply.WithFile(
                new FileRequest.ExportFile(SampleContents.text("everything"), Optional.of(request.person())), false);
        fixture.sandbox.write(manager, channel, "/export");
        ShownMessage answer = fixture.shown(channel, 1);
        assertThat(answer.onlyFor()).map(SandboxPerson::id).contains(manager.id());
        assertThat(DiscordFixture.text(answer)).contains("everything", "digestbot.json");
    }

    /// An empty library has no digest to draw.
    @Test
    void aFileThatCannotBeMadeIsAnsweredWithAnApology() {
        var reader = new Reader("en", ReadingOptions.DEFAULT, LocalDate.of(2026, 2, 5), ZoneOffset.UTC, Set.of());
        fixture.answers.reply =
                _ -> new Reply.WithFile(new FileRequest.CardFile(SampleContents.text("a day"), 1, 1, reader), true);
        fixture.sandbox.write(manager, channel, "/card");
        assertThat(DiscordFixture.text(fixture.shown(channel, 1)))
                .isEqualTo(Texts.of("en").format(ReplyPhrase.SOMETHING_WRONG));
        assertThat(fixture.answers.last().command()).isEqualTo(new LookupCommand.Card("", ""));
    }

    @Test
    void aFormThatIsAskedForInAFormIsExplainedInstead() {
        fixture.answers.reply =
                _ -> new Reply.OpenModal("Announcement", "What to say", SampleContents.text("write it"));
        fixture.sandbox.write(member, direct, "/broadcast");
        awaitForm(direct, member, "Announcement");
        fixture.sandbox.submit(member, direct, Map.of("text", "Hello"));
        assertThat(DiscordFixture.text(fixture.shown(direct, 1))).isEqualTo("write it");
    }

    @Test
    void aServerOffersTheAnnouncementToItsAdminsAlone() {
        assertThatThrownBy(() -> fixture.sandbox.write(member, channel, "/broadcast"))
                .hasMessage("/broadcast is not offered to Member.");
    }

    @Test
    void offersWhatCanBeChosen() {
        assertThat(fixture.sandbox.suggest(member, channel, "/subscribe us")).containsExactly("US vs China");
        assertThat(fixture.sandbox.suggest(member, channel, "/today many")).hasSize(25);
        assertThat(fixture.sandbox.suggest(member, direct, "/perspective ch"))
                .containsExactly("side of  like ch in zh-CN");
        assertThat(fixture.sandbox.suggest(member, direct, "/perspective perspective:china topic:trade date:2026"))
                .containsExactly("day of trade like 2026");
        assertThat(fixture.sandbox.suggest(member, direct, "/zone ber")).containsExactly("zone like ber");
        assertThat(fixture.sandbox.suggest(member, direct, "/today fail")).isEmpty();
    }

    @Test
    void aPressInDirectMessagesChangesTheMessage() {
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.EditPressed(SampleContents.text("the other side"), 0)
                : new Reply.PublicMessage(overview());
        fixture.sandbox.write(member, direct, "/today");
        ShownMessage shown = fixture.shown(direct, 1);
        fixture.sandbox.press(member, direct, shown.id(), 2, 0);
        await().untilAsserted(() -> assertThat(
                        DiscordFixture.text(fixture.fromBot(direct).getLast()))
                .isEqualTo("the other side"));
        assertThat(fixture.fromBot(direct)).hasSize(1);
        assertThat(fixture.answers.last().command())
                .isEqualTo(new Command.Pressed(Optional.of(new Press.Show(7, new DigestView.OnePerspective(0), 0))));
    }

    @Test
    void aPressInAChannelAnswersThePresserAloneAndTheirNextPressChangesThatAnswer() {
        fixture.answers.reply = request -> request.command() instanceof Command.Pressed
                ? new Reply.EphemeralView(
                        new Content(
                                overview().panels(),
                                SampleContents.twoPerspectives(),
                                overview().view()),
                        0,
                        "p",
                        true)
                : new Reply.PublicMessage(overview());
        fixture.sandbox.write(manager, channel, "/today");
        ShownMessage shown = fixture.shown(channel, 1);
        assertThat(shown.onlyFor()).isEmpty();
        fixture.sandbox.press(member, channel, shown.id(), 3, 0);
        ShownMessage aside = fixture.shown(channel, 2);
        assertThat(aside.onlyFor()).map(SandboxPerson::id).contains(member.id());
        assertThat(fixture.answers.last().command())
                .isEqualTo(new Command.Pressed(Optional.of(new Press.Show(7, new DigestView.OnePerspective(1), 0))));
        fixture.answers.reply = _ -> new Reply.EphemeralView(SampleContents.text("changed"), 0, "p", true);
        fixture.sandbox.press(member, channel, aside.id(), 2, 0);
        await().untilAsserted(() -> assertThat(
                        DiscordFixture.text(fixture.fromBot(channel).getLast()))
                .isEqualTo("changed"));
        assertThat(fixture.fromBot(channel)).hasSize(2);
    }

    @Test
    void shortAnswersAreForThePersonAndSilenceIsNoFailure() {
        fixture.answers.reply = _ -> new Reply.Toast("a short text");
        fixture.sandbox.write(member, channel, "/today");
        ShownMessage toast = fixture.shown(channel, 1);
        assertThat(toast.onlyFor()).isPresent();
        fixture.answers.reply = _ -> new Reply.NoReply();
        int before = fixture.sandbox.requests().size();
        fixture.sandbox.write(member, channel, "/today");
        await().until(() -> fixture.sandbox.requests().stream()
                .skip(before)
                .anyMatch(made -> made.method().equals("DELETE")));
        fixture.shown(channel, 1);
    }

    @Test
    void aSlowAnswerIsPromisedInTime() {
        CountDownLatch promised = new CountDownLatch(1);
        fixture.answers.reply = _ -> {
            awaitQuietly(promised);
            return new Reply.PublicMessage(SampleContents.text("at last"));
        };
        fixture.sandbox.write(member, channel, "/today");
        await().until(() -> !fixture.fromBot(channel).isEmpty());
        promised.countDown();
        await().untilAsserted(() -> assertThat(
                        DiscordFixture.text(fixture.fromBot(channel).getLast()))
                .isEqualTo("at last"));
        fixture.shown(channel, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/yesterday", "/digest date:2026-02-05", "/changes", "/sources", "/card", "/perspective us"})
    void aSlowAnswerOfALookupIsSeenByAll(String command) {
        ShownMessage answer = slowly(command, new Reply.PublicMessage(SampleContents.text("at last")));
        assertThat(answer.onlyFor()).isEmpty();
    }

    @Test
    void aSlowQuestionIsSeenByThePersonAloneWhereAnAnswerWouldBeSeenByAll() {
        ShownMessage question =
                slowly("/today nosuchtopic", new Reply.EphemeralMessage(SampleContents.text("at last")));
        assertThat(question.onlyFor()).isPresent();
    }

    @Test
    void aSlowAnswerForAllIsSeenByAllWhereAnotherWasExpected() {
        ShownMessage answer = slowly("/latest", new Reply.PublicMessage(SampleContents.text("at last")));
        assertThat(answer.onlyFor()).isEmpty();
    }

    /// The only message in the channel, which comes after its deferral was shown.
    private ShownMessage slowly(String command, Reply reply) {
        CountDownLatch promised = new CountDownLatch(1);
        fixture.answers.reply = _ -> {
            awaitQuietly(promised);
            return reply;
        };
        fixture.sandbox.write(member, channel, command);
        await().until(() -> !fixture.fromBot(channel).isEmpty());
        promised.countDown();
        await().untilAsserted(() -> assertThat(fixture.fromBot(channel))
                .singleElement()
                .extracting(DiscordFixture::text)
                .isEqualTo("at last"));
        return fixture.shown(channel, 1);
    }

    @Test
    void aSlowFileComesInThePlaceOfThePromise() {
        CountDownLatch promised = new CountDownLatch(1);
        fixture.answers.reply = request -> {
            awaitQuietly(promised);
            return new Reply.WithFile(
                    new FileRequest.ExportFile(SampleContents.text("everything"), Optional.of(request.person())),
                    false);
        };
        fixture.sandbox.write(manager, channel, "/export");
        await().until(() -> !fixture.fromBot(channel).isEmpty());
        promised.countDown();
        await().untilAsserted(() -> assertThat(
                        DiscordFixture.text(fixture.fromBot(channel).getLast()))
                .contains("everything", "digestbot.json"));
        fixture.shown(channel, 1);
    }

    @Test
    void aFailureIsToldInASentence() {
        fixture.answers.reply = _ -> {
            throw new IllegalStateException("a bug");
        };
        fixture.sandbox.write(member, channel, "/today");
        ShownMessage answer = fixture.shown(channel, 1);
        assertThat(DiscordFixture.text(answer)).startsWith("出了点问题");
        assertThat(answer.onlyFor()).isPresent();
    }

    @Test
    void anAnswerThatDiscordRefusesIsToldToo() {
        fixture.sandbox.fault(channel, new SandboxFault.Refused(1));
        fixture.sandbox.write(member, channel, "/today");
        assertThat(DiscordFixture.text(fixture.shown(channel, 1))).startsWith("出了点问题");
    }

    @Test
    void aDeletedChannelIsReported() {
        SandboxPlace doomed = fixture.sandbox.channel("doomed");
        fixture.sandbox.deleteChannel(doomed);
        await().untilAsserted(() ->
                assertThat(fixture.chats.told).contains("unreachable " + doomed.id() + ": the channel was deleted"));
    }

    private static long opened() {
        return fixture.sandbox.requests().stream()
                .filter(made -> made.path().equals("/users/@me/channels"))
                .count();
    }

    private static Content overview() {
        return SampleContents.view(
                new DigestView.Overview(),
                0,
                SampleContents.twoPerspectives(),
                SampleContents.lead("US vs China", "2 articles", SampleContents.bullets("a point")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(40, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never promised");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitForm(SandboxPlace place, SandboxPerson person, String title) {
        await().until(() -> fixture.events.stream()
                .anyMatch(event -> event instanceof SandboxEvent.FormOpened opened
                        && opened.place().equals(place)
                        && opened.person().equals(person)
                        && opened.form().title().equals(title)));
    }
}
