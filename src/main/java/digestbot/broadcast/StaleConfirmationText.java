package digestbot.broadcast;

import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;

/// The message that nothing was sent because the broadcast differs from its preview, with the
/// differences.
public final class StaleConfirmationText {

    private final Texts words;

    public StaleConfirmationText(Texts words) {
        this.words = words;
    }

    /// One sentence per line.
    public List<String> lines(StaleConfirmation stale) {
        List<String> lines = new ArrayList<>(List.of(words.say(BroadcastPhrase.STALE)));
        lines.addAll(differences(stale));
        return lines;
    }

    /// The differences, without the sentence around them.
    public List<String> differences(StaleConfirmation stale) {
        return stale.differences().stream()
                .map(difference -> switch (difference) {
                    case TEXT -> words.say(BroadcastPhrase.STALE_TEXT);
                    case RECIPIENTS -> words.say(BroadcastPhrase.STALE_RECIPIENTS);
                    case TIME -> words.say(BroadcastPhrase.STALE_TIME);
                    case COUNT ->
                        words.say(
                                BroadcastPhrase.STALE_COUNT,
                                words.number(stale.shown().orElseThrow().count()),
                                words.number(stale.now().count()));
                })
                .toList();
    }
}
