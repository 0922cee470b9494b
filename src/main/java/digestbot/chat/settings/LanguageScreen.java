package digestbot.chat.settings;

import digestbot.button.SettingsPress;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;

/// Shows all languages of the bot, each with its own name.
final class LanguageScreen {

    private LanguageScreen() {}

    static Content of(CommandContext context) {
        String current = context.isPrivate()
                ? context.personalLanguage()
                : context.preferences().language();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(Texts.languages().stream()
                .map(tag -> Replies.choice(
                        Texts.of(tag).format(SettingsPhrase.LANGUAGE_NAME),
                        new SettingsPress.SetLanguage(tag),
                        Texts.of(current).language().equals(tag)))
                .toList()));
        rows.add(
                List.of(Replies.button(context.texts(), SettingsPhrase.BACK_BUTTON, new SettingsPress.ShowSettings())));
        return Replies.screen(
                context.texts().format(SettingsPhrase.LANGUAGE_BUTTON),
                List.of(context.texts().format(SettingsPhrase.LANGUAGE_QUESTION)),
                rows);
    }
}
