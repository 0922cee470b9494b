package digestbot.audience;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A role that an owner of the bot can give to a person.
public enum Role {
    /// May send broadcasts, and do everything that editors may.
    ADMIN,
    /// May release and withdraw digests.
    EDITOR;

    /// The name in the database and in commands, such as `editor`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id().equalsIgnoreCase(id))
                .findFirst();
    }
}
