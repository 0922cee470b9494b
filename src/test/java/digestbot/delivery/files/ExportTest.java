package digestbot.delivery.files;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.MistakeStore;
import digestbot.audience.MistakeStore.MistakeReport;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.audience.vote.TestVotes;
import digestbot.audience.vote.Vote;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.delivery.api.Destination;
import digestbot.delivery.files.FileMaker.Exports;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class ExportTest {

    private static final long CHAT = 7_001_002_003L;
    private static final Person READER = new Person(Platform.TELEGRAM, CHAT, "de");
    private static final FileRequest.ExportFile EXPORT =
            new FileRequest.ExportFile(Content.text("Everything.", List.of()), Optional.of(READER));

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private void export(FileRequest export) {
        fixture.write(tx -> fixture.outbox.replyWithFile(tx, chat(CHAT), "de", export));
    }

    private JsonNode file() throws Exception {
        String message = fixture.messenger.texts(CHAT).getLast();
        return new ObjectMapper().readTree(message.substring(message.indexOf('{')));
    }

    @Test
    void theFileHoldsAllThatIsKeptOfTheChatAndNothingOfOthers() throws Exception {
        fixture.subscribe(CHAT);
        fixture.subscribe(8_888);
        long digest = fixture.publish("Monday*2");
        fixture.write(tx -> {
            new PersonStore().recordSeen(tx, READER, fixture.clock.instant());
            new PersonStore().recordSeen(tx, new Person(Platform.TELEGRAM, 8_888, "es"), fixture.clock.instant());
            new MistakeStore()
                    .add(
                            tx,
                            READER,
                            new MistakeReport(digest, 1, OptionalInt.empty()),
                            "wrong",
                            fixture.clock.instant());
            new RoleStore()
                    .give(
                            tx,
                            new RoleAssignment(
                                    Platform.TELEGRAM, CHAT, Role.EDITOR, "Reader", fixture.clock.instant()));
            var auditLog = new AuditStore(fixture.clock);
            auditLog.record(tx, Actor.of(READER), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(digest));
            auditLog.record(
                    tx,
                    new Actor.CommandLineUser(),
                    AuditAction.DIGEST_WITHDRAWN,
                    new AuditSubject.DigestSubject(digest));
        });
        fixture.execute(
                "INSERT INTO word (subscriber, kind, word, stem_en, stem_de, stem_es, typed, created_at)"
                        + " SELECT number, 'mute', 'tariffs', '', '', '', 'Tariffs', 0 FROM subscriber WHERE chat_id = ?",
                CHAT);
        fixture.write(tx -> {
            TestVotes.SERVICE.cast(tx, READER, digest, Vote.ONE_SIDED, fixture.clock.instant());
            TestVotes.SERVICE.cast(
                    tx, new Person(Platform.TELEGRAM, 8_888, "es"), digest, Vote.BALANCED, fixture.clock.instant());
        });
        fixture.deliver(2);
        export(EXPORT);
        fixture.await("sent", 3);
        JsonNode file = file();
        assertThat(fixture.messenger.texts(CHAT).getLast())
                .startsWith("Everything.")
                .contains("digestbot.json");
        assertThat(file.at("/chat/0/chat_id").longValue()).isEqualTo(CHAT);
        assertThat(file.at("/chat/0/created_at").textValue())
                .isEqualTo(fixture.clock.instant().toString());
        assertThat(file.at("/chat/0/pins").isNumber()).isTrue();
        assertThat(file.at("/subscriptions/0/topic").textValue()).isEqualTo(DeliveryFixture.TOPIC);
        assertThat(file.at("/words/0/typed").textValue()).isEqualTo("Tariffs");
        assertThat(file.at("/deliveries/1/digests/0/day").textValue()).isEqualTo("2026-02-05");
        assertThat(file.at("/deliveries/1/messages")).hasSize(2);
        assertThat(file.at("/person/0/language").textValue()).isEqualTo("de");
        assertThat(file.at("/mistakes/0/words").textValue()).isEqualTo("wrong");
        assertThat(file.path("votes")).hasSize(1);
        assertThat(file.at("/votes/0").toString())
                .isEqualTo(
                        "{\"topic\":\"us-china\",\"day\":\"2026-02-05\",\"edition\":\"Monday*2\",\"answer\":\"one-sided\"}");
        assertThat(file.at("/role/0/role").textValue()).isEqualTo("editor");
        assertThat(file.path("acts")).hasSize(1);
        assertThat(file.at("/acts/0/action").textValue()).isEqualTo("digest-released");
        assertThat(file.at("/acts/0/at").textValue())
                .isEqualTo(fixture.clock.instant().toString());
        assertThat(file.toString()).doesNotContain("8888");
    }

    @Test
    void onlyTheWishIsStoredAndTheFileIsMadeWhenItLeavesAlsoAfterACrash() throws Exception {
        export(EXPORT);
        assertThat(fixture.rows("SELECT content FROM delivery"))
                .singleElement()
                .satisfies(content -> assertThat(content).hasSizeLessThan(400).contains("\"ExportFile\""));
        fixture.subscribe(CHAT);
        fixture.deliver(1);
        assertThat(file().path("subscriptions")).hasSize(1);
    }

    @Test
    void aChatOfManyHasNoPersonInItsFile() throws Exception {
        fixture.write(tx -> new PersonStore().recordSeen(tx, READER, fixture.clock.instant()));
        export(new FileRequest.ExportFile(EXPORT.beside(), Optional.empty()));
        fixture.deliver(1);
        assertThat(file().fieldNames())
                .toIterable()
                .containsExactly("chat", "subscriptions", "words", "opened", "searches", "deliveries");
    }

    @Test
    void aLongHistoryIsCutToItsNewestPartAndSaysSo() throws Exception {
        answers(6_000);
        byte[] export = new Exports(fixture.database, TestVotes.SERVICE, 100_000)
                .of(OptionalLong.of(fixture.subscribe(CHAT).number()), Optional.empty())
                .content()
                .get();
        JsonNode file = new ObjectMapper().readTree(export);
        assertThat(export.length).isBetween(100_000, 101_000);
        assertThat(file.path("deliveries").size()).isBetween(100, 1_000);
        assertThat(file.at("/deliveries/0/number").intValue()).isEqualTo(6_000);
        assertThat(file.path("note").textValue()).startsWith("The size of an export is limited.");
    }

    private void answers(int count) {
        long subscriber = fixture.subscribe(CHAT).number();
        fixture.execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                SELECT ?, 'telegram', 'reply', 0, 0, 0, 'sent', '{}', 0 FROM n
                """.formatted(count), subscriber);
    }

    @Nested
    class Cards {

        private static final long CHAT = 7_001;

        private static FileRequest.CardFile card(long digest, int revision) {
            var reader = new Reader("de", ReadingOptions.DEFAULT, LocalDate.of(2026, 2, 6), ZoneId.of("Europe/Berlin"));
            return new FileRequest.CardFile(Content.text("Monday", List.of()), digest, revision, reader);
        }

        @Test
        void thePictureIsMadeWhenItLeaves() {
            long digest = fixture.publish("Monday");
            var to = new Destination(chat(CHAT).chat(), 42);
            fixture.write(tx -> fixture.outbox.replyWithFile(tx, to, "de", card(digest, 1)));
            fixture.deliver(1);
            fixture.assertTexts(CHAT, "Monday\ndigestbot.png\nMonday@1\nde");
            assertThat(fixture.messenger.requests().getFirst().thread()).isEqualTo(42);
        }

        @Test
        void aCorrectionChangesNoPictureThatWasAskedForBefore() {
            long digest = fixture.publish("Monday");
            fixture.write(tx -> fixture.outbox.replyWithFile(tx, chat(CHAT), "de", card(digest, 1)));
            fixture.correct(digest, 2, "Tuesday");
            fixture.deliver(1);
            fixture.correct(digest, 3, "Wednesday");
            fixture.awaitRest();
            fixture.assertTexts(CHAT, "Monday\ndigestbot.png\nMonday@1\nde");
        }

        @Test
        void thePictureOfADigestThatWasWithdrawnSinceIsNotSent() {
            long digest = fixture.publish("Monday");
            fixture.write(tx -> fixture.outbox.replyWithFile(tx, chat(CHAT), "de", card(digest, 1)));
            fixture.withdrawOnly(digest);
            fixture.deliver(1);
            fixture.assertTexts(CHAT, "Dieser Überblick wurde zurückgezogen.");
        }

        @Test
        void aRevisionThatIsNotThereFailsAloneAndHoldsNothingUp() {
            long digest = fixture.publish("Monday");
            fixture.write(tx -> {
                fixture.outbox.replyWithFile(tx, chat(CHAT), "de", card(digest, 7));
                fixture.outbox.replyWithFile(tx, chat(CHAT), "de", card(digest, 1));
            });
            fixture.dispatchUntil("failed", 1);
            fixture.await("sent", 1);
        }
    }
}
