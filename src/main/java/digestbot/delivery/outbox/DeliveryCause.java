package digestbot.delivery.outbox;

import digestbot.content.views.CombinedKind;
import java.util.Locale;
import java.util.Optional;

public enum DeliveryCause {
    /// A digest of a topic that the chat subscribed to.
    DIGEST,
    /// Digests of several topics that are due at the same time, or of several days of one topic.
    BUNDLE,
    /// The digests of a week.
    ROUND_UP,
    /// The messages of an earlier delivery show an old revision.
    CORRECTION,
    /// The messages of an earlier delivery show a withdrawn digest or broadcast.
    WITHDRAWAL,
    /// A message from an operator to many subscribers.
    BROADCAST,
    REPLY,
    /// A message to an operator who did not request it.
    NOTICE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name in the database and for operators.
    public String id() {
        return id;
    }

    /// The cause with that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static DeliveryCause of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public static DeliveryCause of(CombinedKind kind) {
        return switch (kind) {
            case BUNDLE -> BUNDLE;
            case ROUND_UP -> ROUND_UP;
        };
    }

    /// The kind in which the delivery combines several digests; empty if it does not.
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
