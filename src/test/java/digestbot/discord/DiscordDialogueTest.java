package digestbot.discord;

import static digestbot.discord.DiscordFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.chat.CommandRequest;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.action.Action;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Conversations of people with the bot, through the real client library.
@ExtendWith(SharedDiscord.class)
class DiscordDialogueTest {

    private static final Reply FORM = new Reply.OpenModal(
            "Announcement", "What to say", Optional.of("Picture"), Optional.empty(), SampleContents.text("write it"));

    private static final AtomicInteger PEOPLE = new AtomicInteger(1_000);

    private final DiscordFixture fixture;
    private final SandboxPerson member = new SandboxPerson(PEOPLE.incrementAndGet(), "Member", "zh-CN");
    private final SandboxPerson manager = new SandboxPerson(PEOPLE.incrementAndGet(), "Manager", "en-GB");
    private final SandboxPlace channel;
    private final SandboxPlace direct;

    DiscordDialogueTest(DiscordFixture fixture) {
        this.fixture = fixture;
        channel = fixture.channel();
        direct = fixture.sandbox.directMessages(member);
        fixture.sandbox.promote(channel, manager);
    }

    private static void assertFor(SandboxPerson person, ShownMessage message) {
        assertThat(message.onlyFor()).map(SandboxPerson::id).as("seen only by").contains(person.id());
    }

    @Test
    void aManagersSubscriptionIsForTheChannelUnlessSaidOtherwise() {
        CommandRequest request = fixture.ask(manager, channel, "/subscribe us-china");
        assertThat(request.action()).isEqualTo(new SubscribeAction.Subscribe("us-china", Target.HERE));
        assertThat(request.personIsChatAdmin()).as("chat admin").isTrue();
        assertThat(request.origin().chat().id()).isEqualTo(channel.id());
        assertThat(request.origin().chat().kind()).isEqualTo(ChatType.GROUP);
        assertThat(request.origin().chat().title()).endsWith("#" + channel.title());
        assertThat(request.person().userId()).isEqualTo(manager.id());
        assertThat(request.person().language()).isEqualTo("en-GB");

        fixture.sandbox.directMessages(manager);
        CommandRequest own = fixture.ask(manager, channel, "/subscribe us-china to:me");
        assertThat(own.action()).isEqualTo(new SubscribeAction.Subscribe("us-china", Target.ME));
        assertThat(own.privateChat()).isPresent();
    }

    @Test
    void aMembersSubscriptionGoesToDirectMessagesWhichAreOpenedBefore() {
        int opened = fixture.opened();
        fixture.answers.with(new Reply.EphemeralMessage(SampleContents.text("yours")));
        CommandRequest request = fixture.ask(member, channel, "/subscribe us-china");
        assertFor(member, fixture.shown(channel, 1));
        assertThat(request.action()).isEqualTo(new SubscribeAction.Subscribe("us-china", Target.ME));
        assertThat(request.personIsChatAdmin()).as("chat admin").isFalse();
        assertThat(request.privateChat().orElseThrow().chat().id()).isEqualTo(direct.id());
        assertThat(request.privateChat().orElseThrow().chat().kind()).isEqualTo(ChatType.PRIVATE);
        assertThat(fixture.opened()).isEqualTo(opened + 1);

        fixture.restart();
        CommandRequest again = fixture.ask(member, channel, "/subscribe trade");
        assertThat(again.privateChat().orElseThrow().chat().id()).isEqualTo(direct.id());
        assertThat(fixture.opened()).as("opened once for both processes").isEqualTo(opened + 1);

        CommandRequest here = fixture.ask(member, channel, "/subscribe us-china to:here");
        assertThat(here.action()).isEqualTo(new SubscribeAction.Subscribe("us-china", Target.HERE));
        assertThat(here.personIsChatAdmin()).as("chat admin").isFalse();
    }

    @Test
    void directMessagesThatWroteToTheBotNeedNoOpening() {
        int opened = fixture.opened();
        fixture.ask(member, direct, "/today");
        CommandRequest request = fixture.ask(member, channel, "/subscribe us-china");
        assertThat(request.privateChat().orElseThrow().chat().id()).isEqualTo(direct.id());
        assertThat(fixture.opened()).isEqualTo(opened);
    }

