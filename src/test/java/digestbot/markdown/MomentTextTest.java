package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Inline.MomentStyle;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentTextTest {

    private static final Inline.Moment EIGHT =
            new Inline.Moment(Instant.parse("2026-02-06T08:00:00Z"), MomentStyle.TIME, "08:00");
    private static final Inline.Moment BEFORE_1970 =
            new Inline.Moment(Instant.ofEpochSecond(-1), MomentStyle.DAY_AND_TIME, "Wed 31 Dec 23:59 UTC");

    @Test
    void keepsTheTextAroundMoments() {
        String text = "From " + MomentText.mark(EIGHT) + " to " + MomentText.mark(BEFORE_1970) + MomentText.mark(EIGHT);
        assertThat(MomentText.inlines(text))
                .containsExactly(new Inline.Text("From "), EIGHT, new Inline.Text(" to "), BEFORE_1970, EIGHT);
        assertThat(MomentText.plain(text)).isEqualTo("From 08:00 to Wed 31 Dec 23:59 UTC08:00");
        assertThat(MomentText.inlines("at 08:00")).isEqualTo(List.of(new Inline.Text("at 08:00")));
    }

    @Test
    void nobodyCanWriteAMoment() {
        String forged = TextCleaner.lines(MomentText.mark(EIGHT));
        assertThat(MomentText.inlines(forged)).isEqualTo(List.of(new Inline.Text("1770364800 TIME08:00")));
    }
}
