package digestbot.audience;

import java.util.List;

public enum Platform implements StoredEnum {
    TELEGRAM("Telegram"),
    DISCORD("Discord");

    private static final List<Platform> ALL = List.of(values());

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public static List<Platform> all() {
        return ALL;
    }

    public static Platform of(String id) {
        return StoredEnum.of(Platform.class, id);
    }
}
