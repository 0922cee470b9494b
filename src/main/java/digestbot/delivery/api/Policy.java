package digestbot.delivery.api;

/// The consequence of an [Outcome].
public enum Policy {
    PAUSE(
            "pause chat",
            "The delivery fails and the chat is paused: its other deliveries wait until it writes to the bot or lets the"
                    + " bot in again."),
    FOLLOW("follow", "Everything that belongs to the chat moves to the new id, and the part is sent there."),
    FALL_BACK(
            "fall back to parent chat",
            "The rest of the delivery goes to the thread's parent chat, which is notified once. The subscription stays"
                    + " with the thread, and the next delivery tries it again. An edit or deletion counts as done."),
    MOVE(
            "move to parent chat",
            "The thread's subscriptions and their deliveries move to its parent chat, which is notified, and the part"
                    + " is sent there. An edit or deletion counts as done."),
    DONE("done", "The part counts as done: there is nothing left to change."),
    BLANK("blank", "The message that should be deleted is replaced by a dash."),
    PLAIN(
            "plain text",
            "The part is sent once more as plain text. If that is rejected too, the delivery fails as `refused`."),
    FAIL("fail", "The delivery fails and is stored with its reason."),
    WAIT("wait", "Only this chat waits for as long as the platform requires. This does not count as a failed attempt."),
    DEFER(
            "defer",
            "This delivery and the chat's other corrections wait for as long as the platform requires, or 5 minutes. The chat's"
                    + " other deliveries continue. This does not count as a failed attempt."),
    PAUSE_PLATFORM(
            "pause platform",
            "All chats of the platform wait for as long as the platform requires. The rate is then a fifth lower and regains"
                    + " 1 message per second each minute. This does not count as a failed attempt."),
    RETRY(
            "retry",
            "The part is retried after 1 s, 2 s, 4 s … and then every 5 minutes, for about a day. The delivery then fails as"
                    + " `expired`.");

    private final String id;
    private final String sentence;

    Policy(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    public String id() {
        return id;
    }

    public String sentence() {
        return sentence;
    }
}
