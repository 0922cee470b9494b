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

    /// As it is stored and typed: `editor`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role that is called so, ignoring case.
    public static Optional<Role> of(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id().equalsIgnoreCase(id))
                .findFirst();
    }
}
