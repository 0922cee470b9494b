package digestbot.delivery.outbox;

import digestbot.audience.StoredEnum;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import java.util.Optional;

public enum DeliveryCause implements StoredEnum {
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

    public static DeliveryCause of(String id) {
        return StoredEnum.of(DeliveryCause.class, id);
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
