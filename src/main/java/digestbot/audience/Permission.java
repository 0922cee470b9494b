package digestbot.audience;

public enum Permission {
    /// Read digests, topics and help.
    READ,
    /// Change the chat's subscriptions and settings.
    CHANGE_SETTINGS,
    /// Export or delete the chat's data.
    MANAGE_DATA,
    BROADCAST,
    WITHDRAW,
    /// Look at digests that are held for review, and decide whether they are published.
    RELEASE,
    /// See who has a role.
    VIEW_ROLES,
    ASSIGN_ROLES
}
