package digestbot.delivery.api;

/// What an [Outcome] leads to.
public enum Policy {
    PAUSE(
            "pause",
            "The delivery fails. The chat is paused: what else it is owed is held, until it writes to the bot or lets it"
                    + " in again."),
    FOLLOW("follow", "All that the chat has moves to the new id, and the part goes there."),
    DIVERT(
            "divert",
            "What this delivery still owes goes to the chat around it, which is told so once. The subscription stays with the"
                    + " thread, which the next delivery tries again. An edit or deletion counts as done."),
    MOVE(
            "move",
            "The subscriptions to that thread, and what is owed to it, move to the chat around it, which is told so, and the"
                    + " part goes there. An edit or deletion counts as done."),
    DONE("done", "The part counts as done: there is nothing left to change."),
    EMPTY("empty", "The message to delete is changed to a dash."),
    PLAIN(
            "plain text",
            "The part is sent once more as plain text; if that is refused too, the delivery fails as `refused`."),
    FAIL("fail", "The delivery fails and is kept with its reason."),
    WAIT("wait", "This chat alone waits, as long as told. That is no failed attempt."),
    PUT_OFF(
            "put off",
            "This delivery waits, as long as told or 5 minutes, and with it the chat's other corrections; what else the"
                    + " chat is owed goes on. That is no failed attempt."),
    WAIT_ALL(
            "all wait",
            "All chats of the platform wait, as long as told. Then the rate is lower by a fifth, of which it regains"
                    + " 1/s a minute. That is no failed attempt."),
    AGAIN(
            "again",
            "The part is tried again after 1 s, 2 s, 4 s … and then every 5 minutes, for about a day; then the delivery"
                    + " fails as `gave-up`.");

    private final String id;
    private final String sentence;

    Policy(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    /// Its name, for people.
    public String id() {
        return id;
    }

    /// What is done, for people.
    public String sentence() {
        return sentence;
    }
}
