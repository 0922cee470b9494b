package digestbot.sandbox.telegram;

/// The rights to post in the channel, and to write as the group itself.
public record AdminRights(boolean posts, boolean anonymous) {

    public static final AdminRights ALL = new AdminRights(true, false);
}
