package digestbot.audience;

/// The permissions that commands and buttons require.
public enum Permission {
    /// Look at digests, topics and help; nobody else is touched.
    READ,
    /// Change what comes to the chat, and how.
    CHANGE_SETTINGS,
    /// Export or delete the chat's data.
    MANAGE_DATA,
    /// Send broadcasts.
    BROADCAST,
    /// Take a digest back from all who got it.
    WITHDRAW,
    /// Look at digests that are held back, and decide whether they are published.
    RELEASE,
    /// See roles and the audit log.
    VIEW_AUDIT,
    /// Give and take roles.
    ASSIGN_ROLES
}
