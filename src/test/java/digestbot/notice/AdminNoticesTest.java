package digestbot.notice;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.notice.AdminNotices.Admin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdminNoticesTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private AdminNotices notices;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        notices = new AdminNotices(bed.outbox, bed.clock.both());
        bed.dispatch();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void tellsEveryAdminOfAFileThatIsNoDigest() {
        join(7);
        join(8);
        find("2026/bad\n.md", "the date “soon” is none: write 2026-02-05");
        bed.await("sent", 2);
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
        bed.await("sent", 3);
        assertThat(told(7)).startsWith("Ungültige Datei, wird erst nach einer Korrektur zugestellt:");
        assertThat(told(8)).startsWith("摘要文件无效，修正之前不会推送：");
        assertThat(told(9)).startsWith("Invalid digest file");
    }

    @Test
    void tellsWhoJoinsLateWhatWasFoundBefore() {
        IntStream.rangeClosed(1, 19).forEach(this::alarm);
        IntStream.rangeClosed(1, 3).forEach(number -> find(number + ".md", "no title"));
        join(7);
        notices.tend(bed.database);
        bed.await("sent", 20);
        assertThat(bed.messenger.texts(7)).hasSize(20).first().isEqualTo("alarm 1");
        assertThat(bed.messenger.texts(7))
                .last()
                .asString()
                .startsWith("3 invalid digest files, not delivered until fixed:")
                .contains("1.md:3 no title", "3.md:3 no title");
    }

    @Test
    void whatAReaderSaidIsToldToNobodyWhoJoinsLater() {
        join(7);
        bed.write(tx -> notices.tellOfReader(tx, _ -> DeliveryFixture.content("a reader's words")));
        alarm(1);
        join(8);
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7)).containsExactly("a reader's words", "alarm 1");
        assertThat(bed.messenger.texts(8)).containsExactly("alarm 1");
    }

    @Test
    void whoJoinsAgainIsToldNothingTwice() {
        join(7);
        alarm(1);
        join(7);
        alarm(2);
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).containsExactly("alarm 1", "alarm 2");
    }

    @Test
    void manyFilesAreOneMessageThatIsEditedAsTheyGrowAndAreMended() {
        join(7);
        find("1.md", "no title");
        bed.await("sent", 1);
        for (int batch = 0; batch < 5; batch++) {
            many(batch * 2_000, 2_000);
            bed.pass(Duration.ofSeconds(6));
            notices.tend(bed.database);
            bed.await("sent", batch + 2);
        }
        assertThat(messages(7)).hasSize(1);
        assertThat(shown(7))
                .startsWith("10,001 invalid digest files, not delivered until fixed. The first 10:")
                .contains("1.md:3 no title", "many-8.md:1 no day")
                .doesNotContain("many-9.md");
        bed.write(tx -> tx.handle().execute("DELETE FROM problem WHERE path LIKE 'many%'"));
        bed.pass(Duration.ofSeconds(6));
        notices.tend(bed.database);
        bed.await("sent", 7);
        assertThat(shown(7))
                .startsWith("Invalid digest file, not delivered until fixed:")
                .contains("1.md:3 no title");
        bed.write(tx -> tx.handle().execute("DELETE FROM problem"));
        bed.pass(Duration.ofSeconds(6));
        notices.tend(bed.database);
        bed.await("sent", 8);
        assertThat(shown(7)).isEqualTo("All digest files are valid again.");
        assertThat(messages(7)).hasSize(1);
        find("2.md", "no title");
        bed.await("sent", 9);
        assertThat(messages(7)).as("news after all was well").hasSize(2);
    }

    @Test
    void whatHasNotGoneYetIsChangedBeforeItGoes() {
        bed.messenger.otherwise(_ -> new SendResult.Unreachable("chat not found"));
        join(7);
        find("0.md", "no title");
        bed.await("paused", 1);
        many(0, 5_000);
        bed.pass(Duration.ofHours(2));
        notices.tend(bed.database);
        assertThat(bed.rows("SELECT state FROM delivery")).containsExactly("paused");
        bed.messenger.otherwise(_ -> new SendResult.Sent("m"));
        bed.write(tx -> bed.subscriptions.back(tx, DeliveryFixture.chat(7).chat()));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).last().asString().startsWith("5,001 invalid digest files");
    }

    @Test
    void newsBeginAnotherMessageOnceTheLastOneIsOldAndNoMoreThanTwelveInAnHour() {
        join(7);
        for (int i = 0; i < 60; i++) {
            find(i + ".md", "no title");
            awaitNothingOwed();
            bed.write(tx -> tx.handle().execute("DELETE FROM problem"));
            bed.pass(Duration.ofSeconds(6));
            notices.tend(bed.database);
            bed.pass(Duration.ofSeconds(6));
            awaitNothingOwed();
        }
        assertThat(messages(7)).hasSize(12);
        bed.pass(Duration.ofHours(1));
        find("a.md", "no title");
        awaitNothingOwed();
        assertThat(messages(7)).hasSize(13);
    }

    @Test
    void anAnswerDoesNotWaitBehindNotices() {
        join(7);
        ScriptedMessenger.Hanging first = bed.messenger.hang(7);
        IntStream.rangeClosed(1, 20).forEach(this::alarm);
        first.awaitAsked();
        bed.say(7, "an answer");
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("alarm 1", "an answer");
        first.answer(new SendResult.Sent("m"));
    }

    @Test
    void whatIsTooMuchInAnHourIsKeptBackAndCounted() {
        join(7);
        IntStream.rangeClosed(1, 500).forEach(this::alarm);
        notices.tend(bed.database);
        bed.write(tx -> notices.tellOfReader(tx, _ -> DeliveryFixture.content("of another kind")));
        bed.await("sent", 22);
        assertThat(bed.messenger.texts(7))
                .hasSize(22)
                .contains("alarm 20", "of another kind")
                .anyMatch(text -> text.startsWith("To avoid flooding you, 480 notices"));
        bed.pass(Duration.ofHours(1));
        alarm(501);
        bed.await("sent", 23);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("alarm 501");
    }

    @Test
    void tellsOnlyThoseOnThePlatformsThatWereNamed() {
        join(7);
        bed.write(tx -> notices.tell(tx, _ -> DeliveryFixture.content("for Discord"), List.of(Platform.DISCORD)));
        bed.write(tx -> notices.tell(tx, _ -> DeliveryFixture.content("for all"), List.of(Platform.values())));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("for all");
    }

    @Test
    void keepsWhatIsForSomebodyWhoHasNotPressedStartUntilTheyDo() {
        bed.messenger.otherwise(_ -> new SendResult.Unreachable("chat not found"));
        join(7);
        alarm(0);
        bed.await("paused", 1);
        bed.closeDispatchers();
        // The bot ends, and starts again some days later: nothing of it is in memory.
        notices = new AdminNotices(bed.outbox, bed.clock.both());
        join(7);
        IntStream.rangeClosed(1, 19).forEach(this::alarm);
        bed.write(tx -> IntStream.rangeClosed(20, 25)
                .forEach(number -> notices.tellOfReader(tx, _ -> DeliveryFixture.content("alarm " + number))));
        bed.dispatch();
        bed.await("paused", 20);
        bed.await("cancelled", 6);
        bed.messenger.otherwise(_ -> new SendResult.Sent("m"));
        bed.pass(Duration.ofDays(3));
        int before = bed.messenger.texts(7).size();
        bed.write(tx -> bed.subscriptions.back(tx, DeliveryFixture.chat(7).chat()));
        bed.await("sent", 20);
        List<String> given = bed.messenger.texts(7).subList(before, before + 20);
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
        bed.write(tx -> notices.tellEditors(tx, _ -> DeliveryFixture.content("look at this")));
        bed.await("sent", 5);
        assertThat(bed.messenger.texts(7)).hasSize(2);
        assertThat(bed.messenger.texts(8)).hasSize(2);
        assertThat(bed.messenger.texts(9)).containsExactly("look at this");
        bed.write(tx -> new RoleStore().take(tx, Platform.TELEGRAM, 8));
        alarm(1);
        bed.await("sent", 6);
        assertThat(bed.messenger.texts(8)).hasSize(2);
    }

    @Test
    void tellsOnePersonWhomItHasSeenAndNobodyElse() {
        seen(8, "de");
        bed.write(tx ->
                notices.tell(tx, Platform.TELEGRAM, 8, words -> DeliveryFixture.content("in " + words.language())));
        bed.write(tx -> notices.tell(tx, Platform.TELEGRAM, 9, _ -> DeliveryFixture.content("to a stranger")));
        bed.write(tx -> notices.tell(tx, Platform.DISCORD, 8, _ -> DeliveryFixture.content("elsewhere")));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(8)).containsExactly("in de");
    }

    private void give(long person, Role role) {
        bed.write(tx ->
                new RoleStore().give(tx, new RoleStore.Holder(Platform.TELEGRAM, person, role, "", Instant.EPOCH)));
    }

    private void join(long admin) {
        bed.write(tx -> notices.join(tx, new Admin(Platform.TELEGRAM, admin, DeliveryFixture.chat(admin))));
    }

    private void find(String path, String problem) {
        bed.write(tx -> tx.handle()
                .execute(
                        "INSERT INTO problem (path, remarks) VALUES (?, ?)",
                        path,
                        "3\t" + problem.replaceAll("\\p{Cntrl}+", " ")));
        notices.tend(bed.database);
    }

    private void many(int from, int count) {
        bed.write(tx -> IntStream.range(from, from + count)
                .forEach(number -> tx.handle()
                        .execute(
                                "INSERT INTO problem (path, remarks) VALUES (?, ?)",
                                "many-" + number + ".md",
                                "1\tno day")));
    }

    private void alarm(int number) {
        bed.write(tx -> notices.tell(tx, _ -> DeliveryFixture.content("alarm " + number), List.of(Platform.values())));
    }

    /// What was sent to the chat, edits left out.
    private List<String> messages(long chat) {
        return bed.messenger.requests().stream()
                .filter(request -> request.chat() == chat && request.edits().isEmpty())
                .map(ScriptedMessenger.Request::text)
                .toList();
    }

    /// What the last message to the chat shows now.
    private String shown(long chat) {
        return bed.messenger.texts(chat).getLast();
    }

    private void awaitNothingOwed() {
        bed.await("queued", 0);
        bed.await("in_flight", 0);
    }

    private String told(long admin) {
        return String.join("\n", bed.messenger.texts(admin));
    }

    private void seen(long admin, String language) {
        var person = new Person(Platform.TELEGRAM, admin, language);
        bed.write(tx -> new PersonStore().seen(tx, person, Instant.EPOCH));
    }
}
