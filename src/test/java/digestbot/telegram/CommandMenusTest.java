package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.OWNER;
import static digestbot.telegram.TelegramFixture.OWNERS_CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.Permission;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.content.action.ActionSpec;
import digestbot.i18n.Texts;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandMenusTest {

    private static final SandboxPerson CHEN = new SandboxPerson(12, "Chen", "zh-hans");
    private static final SandboxPerson PIERRE = new SandboxPerson(13, "Pierre", "fr");

    /// One list for each of them, and the list for all others.
    private static final int LANGUAGES = Texts.languages().size() + 1;

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;

    @Test
    void offersInEachPlaceWhatCanBeDoneThere() {
        sandbox.join(OWNER, OWNERS_CHAT);
        sandbox.promote(GROUP, CHEN);
        startWithTheOwner();
        String reading = commands(Permission.READ);
        String managing = commands(Permission.READ, Permission.CHANGE_SETTINGS, Permission.MANAGE_DATA);
        assertThat(reading).startsWith("today latest ").doesNotContain("stop");
        assertThat(managing).contains(" stop ").doesNotContain("role");
        assertThat(offered(ANN, ANNS_CHAT)).isEqualTo(managing);
        assertThat(offered(ANN, GROUP)).isEqualTo(reading);
        assertThat(offered(CHEN, GROUP)).isEqualTo(managing);
        assertThat(offered(OWNER, OWNERS_CHAT)).isEqualTo(commands(Permission.values()));
        assertThat(offered(OWNER, GROUP)).isEqualTo(reading);
    }

    /// The commands that need one of the permissions, in the order of their declaration.
    private static String commands(Permission... permissions) {
        return ActionSpec.commands().stream()
                .filter(command -> List.of(permissions).contains(command.permission()))
                .map(ActionSpec::id)
                .collect(Collectors.joining(" "));
    }

    @Test
    void speaksTheLanguageOfTheClientElseEnglishAndRegistersEachListOnce() {
        startWithoutTheOwner();
        assertThat(sandbox.offered(ANN, ANNS_CHAT)).first().isEqualTo(today("de"));
        assertThat(sandbox.offered(CHEN, GROUP)).first().isEqualTo(today("zh"));
        assertThat(sandbox.offered(PIERRE, GROUP)).first().isEqualTo(today("en"));
        assertThat(today("de")).isNotEqualTo(today("en"));
        assertThat(requests())
                .extracting(request ->
                        request.body().path("scope").toString() + request.body().path("language_code"))
                .doesNotHaveDuplicates();
    }

    @Test
    void offersAnnouncementsToAnOwnerAfterTheirFirstWord() {
        startWithoutTheOwner();
        sandbox.write(ANN, ANNS_CHAT, "/start");
        sandbox.write(OWNER, OWNERS_CHAT, "/start");
        await().untilAsserted(() -> {
            assertThat(sandbox.offered(OWNER, OWNERS_CHAT)).first().isEqualTo(today("es"));
            assertThat(offered(OWNER, OWNERS_CHAT)).endsWith("role");
        });
        assertThat(requests()).filteredOn(request -> request.status() != 200).hasSize(1);
    }

    @Test
    void waitsAsLongAsTelegramWants() {
        Duration minute = Duration.ofMinutes(1);
        sandbox.fault(OWNERS_CHAT, new SandboxFault.Throttled(1, minute));
        sandbox.join(OWNER, OWNERS_CHAT);
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        try (var connection = fixture.connection();
                var menus = new CommandMenus(connection.interactiveClient(), pauses::add)) {
            menus.collect(Map.of(OWNER.id(), OperatorRank.OWNER));
            menus.registerAll();
            awaitRegistered(LANGUAGES);
        }
        assertThat(pauses).containsExactly(minute);
    }

    /// A refused list costs neither the other lists nor the conversation.
    @Test
    void goesOnWithoutAListThatIsRefused() {
        sandbox.fault(OWNERS_CHAT, new SandboxFault.Gone());
        startWithoutTheOwner();
        sandbox.write(ANN, ANNS_CHAT, "/help");
        fixture.awaitAsked(1);
        assertThat(offered(ANN, GROUP)).isNotEmpty();
    }

    @Test
    void describesEveryCommandAndTheBotWithinTheLimits() {
        for (String language : Texts.languages()) {
            assertThat(ActionSpec.commands())
                    .allSatisfy(name -> assertThat(Texts.of(language).format(name.description()))
                            .as(language)
                            .hasSizeBetween(3, 256));
            assertThat(Texts.of(language).format("bot-description"))
                    .as(language)
                    .hasSizeBetween(20, 512);
            assertThat(Texts.of(language).format("welcome")).as(language).hasSizeBetween(20, 120);
        }
    }

    private void startWithoutTheOwner() {
        start(1);
    }

    private void startWithTheOwner() {
        start(LANGUAGES);
    }

    private void start(int owners) {
        fixture.start();
        awaitRegistered(owners);
    }

    private void awaitRegistered(int owners) {
        Waiting.exactly(
                3 * LANGUAGES + owners,
                () -> requests().stream()
                        .filter(request -> request.status() != 429)
                        .toList());
    }

    private List<RecordedRequest> requests() {
        return fixture.requests("setMyCommands");
    }

    @Test
    void descriptionsAreSetOnceInEachLanguageAndForAllOthers() {
        fixture.start();
        Waiting.exactly(LANGUAGES, () -> fixture.requests("setMyShortDescription"));
        assertThat(fixture.requests("setMyDescription"))
                .hasSize(LANGUAGES)
                .extracting(request -> request.body().path("description").asText())
                .contains(Texts.of("zh").format("bot-description"))
                .last()
                .isEqualTo(Texts.of("en").format("bot-description"));
        fixture.stop();
        fixture.start();
        Waiting.exactly(2, () -> fixture.requests("getMyShortDescription"));
        assertThat(fixture.requests("setMyDescription")).hasSize(LANGUAGES);
        assertThat(fixture.requests("setMyShortDescription")).hasSize(LANGUAGES);
    }

    private String offered(SandboxPerson person, SandboxPlace place) {
        return String.join(
                " ",
                sandbox.offered(person, place).stream()
                        .map(line -> line.substring(1, line.indexOf(' ')))
                        .toList());
    }

    private static String today(String language) {
        return "/today "
                + Texts.of(language)
                        .format(ActionSpec.command("today").orElseThrow().description());
    }
}
