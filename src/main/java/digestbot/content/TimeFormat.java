package digestbot.content;

import digestbot.i18n.Texts;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.MomentStyle;
import digestbot.markdown.MomentText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// Puts moments into the bot's texts, marked by [MomentText]. Clients show them in the time zone of
/// the reader's device.
///
/// @param texts the language for clients that show plain text instead
/// @param zone the time zone for those clients
public record TimeFormat(Texts texts, ZoneId zone) {

    /// A day and time in the chat's zone, whatever the device's zone is: for times that the chat
    /// itself chose.
    public String inZone(Instant at) {
        return texts.moment(local(at));
    }

    /// A day and time; in plain text with the time zone, such as “Fri 6 Feb 08:00 UTC”.
    public String withZone(Instant at) {
        return mark(at, MomentStyle.DAY_AND_TIME, texts.moment(at, zone));
    }

    public String time(Instant at) {
        return mark(at, MomentStyle.TIME, local(at).toLocalTime().toString());
    }

    public String time(Instant at, LocalDate today) {
        return local(at).toLocalDate().equals(today) ? time(at) : mark(at, MomentStyle.DAY_AND_TIME, inZone(at));
    }

    private LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES);
    }

    private static String mark(Instant at, MomentStyle style, String text) {
        return MomentText.mark(new Inline.Moment(at, style, text));
    }
}
