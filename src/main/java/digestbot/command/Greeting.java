package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.markdown.Block;
import digestbot.subscription.Platform;
import digestbot.text.Nearest;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The first words, the list of commands, and what is said to a command that does not exist.
final class Greeting {

    private final Permissions permissions;
    private final TopicKeyboard topics;

    Greeting(Permissions permissions, TopicKeyboard topics) {
        this.permissions = permissions;
        this.topics = topics;
    }

    /// @param resumed whether the chat had stopped everything and gets it again now
    Content welcome(Asked asked, boolean resumed) {
        Content keyboard = topics.page(asked, 0);
        List<Block> body = new ArrayList<>();
        body.add(Say.paragraph(asked.words().say(Phrase.WELCOME)));
        if (resumed) {
            body.add(Say.paragraph(asked.words().say(Phrase.RESUMED)));
        }
        keyboard.panels().forEach(panel -> body.addAll(panel.body()));
        return Content.of(List.of(Panel.plain(body)), keyboard.buttons());
    }

    Content help(Asked asked) {
        Words words = asked.words();
        List<Block.Item> items = names(asked)
                .map(name -> asked.usage(name) + " — " + words.say(name.does()))
                .map(line -> new Block.Item(List.of(Block.Paragraph.of(line))))
                .toList();
        List<Block> body = List.of(
                Say.paragraph(words.say(Phrase.HELP_INTRODUCTION)),
                Block.ItemList.bullets(items),
                Say.paragraph(words.say(
                        asked.request().person().platform() == Platform.TELEGRAM
                                ? Phrase.HELP_TELEGRAM
                                : Phrase.HELP_DISCORD)));
        return Content.of(
                List.of(new Panel(Panel.Kind.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of())),
                List.of(waysOn(words)));
    }

    private static List<Button> waysOn(Words words) {
        return List.of(
                Say.button(words, Phrase.NEWEST_BUTTON, new Press.Today()),
                Say.button(words, Phrase.TOPICS_BUTTON, new Press.Topics(0)),
                Say.button(words, Phrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
    }

    /// What those who run the bot may do where, nobody else needs to know.
    private Stream<CommandName> names(Asked asked) {
        return CommandName.on(asked.request().person().platform()).stream()
                .filter(name -> !Permissions.isStaffs(name.act())
                        || permissions
                                .refusal(asked.transaction(), name.act(), asked.request())
                                .isEmpty());
    }

    Content unknown(Asked asked, String name) {
        if (name.isEmpty()) {
            return help(asked);
        }
        Words words = asked.words();
        String echo = Say.echo(name);
        Optional<String> meant = Nearest.to(
                "/" + echo, names(asked).map(known -> asked.usage(known)).toList());
        String text = meant.map(usage -> words.say(Phrase.UNKNOWN_COMMAND_MEANT, echo, usage))
                .orElseGet(() -> words.say(Phrase.UNKNOWN_COMMAND, echo));
        return Say.text(words, text);
    }
}
