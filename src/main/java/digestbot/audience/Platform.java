package digestbot.audience;

import java.util.List;
import java.util.Set;

public enum Platform implements StoredEnum {
    TELEGRAM("Telegram", Feature.PERSON_IS_PRIVATE_CHAT, Feature.START_LINKS, Feature.FOLDED_TEXT),
    DISCORD("Discord", Feature.SERVERS, Feature.FORMS, Feature.EPHEMERAL_ANSWERS, Feature.LOCALISED_COMMANDS);

    /// The features of all chats of a platform, on which answers depend.
    public enum Feature {
        /// A person's private chat with the bot has the person's id.
        PERSON_IS_PRIVATE_CHAT,
        /// A link can open the private chat and trigger a press there.
        START_LINKS,
        /// A message can contain text that the reader unfolds.
        FOLDED_TEXT,
        /// Groups are channels of servers, which have roles and managers.
        SERVERS,
        /// A press can open a form.
        FORMS,
        /// An answer in a group can be shown to one person alone.
        EPHEMERAL_ANSWERS,
        /// Names of commands are translated.
        LOCALISED_COMMANDS
    }

    private static final List<Platform> ALL = List.of(values());

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // it is never changed
    private final Set<Feature> features;

    Platform(String title, Feature... features) {
        this.title = title;
        this.features = Set.of(features);
    }

    public String title() {
        return title;
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    public static List<Platform> all() {
        return ALL;
    }

    public static Platform of(String id) {
        return StoredEnum.of(Platform.class, id);
    }
}
