package digestbot.delivery.planning;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.database.QueryPlans;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.delivery.planning.PlanningStore.LanguageMatch;
import digestbot.delivery.planning.PlanningStore.TaskKind;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A topic in several languages: each chat gets it in one.
@Tag("database")
class LanguagePlanningTest {

    private static final List<String> READERS = List.of("en", "de", "es", "zh");

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void whatIsThereInALanguageAloneIsForItsReaders() {
        publish(4, "en", "de");
        readers();
        publish(5, "de");
        assertThat(planned()).containsExactly("de 5 de");
    }

    @Test
    void aLanguageThatIsNewDoesNotComeInAdditionToWhatWasSent() {
        publish(4, "en");
        readers();
        publish(5, "en");
        fixture.deliver(4);
        publish(5, "de");
        assertThat(fixture.count("sent")).isEqualTo(4);
        assertThat(fixture.count("queued")).isZero();
        publish(6, "de", "en");
        fixture.await("sent", 8);
        assertThat(sent()).contains("de 6 de").doesNotContain("de 6 en");
    }

    /// Neither the reader's new language nor a new language of the topic changes what is planned.
    @Test
    void countsALanguageFromTheNextDigestOn() {
        publish(4, "en");
        Subscriber reader = readers().getFirst();
        deliverLate();
        publish(5, "en");
        speak(reader, "de");
        publish(5, "de");
        assertThat(planned()).containsExactly("de 5 en", "de 5 en", "es 5 en", "zh 5 en");
        publish(6, "en", "de");
        assertThat(planned())
                .filteredOn(each -> each.contains(" 6 "))
                .containsExactly("de 6 de", "de 6 de", "es 6 en", "zh 6 en");
    }

    @Test
    void whoChangesTheirLanguageAfterItCameDoesNotGetItTwice() {
        publish(4, "en", "de");
        Subscriber reader = readers().getFirst();
        publish(5, "en");
        fixture.deliver(3);
        speak(reader, "de");
        publish(5, "de");
        fixture.await("sent", 4);
        assertThat(planned()).isEmpty();
        assertThat(sent()).containsExactly("de 5 de", "de 5 en", "es 5 en", "zh 5 en");
        publish(6, "en", "de");
        fixture.await("sent", 8);
        assertThat(sent()).filteredOn(each -> each.equals("de 6 de")).hasSize(2);
    }

    @Test
    void plansInRangesWhateverComesBetween() {
        publish(4, "en", "de", "zh-CN");
        fixture.subscribeAll(2_000);
        fixture.database.writeWithoutResult(
                tx -> tx.execute("UPDATE subscriber SET language = CASE number % 4 WHEN 0 THEN 'en'"
                        + " WHEN 1 THEN 'de' WHEN 2 THEN 'es' ELSE 'zh' END"));
        publish(5, "en", "de", "zh-CN");
        fixture.assertRows(
                "SELECT u.language || ' ' || g.language || ' ' || count(*)" + DELIVERIES
                        + " GROUP BY u.language, g.language ORDER BY 1",
                "de de 500",
                "en en 500",
                "es en 500",
                "zh zh-CN 500");
    }

    @Test
    void looksThroughTheRangeAlone() {
        publish(4, "en", "de");
        readers();
        fixture.publishIn("en", 5, "=en");
        fixture.publishOnly(new DigestKey(DeliveryFixture.TOPIC, LocalDate.of(2026, 2, 5), "de", ""), "=de");
        var store = new PlanningStore();
        List<String> plans = fixture.database.write(tx -> QueryPlans.of(tx, asked -> {
            PlanningStore.Task task = store.next(asked, TaskKind.PUBLISH).orElseThrow();
            LanguageMatch languages = store.languageMatch(asked, task);
            var range = new NumberRange(0, Long.MAX_VALUE);
            store.plan(asked, task, languages, range, PlanningStore.ComparedWords.NONE, 0, fixture.clock.instant());
        }));
        assertThat(plans)
                .anyMatch(step -> step.startsWith("SEARCH i USING COVERING INDEX delivery_item_once"))
                .noneMatch(step -> step.matches("SCAN (s|u|i|d|g|o|delivery|delivery_item|digest|subscriber)"));
    }

