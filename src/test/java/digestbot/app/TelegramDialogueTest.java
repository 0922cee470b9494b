package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class TelegramDialogueTest extends BotStory {

    private static final SandboxPerson ADMIN = new SandboxPerson(601, "Ida", "en");
    private static final SandboxPerson MEMBER = new SandboxPerson(602, "Max", "en");
    private static final SandboxPlace GROUP = new SandboxPlace(-1_001_000_000_601L, SandboxPlace.Kind.GROUP, "Readers");
    private static final SandboxPlace CHANNEL =
            new SandboxPlace(-1_001_000_000_602L, SandboxPlace.Kind.CHANNEL, "Wire");

    private final List<String> toasts = new CopyOnWriteArrayList<>();
    private ChatDriver admin;
    private ChatDriver channel;
    private ChatDriver member;

    @BeforeEach
    void startBot() throws Exception {
        fixture.telegram.listen(event -> {
            if (event instanceof SandboxEvent.Toast toast) {
                toasts.add(toast.text());
            }
        });
        fixture.telegram.promote(GROUP, ADMIN);
        fixture.telegram.promote(CHANNEL, ADMIN);
        drop("2026-01-05", "An old one");
        start(OWNER);
        admin = ChatDriver.onTelegram(fixture, GROUP, ADMIN);
        channel = ChatDriver.onTelegram(fixture, CHANNEL, ADMIN);
        member = ChatDriver.onTelegram(fixture, fixture.privateChat(MEMBER), MEMBER);
    }

    private void memberIsRefused() {
        await().untilAsserted(() -> assertThat(toasts)
                .as("what pops up over screens")
                .anyMatch(text -> text.contains("Only admins of this chat")));
    }

    private void subscribeGroup() {
        admin.write("/subscribe trade", "Topic trade will be posted here");
    }

    private void isShownTo(SandboxPerson person, String text) {
        await().untilAsserted(() -> assertThat(BotFixture.text(fixture.telegram.ephemeral(person, GROUP)))
                .as("what only " + person.name() + " sees")
                .contains(text));
    }

    @Test
    void membersLookAtViewsForThemselvesAndACorrectionChangesTheGroupsMessageAlone() throws Exception {
        subscribeGroup();
        drop(TODAY, "Something new");
        admin.shows("Something new");
        String before = admin.text();
        ChatDriver reader = ChatDriver.onTelegram(fixture, GROUP, MEMBER);
        reader.pressOnly(reader.newest(), "China");
        isShownTo(MEMBER, "second side says its part");
        admin.pressOnly(admin.newest(), "United States");
        isShownTo(ADMIN, "first side says its part");
        assertThat(admin.text()).as("what all see").isEqualTo(before);
        List<ShownMessage> own = fixture.telegram.ephemeral(MEMBER, GROUP);
        drop(TODAY, "Something corrected");
        admin.shows("Something corrected");
        assertThat(fixture.telegram.ephemeral(MEMBER, GROUP)).isEqualTo(own);
    }

    @Test
    void anAnswerToAPersonsMessageInAGroupMakesThemAnEditorWhoIsOfferedMore() {
        admin.write("/topics", "Topic trade");
        long message = fixture.telegram.screen(GROUP).getFirst().id();
        fixture.telegram.reply(OLGA, GROUP, message, "/role editor");
        admin.shows("Ida (Telegram 601) is now editor.");
        until(() -> offered("/release"));
        assertThat(offered("/broadcast"))
                .as("broadcasts are offered to an editor")
                .isFalse();
        fixture.telegram.reply(OLGA, GROUP, message, "/role none");
        until(() -> !offered("/release"));
    }

    private boolean offered(String command) {
        return fixture.telegram.offered(ADMIN, fixture.privateChat(ADMIN)).stream()
                .anyMatch(line -> line.startsWith(command));
    }

    @Test
    void aForumGetsItsDigestsInTheTopicWhereAnAnonymousAdminSubscribed() throws Exception {
        fixture.telegram.writeInThread(ADMIN, GROUP, 42, "/subscribe trade");
        admin.shows("Topic trade will be posted here");
        drop(TODAY, "Something new");
        admin.shows("Something new");
        assertThat(fixture.telegram.requests())
                .filteredOn(request -> request.path().equals("sendMessage"))
                .extracting(request -> request.body().path("message_thread_id").asLong())
                .containsOnly(42L);
        fixture.telegram.writeAnonymously(GROUP, "/unsubscribe trade");
        admin.shows("Unsubscribed from");
    }

    @Test
    void aChannelSubscribesAndItsReadersLookForThemselves() throws Exception {
        channel.write("/topics", "[1 Topic trade]");
        fixture.telegram.press(MEMBER, CHANNEL, channel.newest().id(), 1, 0);
        memberIsRefused();
        channel.tap("Topic trade", "[1 ✓ Topic trade]");
        drop(TODAY, "Something new");
        channel.shows("Something new");
        String before = channel.text();
        fixture.telegram.press(MEMBER, CHANNEL, channel.newest().id(), 2, 0);
        member.shows("side says its part about it");
        assertThat(channel.text()).as("what all see").isEqualTo(before);
    }

    @Test
    void whoBlocksTheBotGetsNothingUntilTheyWriteAgainAndWhoStoppedNotEvenThen() throws Exception {
        member.write("/subscribe trade", "Subscribed to Topic trade");
        telegram.write("/subscribe trade", "Subscribed to Topic trade");
        subscribeGroup();
        telegram.write("/stop", "");
        telegram.write("/help", "/today");
        fixture.telegram.block(MEMBER, true);
        drop(TODAY, "Something new");
        admin.shows("Something new");
        member.write("/help", "/today");
        drop(YESTERDAY, "The next one");
        member.shows("The next one");
        admin.shows("The next one");
        until(() -> Set.of(DeliveryState.SENT, DeliveryState.FAILED)
                .containsAll(bot().deliveries(DeliveryCause.DIGEST).keySet()));
        assertThat(member.text()).doesNotContain("Something new");
        assertThat(telegram.text()).as("who stopped").doesNotContain("Something new", "The next one");
    }
}
