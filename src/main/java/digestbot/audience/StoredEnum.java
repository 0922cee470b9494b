package digestbot.audience;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/// An enum whose constants are stored, and written in commands, as ids such as `side-by-side`.
public interface StoredEnum {

    String name();

    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E> & StoredEnum> E of(Class<E> type, String id) {
        return Enum.valueOf(type, id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Finds a constant; empty if the id is unknown because a later version of the bot wrote it.
    static <E extends Enum<E> & StoredEnum> Optional<E> find(Class<E> type, String id) {
        return EnumSet.allOf(type).stream()
                .filter(constant -> constant.id().equals(id))
                .findFirst();
    }
}
