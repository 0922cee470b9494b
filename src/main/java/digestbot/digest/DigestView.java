package digestbot.digest;

import java.util.OptionalInt;

public sealed interface DigestView {

    default OptionalInt onlyPerspective() {
        return switch (this) {
            case OnePerspective(int ordinal) -> OptionalInt.of(ordinal);
            case Sources(OptionalInt perspective) -> perspective;
            case Overview _, SideBySide _ -> OptionalInt.empty();
        };
    }

    /// The same view of another digest, whose perspectives may have another order. The overview if
    /// the other digest does not have the view.
    default DigestView of(Digest own, Digest other) {
        int perspective = onlyPerspective().orElse(-1);
        if (perspective < 0 || perspective >= own.perspectives().size()) {
            return this;
        }
        OptionalInt found = other.ordinal(own.perspectives().get(perspective).id());
        return found.isEmpty()
                ? new Overview()
                : this instanceof Sources ? new Sources(found) : new OnePerspective(found.getAsInt());
    }

    /// The highlights and every chosen perspective.
    record Overview() implements DigestView {}

    /// `ordinal` is the perspective's place in the digest, from 0.
    record OnePerspective(int ordinal) implements DigestView {}

    /// All perspectives: first the points that the digest pairs, then the others.
    record SideBySide() implements DigestView {}

    /// The list of cited articles.
    ///
    /// @param perspective the perspective's ordinal, from 0; empty for all perspectives
    record Sources(OptionalInt perspective) implements DigestView {

        public Sources(int perspective) {
            this(OptionalInt.of(perspective));
        }

        public Sources() {
            this(OptionalInt.empty());
        }
    }
}
