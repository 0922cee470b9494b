package digestbot.content.card;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.card.StyledText.TextRun;
import digestbot.content.card.StyledText.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBreakerTest {

    private static final double SIZE = 20;

    private static List<String> lines(String text, String language, double width, int most) {
        return new LineBreaker(Locale.forLanguageTag(language), SIZE)
                .lines(StyledText.of(text, TextStyle.PLAIN), width, most, false).stream()
                        .map(line ->
                                String.join("", line.stream().map(TextRun::text).toList()))
                        .toList();
    }

    @Test
    void breaksBetweenWordsAndLosesNothing() {
        String text = "The ports reopen after the talks, and freight costs fall.";
        List<String> lines = lines(text, "en", 200, 99);
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(String.join(" ", lines)).isEqualTo(text);
    }

    @Test
    void chinesePunctuationBeginsNoLine() {
        String text = "两国交通部门在同一天上午开通了一条新的货运航线，两个电影节互换开幕影片。当地媒体跟随首航货轮，从装货一直拍到引航员登船。";
        for (int width = 60; width < 300; width += 7) {
            List<String> lines = lines(text, "zh", width, 99);
            assertThat(String.join("", lines)).isEqualTo(text);
            assertThat(lines).noneMatch(line -> line.startsWith("，") || line.startsWith("。"));
        }
    }

    @Test
    void aWordThatIsWiderThanTheLineIsCutInto() {
        String word = "Donaudampfschifffahrtsgesellschaftskapitän";
        List<String> lines = lines("Die " + word + " fuhr.", "de", 120, 99);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo("Die" + word + "fuhr.");
        assertThat(lines).hasSizeGreaterThan(3);
    }

    @Test
    void ofTooMuchWholeSentencesStayElseWords() {
        assertThat(String.join(" ", lines("One is here. Two is here. Three is a little longer.", "en", 200, 2)))
                .isEqualTo("One is here. Two is here. …");
        assertThat(String.join("", lines("第一句话在这里。第二句话在这里。第三句话长一些。", "zh", 200, 2)))
                .isEqualTo("第一句话在这里。第二句话在这里。…");
        assertThat(lines("A sentence that goes on and on without any end in sight at all", "en", 200, 2)
                        .getLast())
                .endsWith("…")
                .doesNotEndWith(" …");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 19, 40})
    void aLineOfAnyWidthHoldsACharacter(double width) {
        assertThat(String.join("", lines("ab 中文", "en", width, 99)).replace(" ", ""))
                .isEqualTo("ab中文");
        assertThat(lines("abcdefghij klm", "en", width, 2)).hasSizeLessThanOrEqualTo(2);
    }
}
