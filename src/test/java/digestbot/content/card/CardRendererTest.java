package digestbot.content.card;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.views.CardText;
import digestbot.digest.Digest;
import digestbot.digest.parser.DigestSamples;
import digestbot.library.intake.DigestFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CardRendererTest {

    /// The largest picture that the platforms accept, with room: Telegram accepts 10 MB, and 10,000
    /// pixels of width and height together.
    private static final int LARGEST = 2 << 20;

    private static final int HIGHEST = 2_400;

    private static BufferedImage drawn(CardText text, String language) throws IOException {
        byte[] png = CardRenderer.png(text, language);
        assertThat(png.length).isLessThan(LARGEST);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(CardLayout.WIDTH);
        assertThat(image.getHeight())
                .isEqualTo(CardLayout.of(text, language).height())
                .isLessThan(HIGHEST);
        return image;
    }

    private static int colour(BufferedImage image, double x, double y) {
        return image.getRGB((int) x, (int) y) & 0xffffff;
    }

    @Test
    @Tag("full")
    void theDigestsThatComeAlongAreDrawn() throws IOException {
        for (Path file : new DigestFolder(Path.of("digests")).files()) {
            Digest digest = DigestSamples.digest(Files.readString(file));
            CardText text = SampleCards.text(digest, "zh", SampleCards.DAY, List.of());
            assertThat(drawn(text, "zh").getHeight()).as(file.toString()).isLessThanOrEqualTo(CardLayout.HEIGHT);
        }
    }

    @Test
    void perspectivesHaveTheirColoursAndLettersAreDrawn() throws IOException {
        CardText text = cards("- One point.", "- 另一条。").text("en");
        BufferedImage image = drawn(text, "en");
        List<DisplayItem.RoundedBox> heads = SampleCards.boxes(CardLayout.of(text, "en"))
                .filter(box -> box.radius() > 0 && box.colour() != CardColours.CARD && box.width() > 100)
                .toList();
        assertThat(heads)
                .hasSize(4)
                .allSatisfy(box -> assertThat(colour(image, box.x() + box.width() / 2, box.y() + 3))
                        .isEqualTo(box.colour()));
        assertThat(Stream.iterate(0, x -> x < CardLayout.WIDTH, x -> x + 1)
                        .flatMap(x ->
                                Stream.iterate(60, y -> y < 130, y -> y + 1).map(y -> colour(image, x, y)))
                        .filter(colour -> colour == CardColours.INK)
                        .count())
                .as("ink of the title")
                .isGreaterThan(1_000);
    }

    @Test
    void thePictureIsTheSameEachTime() {
        CardText text = cards("- One point.", "- 另一条。").text("en");
        assertThat(CardRenderer.png(text, "en")).isEqualTo(CardRenderer.png(text, "en"));
    }

    private static Stream<CardText> hostile() {
        return Stream.of(
                twentyPerspectives(),
                cards("").text("en"),
                cards("- Alone.").highlights("").text("en"),
                cards("- " + "long ".repeat(200_000), "").text("en"),
                cards("- " + "x".repeat(900_000), "- a").text("en"),
                cards("- a\n".repeat(4_000), "- b\n".repeat(4_000)).text("zh"),
                cards("- a", "- b").highlights("- 字。".repeat(100_000)).text("zh"),
                cards("- a", "- ".repeat(150) + "nested")
                        .highlights("> ".repeat(200) + "deep")
                        .text("de"),
                new SampleCards()
                        .perspective("W".repeat(150), "# only a heading")
                        .perspective("*".repeat(90), "---")
                        .text("es"),
                cards("- \u202e\u200f\u0301\u0301\ufeff", "- 👨‍👩‍👧‍👦🇺🇸" + "🚀".repeat(5_000))
                        .text("en"),
                cards("- ก" + "عربى ".repeat(5_000), "```\n" + "code\n".repeat(9_000) + "```")
                        .text("en"));
    }

    private static SampleCards cards(String... perspectives) {
        var written = new SampleCards();
        Stream.of(perspectives).forEach(written::perspective);
        return written;
    }

    private static CardText twentyPerspectives() {
        var written = new SampleCards();
        for (int i = 0; i < 20; i++) {
            written.perspective(
                    "Side " + i + " with a name that is as long as names of alliances are",
                    SampleCards.points("It", 30));
        }
        return written.highlights(SampleCards.points("Highlight", 50))
                .other("Other ".repeat(40))
                .text("es");
    }

    @Test
    @Tag("full")
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverADigestHoldsIsDrawn() throws IOException {
        for (CardText text : hostile().toList()) {
            drawn(text, "zh");
        }
    }
}