    @Test
    void whoComesWhenTooManyWereOpenedIsToldToTryLater() {
        fixture.opensPerMinute = 1;
        fixture.restart();
        try {
            fixture.sandbox.directMessages(manager);
            fixture.ask(manager, channel, "/subscribe us-china to:me");
            fixture.sandbox.write(member, channel, "/subscribe us-china");
            ShownMessage answer = fixture.shown(channel, 2);
            assertThat(text(answer)).startsWith("我现在发起的私信太多了。");
            assertFor(member, answer);
            assertThat(fixture.answers.asked).hasSize(1);
        } finally {
            fixture.opensPerMinute = DiscordSettings.OPENS_PER_MINUTE;
            fixture.restart();
        }
    }

    @Test
    void inDirectMessagesTheyAreTheChatAndAnswersStay() {
        fixture.answers.with(new Reply.EphemeralMessage(SampleContents.text("yours")));
        CommandRequest request = fixture.ask(member, direct, "/subscribe us-china");
        assertThat(fixture.shown(direct, 1).onlyFor()).isEmpty();
        assertThat(request.origin().chat().kind()).isEqualTo(ChatType.PRIVATE);
        assertThat(request.privateChat()).contains(request.origin());
        assertThat(request.personIsChatAdmin()).as("chat admin").isTrue();
        assertThat(fixture.chats.told).contains("back " + direct.id());
    }

    /// Discord does not say which language the client of a message uses.
    @Test
    void textInDirectMessagesIsACommandOrASearchInTheLanguageLastSeenAndTextElsewhereIsNotRead() {
        var seen = new Person(Platform.DISCORD, member.id(), "de");
        fixture.database.writeWithoutResult(tx -> new PersonStore().recordSeen(tx, seen, Instant.EPOCH));
        fixture.sandbox.write(member, channel, "steel");
        fixture.sandbox.write(member, direct, "steel tariffs");
        Waiting.exactly(1, () -> fixture.answers.asked);
        CommandRequest search = fixture.answers.last();
        assertThat(search.action()).isEqualTo(new ReadAction.Search("steel tariffs"));
        assertThat(search.person()).isEqualTo(seen);
        assertThat(search.privateChat()).contains(search.origin());
        assertThat(search.origin().chat().id()).isEqualTo(direct.id());
        fixture.sandbox.write(member, direct, "Heute");
        Waiting.exactly(2, () -> fixture.answers.asked);
        assertThat(fixture.answers.last().action()).isEqualTo(new ReadAction.ShowToday(""));
        fixture.sandbox.write(manager, fixture.sandbox.directMessages(manager), "hello");
        Waiting.exactly(3, () -> fixture.answers.asked);
        assertThat(fixture.answers.last().person().language()).isEqualTo("en");
    }

    @Test
    void commandsArriveWithTheirOptionsInThePersonsLanguageToo() {
        assertAsks(
                member,
                "/perspective china us-china 2026-02-05",
                new ReadAction.ShowPerspective("china", "us-china", "2026-02-05"));
        assertAsks(member, "/today", new ReadAction.ShowToday(""));
        assertAsks(member, "/help", new ChatAction.ShowHelp());
        assertAsks(member, "/topics", new SubscribeAction.ShowTopics(0));
        assertAsks(member, "/settings", new SettingsAction.TypedSettings("", ""));
        assertAsks(manager, "/broadcast", new BroadcastRequest.WriteBroadcast(""));
        assertAsks(member, "/视角 视角:china 话题:us-china", new ReadAction.ShowPerspective("china", "us-china", ""));
        assertAsks(
                manager, "/subscribe trade to:\"this channel\"", new SubscribeAction.Subscribe("trade", Target.HERE));
        assertAsks(
                manager,
                "/unsubscribe trade to:\"my direct messages\"",
                new SubscribeAction.Unsubscribe("trade", Target.ME));
        assertThat(fixture.ask(member, direct, "/unsubscribe all").action())
                .isEqualTo(new SubscribeAction.Unsubscribe("all", Target.ME));
    }

