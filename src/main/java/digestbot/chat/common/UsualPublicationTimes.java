package digestbot.chat.common;

import digestbot.content.Content;
import digestbot.content.ViewFraming;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.Phrase;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.StoredDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/// The usual publication times, for people who ask about today's digest.
public final class UsualPublicationTimes {

    /// Approximate times are rounded to five minutes.
    private static final long ABOUT = Duration.ofMinutes(5).toMillis();

    private final LatePolicy punctuality;

    public UsualPublicationTimes(LatePolicy punctuality) {
        this.punctuality = punctuality;
    }

    /// The topic's digest expected today or on the next day; empty if publication times are
    /// irregular.
    public Optional<ExpectedDigest> next(CommandContext asked, String topic) {
        return ExpectedDigest.from(asked.transaction(), topic, asked.today(), punctuality);
    }

    /// Tells whether the expected digest is late.
    public boolean isLate(CommandContext asked, ExpectedDigest expected) {
        return expected.at().plus(punctuality.tolerance()).isBefore(asked.now());
    }

    /// About when, on the reader's clock.
    public LocalDateTime about(CommandContext asked, ExpectedDigest expected) {
        long rounded = Math.round((double) expected.at().toEpochMilli() / ABOUT) * ABOUT;
        return LocalDateTime.ofInstant(
                Instant.ofEpochMilli(rounded), asked.preferences().zone());
    }

    /// The content of the newest digest; if it is of an earlier day, its heading tells when today's
    /// digest usually comes.
    public Content headed(CommandContext asked, StoredDigest newest, Content content) {
        if (!newest.digest().key().day().isBefore(asked.today())) {
            return content;
        }
        return next(asked, newest.digest().topic().id())
                .filter(expected -> expected.day().equals(asked.today()))
                .map(expected -> headed(asked, expected, content))
                .orElse(content);
    }

    private Content headed(CommandContext asked, ExpectedDigest expected, Content content) {
        String time = about(asked, expected).toLocalTime().toString();
        Phrase todays = isLate(asked, expected) ? DatePhrase.TODAYS_LATE : DatePhrase.TODAYS_USUALLY;
        String title = content.panels().getFirst().title();
        return content.framed(ViewFraming.titled(asked.words().say(todays, title, time)));
    }
}
