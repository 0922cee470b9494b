package digestbot.i18n;

/// The phrases about roles.
public enum RolePhrase implements Phrase {
    ROLE_ADMIN(0),
    ROLE_EDITOR(0),
    ROLE_NONE(0),
    ROLE_HOW(0),
    ROLE_OWNER(0),
    /// {0} the person, {1} the role.
    ROLE_GIVEN(2),
    /// {0} the person, {1} the role.
    ROLE_SAME(2),
    /// {0} the person.
    ROLE_TAKEN(1),
    /// {0} the person.
    ROLE_HAD_NONE(1),
    /// {0} the role.
    ROLE_NOTICE(1),
    ROLES_TITLE(0),
    /// {0} the owners.
    ROLES_OWNERS(1),
    /// {0} the person, {1} the role, {2} the day of the assignment.
    ROLES_LINE(3),
    ROLES_NOBODY(0),
    ROLES_WHAT(0),
    /// {0} the person.
    ROLES_TAKE_BUTTON(1);

    private final int arguments;

    RolePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
