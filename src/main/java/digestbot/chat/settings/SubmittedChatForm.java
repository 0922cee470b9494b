package digestbot.chat.settings;

import digestbot.audience.QuietHours;
import digestbot.button.ChatSwitch;
import digestbot.button.EnteredQuiet;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.i18n.PeriodParser;
import digestbot.i18n.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a submitted form about a whole chat says. A field that the form did not have says nothing.
///
/// @param language the tag of the chosen language
/// @param zone what was typed as the time zone; empty for nothing
/// @param quiet the quiet hours as they were entered
/// @param shown the switches that the form had
/// @param on those of them that were chosen
record SubmittedChatForm(
        Optional<String> language,
        String zone,
        Optional<EnteredQuiet> quiet,
        Set<ChatSwitch> shown,
        Set<ChatSwitch> on) {

    static SubmittedChatForm of(SettingsPress.OpenChatForm form, Command.FillForm filled) {
        Map<String, List<String>> values = filled.values();
        return new SubmittedChatForm(
                first(values, ChatForm.LANGUAGE).filter(Texts.languages()::contains),
                first(values, ChatForm.ZONE).orElse("").strip(),
                first(values, ChatForm.QUIET).map(period -> new EnteredQuiet(mode(values), period.strip())),
                values.containsKey(ChatForm.SWITCHES) ? form.shown() : Set.of(),
                values.getOrDefault(ChatForm.SWITCHES, List.of()).stream()
                        .flatMap(letter -> ChatSwitch.of(letter).stream())
                        .collect(Collectors.toSet()));
    }

    /// The language, if it is another one.
    Optional<String> languageOtherThan(String present) {
        return language.filter(tag -> !tag.equals(present));
    }

    /// The quiet hours that were entered, or the present ones in the chosen mode if the period cannot be read.
    Optional<QuietHours> quietHours(Optional<QuietHours> present) {
        if (quiet.isEmpty()) {
            return present;
        }
        EnteredQuiet entered = quiet.get();
        if (unreadable().isPresent()) {
            return present.map(hours -> hours.withMode(entered.mode()));
        }
        return PeriodParser.parse(entered.period())
                .flatMap(period -> QuietHours.between(period.from(), period.to(), entered.mode()));
    }

    /// The quiet hours whose period cannot be read. No period means no quiet hours.
    Optional<EnteredQuiet> unreadable() {
        return quiet.filter(entered -> !entered.period().isEmpty()
                && PeriodParser.parse(entered.period()).isEmpty());
    }

    private static QuietHours.Mode mode(Map<String, List<String>> values) {
        return first(values, ChatForm.QUIET_MODE)
                .flatMap(id -> Arrays.stream(QuietHours.Mode.values())
                        .filter(mode -> mode.id().equals(id))
                        .findFirst())
                .orElse(QuietHours.Mode.HOLD);
    }

    private static Optional<String> first(Map<String, List<String>> values, String field) {
        return values.getOrDefault(field, List.of()).stream().findFirst();
    }
}
