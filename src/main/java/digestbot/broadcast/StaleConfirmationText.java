package digestbot.broadcast;

import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;

/// The message that nothing was sent because the broadcast differs from its preview, with the
/// differences.
public final class StaleConfirmationText {

    private final Texts texts;

    public StaleConfirmationText(Texts texts) {
        this.texts = texts;
    }

    /// One sentence per line.
    public List<String> lines(StaleConfirmation stale) {
        List<String> lines = new ArrayList<>(List.of(texts.format(BroadcastPhrase.STALE)));
        lines.addAll(differences(stale));
        return lines;
    }

    /// The differences, without the sentence around them.
    public List<String> differences(StaleConfirmation stale) {
        return stale.differences().stream()
                .map(difference -> switch (difference) {
                    case TEXT -> texts.format(BroadcastPhrase.STALE_TEXT);
                    case RECIPIENTS -> texts.format(BroadcastPhrase.STALE_RECIPIENTS);
                    case TIME -> texts.format(BroadcastPhrase.STALE_TIME);
                    case COUNT ->
                        texts.format(
                                BroadcastPhrase.STALE_COUNT,
                                texts.number(stale.shown().orElseThrow().count()),
                                texts.number(stale.current().count()));
                })
                .toList();
    }
}
