package digestbot.chat.settings;

import digestbot.audience.QuietHours;
import digestbot.button.EnteredQuiet;
import digestbot.button.SettingsPress;
import digestbot.chat.api.FormField;
import digestbot.chat.api.FormField.FormChoice;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.i18n.PeriodParser.Period;
import digestbot.i18n.Phrase;
import digestbot.i18n.QuietHoursPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ZonePhrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings of a whole chat as one form.
final class ChatForm {

    static final String LANGUAGE = "language";
    static final String ZONE = "zone";
    static final String QUIET = "quiet";
    static final String QUIET_MODE = "mode";
    static final String SWITCHES = "switches";

    private static final String EXAMPLE_CITY = "London";
    private static final String EXAMPLE_PERIOD = "22:00–07:00";

    /// The names of all zones are shorter.
    private static final int MAX_ZONE = 40;

    private static final int MAX_TITLE = 45;
    private static final int MAX_NOTE = 100;

    private ChatForm() {}

    /// Opens the form.
    ///
    /// @param switches those that the chat has
    /// @param entered the quiet hours to show, if they are not those of the chat
    /// @param fallback the answer where there are no forms
    static Reply open(
            CommandContext context,
            List<ChatSwitches.Position> switches,
            Optional<EnteredQuiet> entered,
            Content fallback) {
        Texts texts = context.texts();
        EnteredQuiet quiet =
                entered.orElseGet(() -> entered(context.preferences().quiet()));
        List<FormField> fields = new ArrayList<>();
        fields.add(new FormField.OneOf(
                LANGUAGE, texts.format(SettingsPhrase.LANGUAGE_BUTTON), languages(ChatSettings.language(context))));
        fields.add(new FormField.ShortText(
                ZONE,
                texts.format(ZonePhrase.ZONE_BUTTON),
                TextShortener.shorten(MAX_NOTE, TimeZoneScreens.now(context)),
                zone(context),
                EXAMPLE_CITY,
                MAX_ZONE));
        fields.add(new FormField.ShortText(
                QUIET,
                texts.format(QuietHoursPhrase.QUIET_BUTTON),
                texts.format(SettingsPhrase.FORM_QUIET_NOTE),
                quiet.period(),
                EXAMPLE_PERIOD,
                EnteredQuiet.MAX_PERIOD));
        fields.add(new FormField.OneOf(
                QUIET_MODE,
                texts.format(SettingsPhrase.FORM_QUIET_MODE),
                List.of(
                        mode(texts, QuietHoursPhrase.QUIET_HOLD_BUTTON, QuietHours.Mode.HOLD, quiet),
                        mode(texts, QuietHoursPhrase.QUIET_SILENT_BUTTON, QuietHours.Mode.SILENT, quiet))));
        if (!switches.isEmpty()) {
            fields.add(new FormField.AnyOf(
                    SWITCHES,
                    texts.format(SettingsPhrase.FORM_SWITCHES),
                    false,
                    switches.stream()
                            .map(each -> new FormChoice(each.which().letter(), each.label(texts), each.on()))
                            .toList()));
        }
        return new Reply.OpenForm(
                TextShortener.shorten(MAX_TITLE, SettingsOverview.title(context)),
                new SettingsPress.OpenChatForm(
                        switches.stream().map(ChatSwitches.Position::which).collect(Collectors.toSet()),
                        Optional.empty()),
                fields,
                fallback);
    }

    /// The name of the chat's zone as the form shows it; empty if none was chosen.
    static String zone(CommandContext context) {
        return context.preferences().hasZone()
                ? Texts.zone(context.preferences().zone())
                : "";
    }

    private static EnteredQuiet entered(Optional<QuietHours> quiet) {
        return new EnteredQuiet(
                quiet.map(QuietHours::mode).orElse(QuietHours.Mode.HOLD),
                quiet.map(hours -> new Period(hours.from(), hours.to()).toString())
                        .orElse(""));
    }

    private static List<FormChoice> languages(Texts current) {
        return Texts.languages().stream()
                .map(tag -> new FormChoice(
                        tag, Texts.of(tag).format(SettingsPhrase.LANGUAGE_NAME), tag.equals(current.language())))
                .toList();
    }

    private static FormChoice mode(Texts texts, Phrase label, QuietHours.Mode mode, EnteredQuiet quiet) {
        return new FormChoice(mode.id(), texts.format(label), mode == quiet.mode());
    }
}
