package digestbot.sandbox.telegram;

/// The rights of an administrator, as far as they matter to a bot.
///
/// @param posts may post in the channel; without a meaning in groups
/// @param anonymous writes as the group itself, and presses buttons under their own name nevertheless
public record AdminRights(boolean posts, boolean anonymous) {

    /// Everything, under their own name.
    public static final AdminRights ALL = new AdminRights(true, false);
}
