package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;

/// Every language that the bot has words in, each in its own name.
final class LanguageScreen {

    private LanguageScreen() {}

    static Content of(Asked asked) {
        String current =
                asked.isPrivate() ? asked.personal() : asked.preferences().language();
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(Words.languages().stream()
                .map(tag -> Say.choice(
                        Words.of(tag).say(Phrase.LANGUAGE_NAME),
                        new SettingsPress.SetLanguage(tag),
                        Words.of(current).language().equals(tag)))
                .toList()));
        rows.add(List.of(Say.button(asked.words(), Phrase.BACK_BUTTON, new SettingsPress.Overview())));
        return Say.screen(
                asked.words().say(Phrase.LANGUAGE_BUTTON), List.of(asked.words().say(Phrase.LANGUAGE_QUESTION)), rows);
    }
}
