package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.content.action.CommandOption.Kind;
import java.time.ZoneId;

/// The settings of the chat that contains the button. Each button carries the wanted state instead
/// of a change, so that pressing it again, or in an old message, is harmless.
public sealed interface SettingsAction extends Action {

    /// Shows all settings at a glance (page 0), or the subscriptions to choose from (page 1 and
    /// above).
    @Form(code = "g:v", needs = Permission.CHANGE_SETTINGS)
    record ShowSettings(int page) implements SettingsAction {
        public ShowSettings() {
            this(0);
        }
    }

    /// Shows all settings. With a role of a server, sets the role that is mentioned with each new
    /// digest.
    @Form(command = "settings", needs = Permission.CHANGE_SETTINGS)
    record TypedSettings(
            @Typed(Kind.SERVER_ROLE) String mentioned,
            @Typed(Kind.SERVER_ROLE_NAME) String mentionedName) implements SettingsAction {}

    @Form(command = "language", needs = Permission.CHANGE_SETTINGS)
    record TypedLanguage() implements SettingsAction {}

    /// The name is a place or a zone's id; without one, buttons offer zones.
    @Form(command = "zone", needs = Permission.CHANGE_SETTINGS)
    record SetTimeZone(@Typed(Kind.PLACE) String name) implements SettingsAction {}

    @Form(code = "g:x", needs = Permission.CHANGE_SETTINGS)
    record Close() implements SettingsAction {}

    /// A screen of the settings and its letter in buttons.
    enum Screen {
        OVERVIEW("o"),
        WHEN("h"),
        MORE("m"),
        LANGUAGE("l"),
        QUIET("q"),
        QUIET_FROM("f"),
        QUIET_UNTIL("u"),
        SCHEDULE("c"),
        TIME("w"),
        DAYS("d"),
        TOPIC("t"),
        LENGTH("n"),
        FIRST("r"),
        PERSPECTIVES("p");

        private final String code;

        Screen(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        /// Whether the screen is always about one subscription. The screens of a schedule are also
        /// about the whole chat.
        public boolean needsTopic() {
            return compareTo(TOPIC) >= 0;
        }

        /// Whether it is about local times, for which the time zone must be known.
        public boolean needsZone() {
            return switch (this) {
                case QUIET, QUIET_FROM, QUIET_UNTIL, TIME, DAYS -> true;
                case OVERVIEW, WHEN, MORE, LANGUAGE, TOPIC, LENGTH, FIRST, PERSPECTIVES, SCHEDULE -> false;
            };
        }

        /// The screen after the choice of a time zone for this one: the beginning of its choices.
        public Screen withZone() {
            return this == TIME || this == DAYS ? TIME : QUIET;
        }
    }

    /// Opens a screen, for the subscription to the topic or, if `topic` is 0, for the chat.
    @Form(code = "g:o", needs = Permission.CHANGE_SETTINGS)
    record Open(long topic, Screen screen) implements SettingsAction {}

    /// Shows the settings of the subscription to the digest's topic in a separate message.
    @Form(code = "g:d", needs = Permission.CHANGE_SETTINGS)
    record OpenForDigest(long digest) implements SettingsAction {}

    /// Chooses a value of a setting, for the subscription to the topic or, if `topic` is 0, for the
    /// chat.
    @Form(code = "g:s", needs = Permission.CHANGE_SETTINGS)
    record Choose(long topic, String setting, String value) implements SettingsAction {

        /// The length of a new subscription. Choosing it leads on to the delivery time.
        public static final String FIRST_LENGTH = "first";
    }

    sealed interface PerspectivePress extends SettingsAction {

        /// The digest whose perspectives were shown; it determines the topic.
        long digest();

        int ordinal();
    }

    /// Adds a perspective at the end, or removes it.
    @Form(code = "g:i", needs = Permission.CHANGE_SETTINGS)
    record SetPerspective(long digest, int ordinal, boolean enabled) implements PerspectivePress {}

    /// Moves a perspective to the front of the chosen ones, or of all perspectives if none were
    /// chosen.
    @Form(code = "g:j", needs = Permission.CHANGE_SETTINGS)
    record PerspectiveFirst(long digest, int ordinal) implements PerspectivePress {}

    @Form(code = "g:zc", needs = Permission.CHANGE_SETTINGS)
    record ShowCities(int page, Open after) implements SettingsAction {}

    @Form(code = "g:c", needs = Permission.CHANGE_SETTINGS)
    record SetZone(ZoneId zone, Open after) implements SettingsAction {}

    /// Stops all deliveries to this chat until it is resumed.
    @Form(code = "x", command = "stop", needs = Permission.CHANGE_SETTINGS)
    record StopDeliveries() implements SettingsAction {}

    @Form(code = "r", needs = Permission.CHANGE_SETTINGS)
    record ResumeDeliveries() implements SettingsAction {}
}
