package digestbot.delivery.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.files.PictureStore.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureStoreTest {

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', textBlock = """
            \u0089PNG\\r\\n\u001A\\n and more|picture.png
            \u00FF\u00D8\u00FF\u00E0 JFIF|picture.jpg
            RIFF....WEBPVP8|picture.webp
            RIFF....WAVEfmt|
            GIF89a|
            %PDF-1.7|
            """)
    void picturesAreKnownByTheirFirstBytes(String file, String name) {
        byte[] content = file.replace("\\r", "\r").replace("\\n", "\n").getBytes(ISO_8859_1);
        assertThat(Picture.of(content).map(Picture::name).orElse(null)).isEqualTo(name);
    }

    @Test
    void whatIsEmptyOrTooLargeIsNone() {
        byte[] largest = Arrays.copyOf("\u00FF\u00D8\u00FF".getBytes(ISO_8859_1), Picture.MAX_BYTES);
        assertThat(Picture.of(largest)).isPresent();
        assertThat(Picture.of(Arrays.copyOf(largest, Picture.MAX_BYTES + 1))).isEmpty();
        assertThat(Picture.of(new byte[0])).isEmpty();
    }
}
