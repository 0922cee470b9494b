package digestbot.chat.settings;

import digestbot.audience.QuietHours;
import digestbot.button.AfterZoneChoice;
import digestbot.button.EnteredQuiet;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.i18n.SettingsPhrase;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes over what a submitted form about a whole chat says. Each field is set as a press of its button would; a
/// field that cannot be used is explained, and all others are saved.
final class ChatFormAnswer {

    private final ChatSettings settings;
    private final SettingsOverview overview;

    ChatFormAnswer(ChatSettings settings, SettingsOverview overview) {
        this.settings = settings;
        this.overview = overview;
    }

    Reply filled(CommandContext context, SettingsPress.OpenChatForm form, Command.FillForm filled) {
        SubmittedChatForm submitted = SubmittedChatForm.of(form, filled);
        CommandContext turned = turned(context, submitted);
        CommandContext spoken = submitted
                .languageOtherThan(ChatSettings.language(turned).language())
                .map(tag -> settings.language(turned, tag))
                .orElse(turned);
        Optional<TimeZoneResolver.Resolution> zone = zone(spoken, submitted);
        CommandContext there = zone.filter(TimeZoneResolver.Resolution.Resolved.class::isInstance)
                .map(TimeZoneResolver.Resolution.Resolved.class::cast)
                .map(resolved -> zone(spoken, resolved.zone()))
                .orElse(spoken);
        Optional<QuietHours> quiet = submitted.quietHours(there.preferences().quiet());
        // Quiet hours are local times, so they are saved once there is a time zone.
        Optional<QuietHours> waiting = quiet.filter(_ -> !there.preferences().hasZone());
        CommandContext saved =
                waiting.isPresent() || quiet.equals(there.preferences().quiet()) ? there : settings.quiet(there, quiet);
        return answer(saved, zone, waiting, submitted.unreadable());
    }

    private CommandContext turned(CommandContext context, SubmittedChatForm submitted) {
        CommandContext turned = context;
        for (ChatSwitches.Position position : overview.switches(context)) {
            boolean on = submitted.on().contains(position.which());
            if (submitted.shown().contains(position.which()) && on != position.on()) {
                turned = settings.turn(turned, position.which(), on);
            }
        }
        return turned;
    }

    /// The zone that was entered, if it is another one.
    private static Optional<TimeZoneResolver.Resolution> zone(CommandContext context, SubmittedChatForm submitted) {
        String typed = submitted.zone();
        return Replies.quoteInput(typed).isEmpty() || typed.equals(ChatForm.zone(context))
                ? Optional.empty()
                : Optional.of(TimeZoneResolver.resolve(context, typed));
    }

    private CommandContext zone(CommandContext context, ZoneId zone) {
        return context.preferences().zone().equals(zone) ? context : settings.zone(context, zone);
    }

    private Reply answer(
            CommandContext context,
            Optional<TimeZoneResolver.Resolution> zone,
            Optional<QuietHours> waiting,
            Optional<EnteredQuiet> unreadable) {
        AfterZoneChoice after =
                waiting.<AfterZoneChoice>map(AfterZoneChoice.SaveQuiet::new).orElseGet(AfterZoneChoice.Settings::new);
        List<String> remarks = new ArrayList<>();
        unreadable.ifPresent(entered -> remarks.add(
                context.texts().format(SettingsPhrase.FORM_UNCLEAR_QUIET, Replies.quoteInput(entered.period()))));
        if (zone.isPresent() && zone.get() instanceof TimeZoneResolver.Resolution.Question question) {
            remarks.add(context.texts().format(SettingsPhrase.FORM_REST_SAVED));
            List<Button> again = unreadable.stream()
                    .map(entered -> Replies.button(
                            context.texts(),
                            SettingsPhrase.FORM_BUTTON,
                            new SettingsPress.OpenChatForm(Optional.of(entered))))
                    .toList();
            return new Reply.EditPressed(TimeZoneScreens.question(context, question, after, remarks, again));
        }
        if (waiting.isPresent()) {
            return new Reply.EditPressed(TimeZoneScreens.first(context, after));
        }
        if (unreadable.isPresent()) {
            remarks.add(context.texts().format(SettingsPhrase.FORM_REST_SAVED));
        }
        return new Reply.EditPressed(overview.choices(context, 0, remarks, unreadable));
    }
}
