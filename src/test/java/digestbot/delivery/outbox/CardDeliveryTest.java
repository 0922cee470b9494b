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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardDeliveryTest {

    private static final long CHAT = 7_001;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private static FileRequest.CardFile card(long digest, Reader reader) {
        return new FileRequest.CardFile(Content.text("Monday", List.of()), digest, 1, reader);
    }

    private static Reader reader(ReadingOptions reading) {
        return new Reader("de", reading, LocalDate.of(2026, 2, 6), ZoneId.of("Europe/Berlin"), Set.of());
    }

    @Test
    void onlyTheWishIsStoredAndThePictureIsMadeWhenItLeavesAlsoAfterACrash() {
        long digest = fixture.publish("Monday");
        fixture.write(tx -> fixture.outbox.replyWithFile(
                tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT))));
        assertThat(fixture.rows("SELECT content FROM delivery"))
                .singleElement()
                .satisfies(content -> assertThat(content).hasSizeLessThan(400).contains("\"card\""));
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(CHAT)).containsExactly("Monday\ndigestbot.png\nMonday@1\nde");
    }

    @Test
    void itGoesIntoTheThreadWhereItWasAskedFor() {
        long digest = fixture.publish("Monday");
        var to = new Destination(DeliveryFixture.chat(CHAT).chat(), 42);
        fixture.write(tx -> fixture.outbox.replyWithFile(tx, to, "de", card(digest, reader(ReadingOptions.DEFAULT))));
        fixture.deliver(1);
        assertThat(fixture.messenger.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.thread()).isEqualTo(42));
    }

    @Test
    void thePictureOfADigestThatWasWithdrawnSinceIsNotSent() {
        long digest = fixture.publish("Monday");
        fixture.write(tx -> fixture.outbox.replyWithFile(
                tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT))));
        fixture.withdrawOnly(digest);
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(CHAT)).containsExactly("Dieser Überblick wurde zurückgezogen.");
    }

    @Test
    void aRevisionThatIsNotThereFailsAloneAndHoldsNothingUp() {
        long digest = fixture.publish("Monday");
        fixture.write(tx -> {
            var missing = new FileRequest.CardFile(
                    Content.text("Monday", List.of()), digest, 7, reader(ReadingOptions.DEFAULT));
            fixture.outbox.replyWithFile(tx, DeliveryFixture.chat(CHAT), "de", missing);
            fixture.outbox.replyWithFile(
                    tx, DeliveryFixture.chat(CHAT), "de", card(digest, reader(ReadingOptions.DEFAULT)));
        });
        fixture.dispatch();
        fixture.await("failed", 1);
        fixture.await("sent", 1);
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
