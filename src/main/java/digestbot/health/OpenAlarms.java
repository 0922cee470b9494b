package digestbot.health;

import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.markdown.MomentText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// The open alarms as sentences for the console, without those of late digests, which the console
/// lists as such.
public final class OpenAlarms {

    private static final Texts TEXTS = Texts.of("en");

    private final AlarmStore store = new AlarmStore();

    /// An open alarm.
    ///
    /// @param since when the problem began
    public record OpenAlarm(AlarmKind kind, String sentence, Instant since) {}

    /// The alarms, the oldest first.
    public List<OpenAlarm> all(Transaction transaction) {
        return store.all(transaction).stream()
                .filter(alarm -> alarm.kind() != AlarmKind.LATE)
                .map(alarm -> new OpenAlarm(
                        alarm.kind(), MomentText.plain(alarm.begun(TEXTS, ZoneId.systemDefault(), "")), alarm.since()))
                .toList();
    }
}
