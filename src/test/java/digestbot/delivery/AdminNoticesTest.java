package digestbot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.AdminNotices.Admin;
import digestbot.digest.Remark;
import digestbot.subscription.Person;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Platform;
import digestbot.subscription.Role;
import digestbot.subscription.RoleStore;
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

    private Bed bed;
    private AdminNotices notices;

    @BeforeEach
    void open() {
        bed = new Bed(folder.resolve("d.sqlite"));
        notices = new AdminNotices(bed.outbox);
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
                .startsWith("This file is not delivered until it is mended:")
                .contains("bad .md:3 the date “soon” is none");
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
        assertThat(told(7)).startsWith("Diese Datei wird erst ausgeliefert, wenn sie berichtigt ist:");
        assertThat(told(8)).startsWith("这个文件要改正之后才会发送：");
        assertThat(told(9)).startsWith("This file is not delivered");
    }

    @Test
    void tellsWhoJoinsLateWhatWasFoundBefore() {
        IntStream.rangeClosed(1, 21).forEach(number -> find(number + ".md", "no title"));
        join(7);
        bed.await("sent", 20);
        assertThat(bed.messenger.texts(7)).hasSize(20).first().asString().contains("2.md:3 no title");
        assertThat(bed.messenger.texts(7)).last().asString().contains("21.md:3 no title");
    }

    @Test
    void whoJoinsAgainIsToldNothingTwice() {
        join(7);
        find("1.md", "no title");
        join(7);
        find("2.md", "no title");
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).hasSize(2);
    }

    @Test
    void tellsOnlyThoseOnThePlatformsThatWereNamed() {
        join(7);
        bed.write(tx -> notices.tell(tx, _ -> Bed.content("for Discord"), List.of(Platform.DISCORD)));
        bed.write(tx -> notices.tell(tx, _ -> Bed.content("for all"), List.of(Platform.values())));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("for all");
    }

    @Test
    void keepsWhatIsForSomebodyWhoHasNotPressedStartUntilTheyDo() {
        bed.messenger.otherwise(_ -> new SendResult.Unreachable("chat not found"));
        join(7);
        find("0.md", "no title");
        bed.await("held", 1);
        bed.closeDispatchers();
        // The bot ends, and starts again some days later: nothing of it is in memory.
        notices = new AdminNotices(bed.outbox);
        join(7);
        IntStream.rangeClosed(1, 25).forEach(number -> find(number + ".md", "no title"));
        bed.dispatch();
        bed.await("held", 20);
        bed.await("cancelled", 6);
        bed.messenger.otherwise(_ -> new SendResult.Sent("m"));
        bed.pass(Duration.ofDays(3));
        int before = bed.messenger.texts(7).size();
        bed.write(tx -> bed.subscriptions.back(tx, Bed.chat(7).chat()));
        bed.await("sent", 20);
        List<String> given = bed.messenger.texts(7).subList(before, before + 20);
        assertThat(given.getFirst()).contains("6.md:3 no title");
        assertThat(given.getLast()).contains("25.md:3 no title");
    }

    @Test
    void tellsWhoeverHasARoleWhatTheyShouldKnow() {
        join(7);
        give(7, Role.ADMIN);
        give(8, Role.ADMIN);
        give(9, Role.EDITOR);
        find("bad.md", "no title");
        bed.write(tx -> notices.tellEditors(tx, _ -> Bed.content("look at this")));
        bed.await("sent", 5);
        assertThat(bed.messenger.texts(7)).hasSize(2);
        assertThat(bed.messenger.texts(8)).hasSize(2);
        assertThat(bed.messenger.texts(9)).containsExactly("look at this");
        bed.write(tx -> new RoleStore().take(tx, Platform.TELEGRAM, 8));
        find("worse.md", "no title");
        bed.await("sent", 6);
        assertThat(bed.messenger.texts(8)).hasSize(2);
    }

    @Test
    void tellsOnePersonWhomItHasSeenAndNobodyElse() {
        seen(8, "de");
        bed.write(tx -> notices.tell(tx, Platform.TELEGRAM, 8, words -> Bed.content("in " + words.language())));
        bed.write(tx -> notices.tell(tx, Platform.TELEGRAM, 9, _ -> Bed.content("to a stranger")));
        bed.write(tx -> notices.tell(tx, Platform.DISCORD, 8, _ -> Bed.content("elsewhere")));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(8)).containsExactly("in de");
    }

    private void give(long person, Role role) {
        bed.write(tx ->
                new RoleStore().give(tx, new RoleStore.Holder(Platform.TELEGRAM, person, role, "", Instant.EPOCH)));
    }

    private void join(long admin) {
        bed.write(tx -> notices.join(tx, new Admin(Platform.TELEGRAM, admin, Bed.chat(admin))));
    }

    private void find(String path, String problem) {
        bed.write(tx -> notices.found(tx, path, List.of(new Remark(3, problem))));
    }

    private String told(long admin) {
        return String.join("\n", bed.messenger.texts(admin));
    }

    private void seen(long admin, String language) {
        var person = new Person(Platform.TELEGRAM, admin, language);
        bed.write(tx -> new PersonStore().seen(tx, person, Instant.EPOCH));
    }
}