    private void assertAsks(SandboxPerson person, String line, Action command) {
        assertThat(fixture.ask(person, channel, line).action()).as(line).isEqualTo(command);
    }

    @Test
    void aLongerTextIsWrittenInAFormAndComesBackAsACommand() {
        openForm(channel, manager);
        fixture.answers.with(new Reply.EphemeralMessage(SampleContents.text("a preview")));
        String text = "**Hello**\n\n" + "a".repeat(3_980);
        fixture.sandbox.submit(manager, channel, Map.of("text", text));
        assertFor(manager, fixture.shown(channel, 1));
        assertThat(fixture.answers.last().action()).isEqualTo(new BroadcastRequest.WriteBroadcast(text));
        assertThatThrownBy(() -> fixture.sandbox.submit(manager, channel, Map.of("text", text)))
                .hasMessageContaining("No form is open");
    }

    @Test
    void theFormTakesAPictureTooWhichIsFetchedWhenItIsWanted() {
        openForm(channel, manager);
        fixture.answers.with(new Reply.EphemeralMessage(SampleContents.text("a preview")));
        fixture.sandbox.submit(manager, channel, Map.of("text", "Hello"), new byte[] {1, 2, 3});
        fixture.shown(channel, 1);
        AttachedPicture picture = ((BroadcastRequest.WriteBroadcast)
                        fixture.answers.last().action())
                .picture()
                .orElseThrow();
        assertThat(picture.content()).isEmpty();
        picture.fetch(Picture.MAX_BYTES);
        assertThat(picture.content())
                .hasValueSatisfying(content -> assertThat(content).containsExactly(1, 2, 3));
    }

    @Test
    void aFormThatIsAskedForInAFormIsExplainedInstead() {
        openForm(direct, member);
        fixture.sandbox.submit(member, direct, Map.of("text", "Hello"));
        assertThat(text(fixture.shown(direct, 1))).isEqualTo("write it");
    }

    /// An empty library has no digest to draw.
    @Test
    void aFileThatCannotBeMadeIsAnsweredWithAnApology() {
        var reader = new Reader("en", ReadingOptions.DEFAULT, LocalDate.of(2026, 2, 5), ZoneOffset.UTC);
        fixture.answers.with(new Reply.PublicFile(
                PublicReplies.forAll("en", new FileRequest.CardFile(SampleContents.text("a day"), 1, 1, reader))));
        assertThat(fixture.ask(manager, channel, "/card").action()).isEqualTo(new ReadAction.Card("", ""));
        assertThat(text(fixture.shown(channel, 1))).isEqualTo(Texts.of("en").format("something-wrong"));
    }

    @Test
    void offersWhatCanBeChosen() {
        assertThat(suggested(member, channel, "/subscribe us")).containsExactly("US vs China");
        assertThat(suggested(member, channel, "/today many")).hasSize(25);
        assertThat(suggested(member, direct, "/perspective ch")).containsExactly("side of  like ch in zh-CN");
        assertThat(suggested(member, direct, "/perspective perspective:china topic:trade date:2026"))
                .containsExactly("day of trade like 2026");
        assertThat(suggested(member, direct, "/zone ber")).containsExactly("zone like ber");
        assertThat(suggested(member, direct, "/today fail")).isEmpty();
    }

    private List<String> suggested(SandboxPerson person, SandboxPlace place, String line) {
        return fixture.sandbox.suggested(person, place, line).stream()
                .map(CommandOffer.Choice::name)
                .toList();
    }

    private static Action shows(int perspective) {
        return new ReadAction.Show(7, new DigestView.OnePerspective(perspective), 0);
    }

