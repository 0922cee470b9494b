package digestbot.chat;

import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.ReadAction;
import digestbot.i18n.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

public final class CommandNames {

    private CommandNames() {}

    /// The command with this name in any language.
    public static Optional<ActionSpec> find(String name) {
        return ActionSpec.command(name.toLowerCase(Locale.ROOT))
                .or(() -> ActionSpec.commands().stream()
                        .filter(spec -> Texts.languages().stream()
                                .anyMatch(language -> Texts.of(language)
                                        .format(spec.localisedName())
                                        .equalsIgnoreCase(name)))
                        .findFirst());
    }

    /// The action for a text without a slash: a command, or words to search for. Operators type
    /// their commands with a slash.
    public static Action freeText(String text) {
        return find(text)
                .filter(spec -> !Permissions.isOperatorOnly(spec.permission()))
                .map(spec -> spec.parse(Map.of()))
                .orElseGet(() -> new ReadAction.Search(text));
    }
}
