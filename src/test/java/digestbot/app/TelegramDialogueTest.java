package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.clientview.ClientRow;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The whole bot in Telegram's groups, forums and channels.
@Tag("full")
class TelegramDialogueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SandboxPerson ADMIN = new SandboxPerson(601, "Ida", "en");
    private static final SandboxPerson MEMBER = new SandboxPerson(602, "Max", "en");
    private static final SandboxPlace GROUP = new SandboxPlace(-1_001_000_000_601L, SandboxPlace.Kind.GROUP, "Readers");
    private static final SandboxPlace CHANNEL =
            new SandboxPlace(-1_001_000_000_602L, SandboxPlace.Kind.CHANNEL, "Wire");

    @TempDir
    Path folder;

    private final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private Bot bot;

    @BeforeEach
    void start() throws Exception {
        log.start();
        ((Logger) LoggerFactory.getLogger(CommandDispatcher.class)).addAppender(log);
        fixture = new BotFixture(folder);
        fixture.telegram.listen(events::add);
        fixture.telegram.promote(GROUP, ADMIN);
        fixture.telegram.promote(CHANNEL, ADMIN);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        bot = Bot.start(fixture.config(), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
        ((Logger) LoggerFactory.getLogger(CommandDispatcher.class)).detachAppender(log);
    }

    @Test
    void aGroupsAdminChoosesForThemselvesToSeeAndAMemberIsRefused() {
        fixture.telegram.write(MEMBER, GROUP, "/topics");
        awaitText(GROUP, "[1 Topic trade]");
        press(MEMBER, GROUP);
        await().atMost(PATIENCE).until(() -> toasts().contains("Only admins of this chat"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("refused Pressed in telegram chat " + GROUP.id()
                        + ": telegram user 602 lacks permission CHANGE_SETTINGS");
        assertThat(text(GROUP)).doesNotContain("✓");
        press(ADMIN, GROUP);
        awaitAlone(ADMIN, "[1 ✓ Topic trade]");
        assertThat(ofTheBot(GROUP)).hasSize(1);
        assertThat(text(GROUP)).doesNotContain("✓");
    }

    @Test
    void eachMemberLooksAtAnotherViewAndTheGroupsMessageStays() throws Exception {
        String before = digestInGroup();
        long shared = last(GROUP).id();
        fixture.telegram.press(MEMBER, GROUP, shared, number("🔴 China", GROUP), 0);
        awaitAlone(MEMBER, "second side says its part");
        fixture.telegram.press(ADMIN, GROUP, shared, number("🔵 United States", GROUP), 0);
        awaitAlone(ADMIN, "first side says its part");
        assertThat(fixture.telegram.ephemeral(MEMBER, GROUP))
                .singleElement()
                .extracting(message -> message.inPlaceOf().orElseThrow())
                .isEqualTo(shared);
        fixture.telegram.press(
                MEMBER,
                GROUP,
                fixture.telegram.ephemeral(MEMBER, GROUP).getFirst().id(),
                number("🔵 United States", GROUP),
                0);
        awaitAlone(MEMBER, "first side says its part");
        assertThat(fixture.telegram.ephemeral(MEMBER, GROUP)).hasSize(1);
        assertThat(text(GROUP)).isEqualTo(before);
    }

    @Test
    void aCorrectionChangesTheGroupsMessageAndNoMembersOwn() throws Exception {
        digestInGroup();
        fixture.telegram.press(MEMBER, GROUP, last(GROUP).id(), number("🔵 United States", GROUP), 0);
        awaitAlone(MEMBER, "first side says its part");
        List<ShownMessage> own = fixture.telegram.ephemeral(MEMBER, GROUP);
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something corrected"));
        awaitText(GROUP, "Something corrected");
        assertThat(fixture.telegram.ephemeral(MEMBER, GROUP)).isEqualTo(own);
    }

    @Test
    void commandsAboutTheGroupAreAnsweredToTheirSenderAloneWhereTheBotIsAnAdmin() {
        fixture.telegram.promoteBot(ADMIN, GROUP);
        for (String line : List.of("/settings", "/why", "/search one", "/mistake", "/export", "/privacy", "/missed")) {
            int before = fixture.telegram.ephemeral(ADMIN, GROUP).size();
            fixture.telegram.write(ADMIN, GROUP, line);
            await(line)
                    .atMost(PATIENCE)
                    .until(() -> fixture.telegram.ephemeral(ADMIN, GROUP).size() > before);
        }
        assertThat(ofTheBot(GROUP)).isEmpty();
        fixture.telegram.write(ADMIN, GROUP, "/today trade");
        awaitText(GROUP, "An old one");
    }

    @Test
    void aMistakeInAGroupIsDescribedInThePrivateChat() throws Exception {
        digestInGroup();
        fixture.telegram.press(MEMBER, GROUP, last(GROUP).id(), number("Report a mistake", GROUP), 0);
        awaitAlone(MEMBER, "which part");
        ShownMessage choice = fixture.telegram.ephemeral(MEMBER, GROUP).getLast();
        fixture.telegram.press(MEMBER, GROUP, choice.id(), 1, 0);
        SandboxPlace own = fixture.privateChat(MEMBER);
        awaitText(own, "What is wrong?");
        fixture.telegram.reply(MEMBER, own, last(own).id(), "The number is wrong.");
        awaitText(own, "I've passed it on");
    }

    /// Subscribes the group and delivers a digest to it.
    private String digestInGroup() throws Exception {
        fixture.telegram.write(ADMIN, GROUP, "/subscribe trade");
        awaitText(GROUP, "Topic trade will be posted here");
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        awaitText(GROUP, "Something new");
        return text(GROUP);
    }

    private void awaitAlone(SandboxPerson person, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(BotFixture.text(fixture.telegram.ephemeral(person, GROUP)))
                        .contains(text));
    }

    @Test
    void anAnonymousAdminIsObeyed() {
        fixture.telegram.writeAnonymously(GROUP, "/subscribe trade");
        awaitText(GROUP, "Topic trade will be posted here");
    }

    @Test
    void aForumGetsItsDigestsInTheTopicThatSubscribed() throws Exception {
        fixture.telegram.writeInThread(ADMIN, GROUP, 42, "/subscribe trade");
        awaitText(GROUP, "Topic trade will be posted here");
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        awaitText(GROUP, "Something new");
        assertThat(fixture.telegram.requests())
                .filteredOn(request -> request.path().equals("sendMessage"))
                .allSatisfy(request -> assertThat(
                                request.body().path("message_thread_id").asLong())
                        .isEqualTo(42));
    }

    @Test
    void aChannelSubscribesAndItsReadersLookForThemselves() throws Exception {
        fixture.telegram.write(ADMIN, CHANNEL, "/subscribe trade");
        awaitText(CHANNEL, "Topic trade will be posted here");
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        awaitText(CHANNEL, "Something new");
        int posts = ofTheBot(CHANNEL).size();
        String before = text(CHANNEL);

        fixture.telegram.press(MEMBER, CHANNEL, last(CHANNEL).id(), 2, 0);
        SandboxPlace own = fixture.privateChat(MEMBER);
        awaitText(own, "side says its part about it");
        assertThat(ofTheBot(CHANNEL)).hasSize(posts);
        assertThat(text(CHANNEL)).isEqualTo(before);
    }

    @Test
    void aReaderWhoPressesWhatManagesAChannelIsRefused() {
        fixture.telegram.write(ADMIN, CHANNEL, "/topics");
        awaitText(CHANNEL, "[1 Topic trade]");
        press(MEMBER, CHANNEL);
        await().atMost(PATIENCE).until(() -> toasts().contains("Only admins of this chat"));
        press(ADMIN, CHANNEL);
        awaitText(CHANNEL, "[1 ✓ Topic trade]");
    }

    @Test
    void aReaderWhoLooksForTopicsInAChannelFindsTheirOwn() {
        fixture.telegram.write(ADMIN, CHANNEL, "/help");
        awaitText(CHANNEL, " Topics]");
        fixture.telegram.press(MEMBER, CHANNEL, last(CHANNEL).id(), number("Topics", CHANNEL), 0);
        awaitText(fixture.privateChat(MEMBER), "[1 Topic trade]");
        assertThat(ofTheBot(CHANNEL)).hasSize(1);
    }

    @Test
    void aStrangersAnnouncementIsRefused() {
        fixture.telegram.write(MEMBER, fixture.privateChat(MEMBER), "/broadcast Buy this");
        awaitText(fixture.privateChat(MEMBER), "Only this bot's operators");
    }

    @Test
    void whoBlocksTheBotGetsNothingUntilTheyWriteAgain() throws Exception {
        SandboxPlace own = fixture.privateChat(MEMBER);
        fixture.telegram.write(MEMBER, own, "/subscribe trade");
        awaitText(own, "Subscribed to Topic trade");
        fixture.telegram.write(ADMIN, GROUP, "/subscribe trade");
        awaitText(GROUP, "Topic trade will be posted here");
        fixture.telegram.block(MEMBER);
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        awaitText(GROUP, "Something new");
        assertThat(text(own)).doesNotContain("Something new");
        fixture.telegram.write(MEMBER, own, "/help");
        awaitText(own, "/today");
        fixture.drop("next.md", BotFixture.digest("trade", day.minusDays(1).toString(), "The next one"));
        awaitText(own, "The next one");
        assertThat(text(own)).doesNotContain("Something new");
    }

    @Test
    void whoStoppedIsNotResumedByAMereMessage() throws Exception {
        SandboxPlace own = fixture.privateChat(MEMBER);
        fixture.telegram.write(MEMBER, own, "/subscribe trade");
        awaitText(own, "Subscribed to Topic trade");
        fixture.telegram.write(ADMIN, GROUP, "/subscribe trade");
        awaitText(GROUP, "Topic trade will be posted here");
        fixture.telegram.write(MEMBER, own, "/stop");
        fixture.telegram.write(MEMBER, own, "/help");
        awaitText(own, "/today");
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        awaitText(GROUP, "Something new");
        assertThat(text(own)).doesNotContain("Something new");
    }

    /// The time from the message to its answer on the screen, the simulator's part included. The
    /// quickest quarter is judged, since whatever else the machine does affects the others.
    @Test
    void answersInUnderATenthOfASecond() {
        List<Duration> times = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            SandboxPerson reader = new SandboxPerson(700 + round, "Reader", "en");
            long before = System.nanoTime();
            fixture.telegram.write(reader, fixture.privateChat(reader), "/today trade");
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> text(fixture.privateChat(reader)).contains("An old one"));
            times.add(Duration.ofNanos(System.nanoTime() - before));
        }
        Collections.sort(times);
        assertThat(times.get(times.size() / 4)).isLessThan(Duration.ofMillis(100));
    }

    private void press(SandboxPerson person, SandboxPlace place) {
        fixture.telegram.press(person, place, last(place).id(), 1, 0);
    }

    /// The number of the newest message's button with that label.
    private int number(String label, SandboxPlace place) {
        return last(place).rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                .filter(key -> key.label().equals(label))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private ShownMessage last(SandboxPlace place) {
        return ofTheBot(place).getLast();
    }

    private List<ShownMessage> ofTheBot(SandboxPlace place) {
        return fixture.telegram.screen(place).stream()
                .filter(message -> message.author().isEmpty())
                .toList();
    }

    private String text(SandboxPlace place) {
        return BotFixture.text(ofTheBot(place));
    }

    private void awaitText(SandboxPlace place, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(place)).contains(text));
    }

    private String toasts() {
        return events.stream()
                .filter(SandboxEvent.Toast.class::isInstance)
                .map(event -> ((SandboxEvent.Toast) event).text())
                .toList()
                .toString();
    }
}
