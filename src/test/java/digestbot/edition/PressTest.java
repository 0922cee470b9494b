package digestbot.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PressTest {

    private static final int MOST_BYTES = 40;

    static Stream<Press> presses() {
        List<View> views = List.of(new View.Overview(), new View.OneSide(0), new View.OneSide(19), new View.Sources());
        Stream<Press> shows = Stream.of(0L, 1L, 1_000_000_000_000L, Long.MAX_VALUE)
                .flatMap(digest -> views.stream()
                        .flatMap(view -> Stream.of(0, 1, 9_999).map(page -> new Press.Show(digest, view, page))));
        Stream<Press> others = Stream.of(
                new Press.Subscribe(0),
                new Press.Subscribe(Long.MAX_VALUE),
                new Press.Unsubscribe(12),
                new Press.Topics(),
                new Press.Help());
        return Stream.concat(shows, others);
    }

    @ParameterizedTest
    @MethodSource("presses")
    void everyPressIsReadAsItWasWrittenAndIsShort(Press press) {
        assertThat(Press.decode(press.encode())).contains(press);
        assertThat(press.encode()).matches("[0-9a-z:]+");
        assertThat(press.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void aKnownFormStaysReadable() {
        assertThat(Press.decode("1:v:20512:o")).contains(new Press.Show(20512, new View.Overview(), 0));
        assertThat(Press.decode("1:v:20512:s1:2")).contains(new Press.Show(20512, new View.OneSide(1), 2));
        assertThat(Press.decode("1:v:20512:r:0")).contains(new Press.Show(20512, new View.Sources(), 0));
        assertThat(Press.decode("1:s:3")).contains(new Press.Subscribe(3));
        assertThat(Press.decode("1:u:3")).contains(new Press.Unsubscribe(3));
        assertThat(Press.decode("1:t")).contains(new Press.Topics());
        assertThat(Press.decode("1:h")).contains(new Press.Help());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                "2:t",
                "0:t",
                "01:t",
                "1:t:",
                "1:T",
                " 1:t",
                "1:v",
                "1:v:1",
                "1:v:1:",
                "1:v:1:x",
                "1:v:1:s",
                "1:v:1:s-1",
                "1:v:1:s+1",
                "1:v:-1:o",
                "1:v:-0:o",
                "1:v:+1:o",
                "1:v:１:o",
                "1:v::o",
                "1:v:1:o:",
                "1:v:1:o:-1",
                "1:v:1:o:1:1",
                "1:v:99999999999999999999:o",
                "1:s",
                "1:s:",
                "1:s:x",
                "1:v4"
            })
    void whatIsOfAnotherVersionOrMalformedAsksForNothing(String data) {
        assertThat(Press.decode(data)).isEmpty();
    }

    @Test
    void noDataWhateverMakesReadingFail() {
        var random = new Random(5);
        List<String> parts =
                List.of("1", "2", ":", "v", "s", "u", "t", "h", "o", "r", "-", "+", "9", "٣", "\0", "😀", " ");
        for (int i = 0; i < 50_000; i++) {
            var data = new StringBuilder(random.nextBoolean() ? "1:" : "");
            for (int j = random.nextInt(12); j > 0; j--) {
                data.append(parts.get(random.nextInt(parts.size())));
            }
            Press.decode(data.toString())
                    .ifPresent(press -> assertThat(Press.decode(press.encode())).contains(press));
        }
    }
}
