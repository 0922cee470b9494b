package digestbot.content.paging;

import digestbot.content.Panel;
import java.util.function.Function;

/// The limits of a message on a platform, which [MessagePacker] observes.
///
/// Costs are additive upper bounds: a message with several panels costs no more than their sum.
///
/// @param limits the maximum cost of one message
/// @param belowPicture the maximum cost of a message with a picture
/// @param costFunction measures a panel with its frame
public record MessageBudget(Cost limits, Cost belowPicture, Function<Panel, Cost> costFunction) {

    public MessageBudget(Cost limits, Function<Panel, Cost> costFunction) {
        this(limits, limits, costFunction);
    }

    MessageBudget without(Cost reserved) {
        return new MessageBudget(
                new Cost(
                        limits.units - reserved.units,
                        limits.bytes - reserved.bytes,
                        limits.entities - reserved.entities),
                belowPicture,
                costFunction);
    }

    /// The size of content in the platform's units.
    ///
    /// @param units characters as the platform counts them
    /// @param bytes the length of the raw markup in UTF-8
    /// @param entities formatted runs (Telegram's entities) or components (Discord)
    public record Cost(int units, int bytes, int entities) {

        static final Cost NOTHING = new Cost(0, 0, 0);

        public Cost plus(Cost other) {
            return new Cost(units + other.units, bytes + other.bytes, entities + other.entities);
        }

        public boolean fits(Cost limit) {
            return units <= limit.units && bytes <= limit.bytes && entities <= limit.entities;
        }
    }
}
