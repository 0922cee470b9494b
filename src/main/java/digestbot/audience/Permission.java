package digestbot.audience;

/// The permissions that commands and buttons require.
public enum Permission {
    /// Read digests, topics and help.
    READ,
    /// Change the chat's subscriptions and settings.
    CHANGE_SETTINGS,
    /// Export or delete the chat's data.
    MANAGE_DATA,
    /// Send broadcasts.
    BROADCAST,
    /// Withdraw a digest from everybody who received it.
    WITHDRAW,
    /// Look at digests that are held back, and decide whether they are published.
    RELEASE,
    /// See roles and the audit log.
    VIEW_AUDIT,
    /// Give and remove roles.
    ASSIGN_ROLES
}
