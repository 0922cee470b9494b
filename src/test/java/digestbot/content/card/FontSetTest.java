package digestbot.content.card;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import digestbot.Logged;
import digestbot.app.LogSetup;
import digestbot.content.card.FontSet.FontFile;
import digestbot.i18n.Texts;
import java.nio.charset.Charset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontSetTest {

    private static final FontSet LETTERING = FontSet.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox, jumping: “over” the dog’s — 50 % of €20?",
                "ÄÖÜäöüß „Anführung“ – ‚einfach‘",
                "¿Qué? ¡Año! ÁÉÍÓÚáéíóúÑñ«»",
                "Łódź, Škoda, Erdoğan, Zürich, Việt Nam",
                "Ελλάδα, Київ, Москва",
                "“中文”——，。、；：？！（）《》……「」·〓"
            })
    void theFontsHaveWhatIsWritten(String text) {
        assertThat(LETTERING.legible(text)).isEqualTo(text);
    }

    @Test
    void theFontsHaveAllOfChineseThatGb2312Has() {
        Charset gb2312 = Charset.forName("GB2312");
        String all = IntStream.rangeClosed(0xb0, 0xf7)
                .boxed()
                .flatMap(high -> IntStream.rangeClosed(0xa1, 0xfe)
                        .mapToObj(low -> new String(new byte[] {high.byteValue(), (byte) low}, gb2312)))
                .filter(character -> !character.contains("\ufffd"))
                .reduce("", String::concat);
        assertThat(all).hasSize(6_763);
        assertThat(LETTERING.legible(all)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "zh"})
    void theFontsHaveTheBotsOwnWords(String language) {
        Texts texts = Texts.of(language);
        assertThat(LETTERING.legible(texts.format("card-missing"))).isEqualTo(texts.format("card-missing"));
        assertThat(LETTERING.legible(texts.format("more-points", 1_234))).doesNotContain("〓");
        assertThat(LETTERING.legible(texts.day(SampleCards.DAY))).isEqualTo(texts.day(SampleCards.DAY));
    }

    @Test
    void emojiAndInvisibleCharactersAreLeftOutAndLettersAreComposed() {
        assertThat(LETTERING.legible("🇺🇸 a\u200d\u202eb 👍🏽\ufe0f c\u00a0d")).isEqualTo(" ab  c\u00a0d");
        assertThat(LETTERING.legible("ก𠮷ع")).isEqualTo("〓〓〓");
        assertThat(LETTERING.legible("Zu\u0308rich")).isEqualTo("Zürich");
    }

    @Test
    void readingAFontSaysNothingInTheLog() {
        var context = new LoggerContext();
        LogSetup.configure(context, false);
        Level shown = context.getLogger("org.apache.fontbox").getEffectiveLevel();
        context.stop();
        try (Logged logged = Logged.by("org.apache.fontbox")) {
            FontFile.load("NotoSans-Regular.ttf");
            assertThat(logged.from(Level.WARN)).as("the log is asked").isNotEmpty();
            assertThat(logged.from(shown)).isEmpty();
        }
    }

    @Test
    void theHeightOfALetterIsThatOfItsOutline() {
        FontFile face = FontFile.load("NotoSans-Regular.ttf");
        assertThat(face.outline('H').getBounds2D().getMaxY()).isEqualTo(0);
        assertThat(face.outline('H').getBounds2D().getMinY()).isBetween(-0.72, -0.70);
        assertThat(face.outline('p').getBounds2D().getMaxY()).isBetween(0.2, 0.3);
        assertThat(face.outline('o').contains(0.3, -0.27)).isFalse();
        assertThat(face.outline(' ').getBounds2D().isEmpty()).isTrue();
    }
}
