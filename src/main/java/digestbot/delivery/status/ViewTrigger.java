package digestbot.delivery.status;

import java.util.Arrays;

/// What a reader used to open a view of a digest. `view_count.button` stores its id.
public enum ViewTrigger {
    VIEW_BUTTON("view", "View button"),
    PAGE_BUTTON("page", "Page button"),
    /// A button that shows the view in a new message.
    OPEN_BUTTON("open", "Open button"),
    /// A button that shows a view, which its presser alone saw, to everybody in the chat.
    SHARE_BUTTON("share", "Share button"),
    /// A command, or the button of a menu.
    COMMAND("command", "Command or menu");

    private final String id;
    private final String title;

    ViewTrigger(String id, String title) {
        this.id = id;
        this.title = title;
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    static ViewTrigger of(String id) {
        return Arrays.stream(values())
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such trigger: " + id));
    }
}
