package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CardDeliveryTest {

    private static final long CHAT = 7_001;

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static FileRequest.Card card(long digest, Reader reader) {
        return new FileRequest.Card(Content.text("Monday", List.of()), digest, 1, reader);
    }

    private static Reader reader(ReadingOptions reading) {
        return new Reader("de", reading, LocalDate.of(2026, 2, 6), ZoneId.of("Europe/Berlin"), Set.of());
    }

    @Test
    void onlyTheWishIsStoredAndThePictureIsMadeWhenItLeavesAlsoAfterACrash() {
        long digest = bed.publish("Monday");
        bed.write(tx ->
                bed.outbox.file(tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT))));
        assertThat(bed.rows("SELECT content FROM delivery"))
                .singleElement()
                .satisfies(content -> assertThat(content).hasSizeLessThan(400).contains("\"card\""));
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(CHAT)).containsExactly("Monday\ndigestbot.png\nMonday@1\nde");
    }

    @Test
    void itGoesIntoTheThreadWhereItWasAskedFor() {
        long digest = bed.publish("Monday");
        var to = new Destination(DeliveryFixture.chat(CHAT).chat(), 42);
        bed.write(tx -> bed.outbox.file(tx, to, "de", card(digest, reader(ReadingOptions.DEFAULT))));
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.thread()).isEqualTo(42));
    }

    @Test
    void thePictureOfADigestThatWasWithdrawnSinceIsNotSent() {
        long digest = bed.publish("Monday");
        bed.write(tx ->
                bed.outbox.file(tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT))));
        bed.withdrawOnly(digest);
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(CHAT)).containsExactly("Dieser Überblick wurde zurückgezogen.");
    }

    @Test
    void aRevisionThatIsNotThereFailsAloneAndHoldsNothingUp() {
        long digest = bed.publish("Monday");
        bed.write(tx -> {
            var missing =
                    new FileRequest.Card(Content.text("Monday", List.of()), digest, 7, reader(ReadingOptions.DEFAULT));
            bed.outbox.file(tx, DeliveryFixture.chat(CHAT), "de", missing);
            bed.outbox.file(tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT)));
        });
        bed.dispatch();
        bed.await("failed", 1);
        bed.await("sent", 1);
    }

    @Test
    void aWishIsReadAsItWasWritten() {
        var wish = card(
                9, reader(ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(List.of("us", "china")))));
        assertThat(FileRequestJson.read(FileRequestJson.write(wish))).contains(wish);
        var other = new ReadingOptions(PerspectiveChoice.only(List.of("us")), Length.SHORT, Layout.SIDE_BY_SIDE);
        assertThat(FileRequestJson.read(FileRequestJson.write(card(9, reader(other)))))
                .as("a picture has its own length and layout")
                .contains(card(
                        9, reader(ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(List.of("us"))))));
        assertThat(FileRequestJson.read(ContentJson.write(wish.beside()))).isEmpty();
    }
}
