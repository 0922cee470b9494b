package digestbot.delivery.outbox;

import digestbot.content.views.DigestViews.CombinedKind;
import java.util.Locale;
import java.util.Optional;

public enum DeliveryCause {
    DIGEST,
    /// Digests of several topics that are due at the same time, or of several days of one topic.
    BUNDLE,
    ROUND_UP,
    CORRECTION,
    WITHDRAWAL,
    BROADCAST,
    REPLY,
    /// A message to an operator who did not request it.
    NOTICE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in the database and for operators.
    public String id() {
        return id;
    }

    public static DeliveryCause of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public static DeliveryCause of(CombinedKind kind) {
        return switch (kind) {
            case BUNDLE -> BUNDLE;
            case ROUND_UP -> ROUND_UP;
        };
    }

    public Optional<CombinedKind> combines() {
        return switch (this) {
            case BUNDLE -> Optional.of(CombinedKind.BUNDLE);
            case ROUND_UP -> Optional.of(CombinedKind.ROUND_UP);
            case DIGEST, CORRECTION, WITHDRAWAL, BROADCAST, REPLY, NOTICE -> Optional.empty();
        };
    }

    public boolean isSubscribed() {
        return this == DIGEST || combines().isPresent();
    }
}