    private static final String DELIVERIES = " FROM delivery d JOIN delivery_item i ON i.delivery = d.number"
            + " JOIN digest g ON g.number = i.digest JOIN subscriber u ON u.number = d.subscriber"
            + " WHERE d.state = 'queued' AND i.subscription IS NOT NULL";

    private List<String> planned() {
        return fixture.rows("SELECT u.language || ' ' || ltrim(substr(g.day, 9), '0') || ' ' || g.language" + DELIVERIES
                + " ORDER BY u.language, g.day, g.language");
    }

    private List<String> sent() {
        return fixture.rows("SELECT u.language || ' ' || ltrim(substr(g.day, 9), '0') || ' ' || g.language"
                + DELIVERIES.replace("'queued'", "'sent'") + " ORDER BY u.language, g.day, g.language");
    }

    private void publish(int day, String... languages) {
        for (String language : languages) {
            fixture.publishIn(language, day, "=" + language + " of " + day);
        }
    }

    private List<Subscriber> readers() {
        return READERS.stream()
                .map(language -> {
                    Subscriber reader = fixture.subscribe(READERS.indexOf(language) + 1L);
                    speak(reader, language);
                    return reader;
                })
                .toList();
    }

    private void speak(Subscriber reader, String language) {
        fixture.prefer(reader, Preferences.DEFAULT.withLanguage(language));
    }

    private void deliverLate() {
        for (long chat = 1; chat <= READERS.size(); chat++) {
            fixture.deliverAt(fixture.subscribe(chat), "23:30");
        }
    }

    /// A digest in English came, and its reader has switched the message to the German edition.
    @Nested
    class Turned {

        private long english;
        private long german;

        @BeforeEach
        void open() {
            fixture.subscribe(1);
            english = fixture.publishIn("en", 5, "=one|two");
            german = fixture.publishIn("de", 5, "=eins");
            fixture.deliver(1);
            fixture.assertTexts(1, "one", "two");
            fixture.write(tx -> fixture.outbox.replace(
                    tx, DeliveryFixture.chat(1), fixture.edition(german, 1, new DigestView.Overview()), 0, "m-1-1"));
            fixture.await("sent", 2);
        }

        @Test
        void correctsWhatTheMessagesShow() {
            fixture.correct(german, 2, "=Eins");
            fixture.await("sent", 3);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: Eins");
            fixture.correct(english, 2, "=One|Two|Three");
            fixture.await("sent", 4);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: Eins", "m-1-0: One");
            fixture.assertRows(
                    "SELECT view || ' ' || revision || ' ' || pressed FROM part WHERE delivery = 1",
                    "1:v:1:o 2 0",
                    "1:v:2:o 2 1");
        }

        @Test
        void correctsThemForFourteenDays() {
            fixture.clock.pass(Duration.ofDays(14));
            fixture.correct(german, 2, "=Eins");
            fixture.await("sent", 3);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: Eins");
            fixture.clock.pass(Duration.ofSeconds(1));
            fixture.correct(german, 3, "=EINS");
            fixture.withdraw(german);
            fixture.assertRows("SELECT cause FROM delivery ORDER BY number", "digest", "reply", "correction");
        }

        @Test
        void showsAgainWhatCameWhenTheOtherIsWithdrawn() {
            fixture.withdraw(german);
            fixture.await("sent", 3);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-1: one");
        }

        @Test
        void leavesTheOtherWhereWhatCameIsWithdrawn() {
            fixture.withdraw(english);
            fixture.await("sent", 3);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)");
            fixture.correct(german, 2, "=Eins");
            fixture.await("sent", 4);
            assertThat(fixture.edits()).containsExactly("m-1-1: eins", "m-1-0: (deleted)", "m-1-1: Eins");
        }

        @Test
        void findsTurnedMessagesByTheirIndex() {
            var range = new NumberRange(0, Long.MAX_VALUE);
            List<String> plans = fixture.database.write(tx -> QueryPlans.of(
                    tx,
                    asked -> new CorrectionPlanningStore()
                            .correct(asked, german, 2, range, Instant.EPOCH, Instant.EPOCH)));
            assertThat(plans)
                    .anyMatch(step -> step.contains("INDEX part_turned"))
                    .noneMatch(step -> step.equals("SCAN p"));
        }
    }
}
