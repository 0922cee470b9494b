package digestbot.content;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.Texts;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.MomentStyle;
import digestbot.markdown.MomentText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeFormatTest {

    private static final Instant AT = Instant.parse("2026-02-05T23:30:29Z");

    private final TimeFormat moments = new TimeFormat(Texts.of("en"), ZoneId.of("Europe/Berlin"));

    @Test
    void saysInWordsWhatTheChatsZoneSaysAndNamesTheDayUnlessItIsToday() {
        assertThat(moments.inZone(AT)).as("no moment, but text").isEqualTo("Fri 6 Feb 00:30");
        assertMoment(moments.withZone(AT), MomentStyle.DAY_AND_TIME, "Fri 6 Feb 00:30 Europe/Berlin");
        assertMoment(moments.time(AT), MomentStyle.TIME, "00:30");
        assertMoment(moments.time(AT, LocalDate.of(2026, 2, 6)), MomentStyle.TIME, "00:30");
        assertMoment(moments.time(AT, LocalDate.of(2026, 2, 5)), MomentStyle.DAY_AND_TIME, "Fri 6 Feb 00:30");
    }

    private static void assertMoment(String text, MomentStyle style, String words) {
        assertThat(MomentText.inlines(text)).containsExactly(new Inline.Moment(AT, style, words));
    }
}
