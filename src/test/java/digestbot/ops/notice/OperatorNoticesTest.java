package digestbot.ops.notice;

import static digestbot.delivery.sending.DeliveryFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class OperatorNoticesTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private OperatorNotices notices;

    @BeforeEach
    void open() {
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        fixture.dispatch();
    }

    @Test
    void tellsEveryAdminOfAFileThatIsNoDigest() {
        join(7);
        join(8);
        find("2026/bad\n.md", "the date “soon” is none: write 2026-02-05");
        fixture.await("sent", 2);
        assertThat(told(7))
                .startsWith("Invalid digest file, not delivered until fixed:")
                .contains("bad\uFFFD.md:3 the date “soon” is none");
        assertThat(told(8)).isEqualTo(told(7));
    }

    @Test
    void tellsEachAdminInTheLanguageTheyWereLastSeenWith() {
        seen(7, "en");
        seen(7, "de-AT");
        seen(8, "zh-hans");
        join(7);
        join(8);
        join(9);
        find("bad.md", "no title");
        fixture.await("sent", 3);
        assertThat(told(7)).startsWith("Ungültige Überblicksdatei, wird erst nach einer Korrektur zugestellt:");
        assertThat(told(8)).startsWith("摘要文件无效，修正之前不会推送：");
        assertThat(told(9)).startsWith("Invalid digest file");
    }

    @Test
    void tellsWhoJoinsLateWhatWasFoundBefore() {
        IntStream.rangeClosed(1, 19).forEach(this::alarm);
        IntStream.rangeClosed(1, 3).forEach(number -> find(number + ".md", "no title"));
        join(7);
        notices.tellOfInvalidFiles(fixture.database);
        fixture.await("sent", 20);
        assertThat(fixture.messenger.texts(7)).hasSize(20).first().isEqualTo("alarm 1");
        assertThat(fixture.messenger.texts(7))
                .last()
                .asString()
                .startsWith("3 invalid digest files, not delivered until fixed:")
                .contains("1.md:3 no title", "3.md:3 no title");
    }

    @Test
    void whatAReaderSaidIsToldToNobodyWhoJoinsLater() {
        join(7);
        fixture.write(tx -> notices.notifyOfReport(tx, (_, _) -> content("a reader's words")));
        alarm(1);
        join(8);
        fixture.await("sent", 3);
        assertThat(fixture.messenger.texts(7)).containsExactly("a reader's words", "alarm 1");
        assertThat(fixture.messenger.texts(8)).containsExactly("alarm 1");
    }

    @Test
    void whoJoinsAgainIsToldNothingTwice() {
        join(7);
        alarm(1);
        join(7);
        alarm(2);
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).containsExactly("alarm 1", "alarm 2");
    }

    @Test
    void filesThatAreFoundSoonAfterAMessageAreInTheNextOne() {
        join(7);
        find("1.md", "no title");
        many(1_500);
        notices.tellOfInvalidFiles(fixture.database);
        fixture.pass(Duration.ofMinutes(9));
        notices.tellOfInvalidFiles(fixture.database);
        fixture.await("sent", 1);
        fixture.pass(Duration.ofMinutes(1));
        notices.tellOfInvalidFiles(fixture.database);
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).hasSize(2);
        assertThat(fixture.messenger.texts(7).getLast())
                .startsWith("1,501 invalid digest files, not delivered until fixed. The first 10:")
                .contains("1.md:3 no title", "many-8.md:1 no day")
                .doesNotContain("many-9.md");
        fixture.execute("DELETE FROM invalid_file WHERE path LIKE 'many%'");
        fixture.pass(Duration.ofHours(1));
        notices.tellOfInvalidFiles(fixture.database);
        fixture.execute("DELETE FROM invalid_file");
        notices.tellOfInvalidFiles(fixture.database);
        assertThat(fixture.count("queued")).as("only new files are news").isZero();
    }

    @Test
    void anAnswerDoesNotWaitBehindNotices() {
        join(7);
        ScriptedMessenger.Hanging first = fixture.messenger.hang(7);
        IntStream.rangeClosed(1, 20).forEach(this::alarm);
        first.awaitAsked();
        fixture.say(7, "an answer");
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("alarm 1", "an answer");
        first.answer(new SendResult.Sent("m"));
    }

    @Test
    void whatIsTooMuchInAnHourIsKeptBackWhichIsSaidOnce() {
        join(7);
        IntStream.rangeClosed(1, 40).forEach(this::alarm);
        fixture.write(tx -> notices.notifyOfReport(tx, (_, _) -> content("of another kind")));
        fixture.await("sent", 22);
        assertThat(fixture.messenger.texts(7))
                .hasSize(22)
                .contains("alarm 20", "of another kind")
                .anyMatch(text -> text.startsWith("To avoid flooding you, further notices"));
        fixture.pass(Duration.ofHours(1));
        alarm(41);
        fixture.await("sent", 23);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("alarm 41");
    }

    @Test
    void whatIsRolledBackUsesUpNothing() {
        join(7);
        for (int i = 0; i < 30; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fixture.write(tx -> {
                        notices.send(tx, (_, _) -> content("never"), Platform.all());
                        throw new IllegalStateException("rolled back");
                    }));
        }
        alarm(1);
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("alarm 1");
    }

    @Test
    void tellsOnlyThoseOnThePlatformsThatWereNamed() {
        join(7);
        fixture.write(tx -> notices.send(tx, (_, _) -> content("for Discord"), List.of(Platform.DISCORD)));
        fixture.write(tx -> notices.send(tx, (_, _) -> content("for all"), Platform.all()));
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("for all");
    }

    @Test
    void keepsWhatIsForSomebodyWhoHasNotPressedStartUntilTheyDo() {
        fixture.messenger.otherwise(_ -> new SendResult.Unreachable("chat not found"));
        join(7);
        alarm(0);
        fixture.await("paused", 1);
        fixture.closeSenders();
        // The bot ends, and starts again some days later: nothing of it is in memory.
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        join(7);
        IntStream.rangeClosed(1, 19).forEach(this::alarm);
        fixture.write(tx -> IntStream.rangeClosed(20, 25)
                .forEach(number -> notices.notifyOfReport(tx, (_, _) -> content("alarm " + number))));
        fixture.dispatchUntil("paused", 20);
        fixture.await("cancelled", 6);
        fixture.messenger.otherwise(_ -> new SendResult.Sent("m"));
        fixture.pass(Duration.ofDays(3));
        int before = fixture.messenger.texts(7).size();
        fixture.back(7);
        fixture.await("sent", 20);
        List<String> given = fixture.messenger.texts(7).subList(before, before + 20);
        assertThat(given.getFirst()).isEqualTo("alarm 6");
        assertThat(given.getLast()).isEqualTo("alarm 25");
    }

    @Test
    void tellsWhoeverHasARoleWhatTheyShouldKnow() {
        join(7);
        give(7, Role.ADMIN);
        give(8, Role.ADMIN);
        give(9, Role.EDITOR);
        find("bad.md", "no title");
        fixture.write(tx -> notices.notifyEditors(tx, (_, _) -> content("look at this"), Optional.empty()));
        fixture.await("sent", 5);
        assertThat(fixture.messenger.texts(7)).hasSize(2);
        assertThat(fixture.messenger.texts(8)).hasSize(2);
        assertThat(fixture.messenger.texts(9)).containsExactly("look at this");
        fixture.write(tx -> new RoleStore().take(tx, Platform.TELEGRAM, 8));
        alarm(1);
        fixture.await("sent", 6);
        assertThat(fixture.messenger.texts(8)).hasSize(2);
    }

    @Test
    void tellsOnePersonWhomItHasSeenAndNobodyElse() {
        seen(8, "de");
        fixture.write(tx -> notices.send(tx, Platform.TELEGRAM, 8, (texts, _) -> content("in " + texts.language())));
        fixture.write(tx -> notices.send(tx, Platform.TELEGRAM, 9, (_, _) -> content("to a stranger")));
        fixture.write(tx -> notices.send(tx, Platform.DISCORD, 8, (_, _) -> content("elsewhere")));
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(8)).containsExactly("in de");
    }

    @Test
    void tellsEachOperatorInTheirOwnZone() {
        fixture.subscribe(7);
        fixture.execute("UPDATE subscriber SET zone = 'Asia/Tokyo' WHERE chat_id = 7");
        join(7);
        join(8);
        fixture.write(tx -> notices.send(tx, (_, zone) -> content("in " + zone.getId()), Platform.all()));
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).containsExactly("in Asia/Tokyo");
        assertThat(fixture.messenger.texts(8)).containsExactly("in Z");
    }

    private void give(long person, Role role) {
        fixture.write(tx -> new RoleStore()
                .give(tx, new RoleStore.RoleAssignment(Platform.TELEGRAM, person, role, "", Instant.EPOCH)));
    }

    private void join(long admin) {
        fixture.write(tx ->
                notices.registerOwner(tx, new OperatorChat(Platform.TELEGRAM, admin, DeliveryFixture.chat(admin))));
    }

    private void find(String path, String problem) {
        fixture.execute(
                "INSERT INTO invalid_file (path, errors) VALUES (?, ?)",
                path,
                "3\t" + problem.replaceAll("\\p{Cntrl}+", " "));
        notices.tellOfInvalidFiles(fixture.database);
    }

    private void many(int count) {
        fixture.write(tx -> IntStream.range(0, count)
                .forEach(number -> tx.handle()
                        .execute(
                                "INSERT INTO invalid_file (path, errors) VALUES (?, ?)",
                                "many-" + number + ".md",
                                "1\tno day")));
    }

    private void alarm(int number) {
        fixture.write(tx -> notices.send(tx, (_, _) -> content("alarm " + number), Platform.all()));
    }

    private String told(long admin) {
        return String.join("\n", fixture.messenger.texts(admin));
    }

    private void seen(long admin, String language) {
        var person = new Person(Platform.TELEGRAM, admin, language);
        fixture.write(tx -> new PersonStore().recordSeen(tx, person, Instant.EPOCH));
    }
}
