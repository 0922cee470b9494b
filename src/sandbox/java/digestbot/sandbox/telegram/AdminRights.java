package digestbot.sandbox.telegram;

/// @param posts true if they may post in the channel; has no meaning in groups
/// @param anonymous true if they write as the group itself; they still press buttons under their
///     own name
public record AdminRights(boolean posts, boolean anonymous) {

    public static final AdminRights ALL = new AdminRights(true, false);
}