    @Test
    void aPressInAChannelAnswersThePresserAloneAndTheirNextPressChangesThatAnswer() {
        Content view = new Content(
                overview().panels(),
                SampleContents.twoPerspectives(),
                overview().view());
        fixture.answers.reply = request -> request.invocation().byPress()
                ? new Reply.EphemeralView(view, 0, "p", true)
                : PublicReplies.toAll(overview());
        fixture.ask(manager, channel, "/today");
        ShownMessage shown = fixture.shown(channel, 1);
        assertThat(shown.onlyFor()).isEmpty();
        fixture.sandbox.press(member, channel, shown.id(), 3, 0);
        ShownMessage aside = fixture.shown(channel, 2);
        assertFor(member, aside);
        assertThat(fixture.answers.last().action()).isEqualTo(shows(1));
        fixture.answers.with(new Reply.EphemeralView(SampleContents.text("changed"), 0, "p", true));
        fixture.sandbox.press(member, channel, aside.id(), 2, 0);
        fixture.awaitText(channel, "changed");
        assertThat(fixture.fromBot(channel)).hasSize(2);
    }

    @Test
    void shortAnswersAreForThePersonAndSilenceIsNoFailure() {
        fixture.answers.with(new Reply.Toast("a short text"));
        fixture.ask(member, channel, "/today");
        assertFor(member, fixture.shown(channel, 1));
        fixture.answers.with(new Reply.NoReply());
        int before = fixture.sandbox.requests().size();
        fixture.sandbox.write(member, channel, "/today");
        await().untilAsserted(
                        () -> assertThat(fixture.sandbox.requests().stream().skip(before))
                                .anyMatch(made -> made.method().equals("DELETE")));
        fixture.shown(channel, 1);
    }

    @Test
    void aFailureIsToldInASentence() {
        fixture.answers.reply = _ -> {
            throw new IllegalStateException("a bug");
        };
        fixture.sandbox.write(member, channel, "/today");
        ShownMessage answer = fixture.shown(channel, 1);
        assertThat(text(answer)).startsWith("出了点问题");
        assertFor(member, answer);
    }

    @Test
    void anAnswerThatDiscordRefusesIsToldToo() {
        fixture.sandbox.fault(channel, new SandboxFault.Refused(1));
        fixture.sandbox.write(member, channel, "/today");
        assertThat(text(fixture.shown(channel, 1))).startsWith("出了点问题");
    }

    @Test
    void aLongAnswerGoesOnInFurtherMessagesForTheSamePersonAndEndsWithItsButtons() {
        Content content = Content.of(
                List.of(lengthy("a"), lengthy("b")),
                List.of(List.of(Button.callback("Help", new ChatAction.ShowHelp()))));
        fixture.answers.with(new Reply.EphemeralMessage(content));
        fixture.sandbox.write(member, channel, "/today trade");
        fixture.shown(channel, 2);
        List<ShownMessage> answer = fixture.fromBot(channel);
        answer.forEach(message -> assertFor(member, message));
        assertThat(text(answer.getFirst())).startsWith("aaa").doesNotContain("[Help]");
        assertThat(text(answer.getLast())).startsWith("bbb").endsWith("[Help]");
    }

    private static Panel lengthy(String letter) {
        return Panel.plain(List.of(SampleContents.paragraph(SampleContents.t(letter.repeat(3_500)))));
    }

    @Test
    void aDeletedChannelIsReported() {
        fixture.sandbox.deleteChannel(channel);
        await().untilAsserted(() ->
                assertThat(fixture.chats.told).contains("unreachable " + channel.id() + ": the channel was deleted"));
    }

    private static Content overview() {
        return SampleContents.view(
                new DigestView.Overview(),
                0,
                SampleContents.twoPerspectives(),
                SampleContents.lead("US vs China", "2 articles", SampleContents.bullets("a point")));
    }

    private void openForm(SandboxPlace place, SandboxPerson person) {
        fixture.answers.with(FORM);
        fixture.sandbox.write(person, place, "/broadcast");
        await().untilAsserted(() -> assertThat(fixture.events)
                .filteredOn(SandboxEvent.FormOpened.class::isInstance)
                .map(SandboxEvent.FormOpened.class::cast)
                .anyMatch(opened -> opened.place().equals(place)
                        && opened.person().equals(person)
                        && opened.form().title().equals("Announcement")));
    }
}
