package digestbot.audience;

/// The permissions that commands and buttons require.
public enum Permission {
    /// Look at digests, topics and help; nobody else is touched.
    READ,
    /// Change what comes to the chat, and how.
    CHANGE,
    /// Export or delete the chat's data.
    OWN,
    /// Send broadcasts.
    ANNOUNCE,
    /// Take a digest back from all who got it.
    WITHDRAW,
    /// Look at digests that are held back, and publish them.
    RELEASE,
    /// See roles and the audit log.
    OVERSEE,
    /// Give and take roles.
    APPOINT
}
