package digestbot.chat;

import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.StoredDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

public record UsualPublicationTimes(LatePolicy latePolicy) {

    /// Approximate times are rounded to five minutes.
    private static final long ABOUT = Duration.ofMinutes(5).toMillis();

    /// The topic's digest expected today or on the next day; empty if publication times are
    /// irregular.
    public Optional<ExpectedDigest> next(CommandContext context, String topic) {
        return ExpectedDigest.from(context.transaction(), topic, context.today(), latePolicy);
    }

    public boolean isLate(CommandContext context, ExpectedDigest expected) {
        return expected.at().plus(latePolicy.tolerance()).isBefore(context.now());
    }

    public Instant about(ExpectedDigest expected) {
        return Instant.ofEpochMilli(Math.round((double) expected.at().toEpochMilli() / ABOUT) * ABOUT);
    }

    /// The content of the newest digest. If it is of an earlier day, a remark tells when today's
    /// digest is usually published.
    public Content headed(CommandContext context, StoredDigest newest, Content content) {
        if (!newest.digest().key().day().isBefore(context.today())) {
            return content;
        }
        return next(context, newest.digest().topic().id())
                .filter(expected -> expected.day().equals(context.today()))
                .map(expected -> headed(context, expected, content))
                .orElse(content);
    }

    private Content headed(CommandContext context, ExpectedDigest expected, Content content) {
        String time = LocalTime.ofInstant(about(expected), context.preferences().zone())
                .toString();
        String todays = isLate(context, expected) ? "todays-late" : "todays-usually";
        return content.withAdditions(ViewAdditions.withRemark(context.texts().format(todays, time)));
    }
}
