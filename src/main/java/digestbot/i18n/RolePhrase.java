package digestbot.i18n;

public enum RolePhrase implements Phrase {
    ROLE_ADMIN,
    ROLE_EDITOR,
    ROLE_NONE,
    ROLE_HOW,
    ROLE_OWNER,
    /// {0} the person, {1} the role.
    ROLE_GIVEN,
    /// {0} the person, {1} the role.
    ROLE_SAME,
    /// {0} the person.
    ROLE_TAKEN,
    /// {0} the person.
    ROLE_HAD_NONE,
    /// {0} the role.
    ROLE_NOTICE,
    ROLES_TITLE,
    /// {0} the owners.
    ROLES_OWNERS,
    /// {0} the person, {1} the role, {2} the day of the assignment.
    ROLES_LINE,
    ROLES_NOBODY,
    ROLES_WHAT,
    /// {0} the person.
    ROLES_TAKE_BUTTON
}
