package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.subscription.Platform;
import digestbot.text.Nearest;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The first words, the list of commands, and what is said to a command that does not exist.
final class Greeting {

    /// A command and what it does, as the help lists them.
    private record Line(String usage, Phrase does) {}

    private static final List<Line> BOTH = List.of(
            new Line("/today", Phrase.HELP_TODAY),
            new Line("/perspective", Phrase.HELP_PERSPECTIVE),
            new Line("/subscribe", Phrase.HELP_SUBSCRIBE),
            new Line("/unsubscribe", Phrase.HELP_UNSUBSCRIBE),
            new Line("/help", Phrase.HELP_HELP));

    private final Subscribing subscribing;

    Greeting(Subscribing subscribing) {
        this.subscribing = subscribing;
    }

    Content welcome(Asked asked) {
        Content topics = subscribing.topics(asked);
        List<Block> body = new ArrayList<>();
        body.add(Say.paragraph(asked.words().say(Phrase.WELCOME)));
        topics.panels().forEach(panel -> body.addAll(panel.body()));
        List<List<Button>> rows = new ArrayList<>(topics.buttons());
        rows.add(List.of(Button.ask(asked.words().say(Phrase.HELP_BUTTON), new Press.Help())));
        return Content.of(List.of(Panel.plain(body)), rows);
    }

    Content help(Asked asked) {
        Words words = asked.words();
        List<Block.Item> items = new ArrayList<>();
        for (Line line : BOTH) {
            items.add(new Block.Item(List.of(
                    new Block.Paragraph(List.of(new Inline.Text(line.usage() + " — " + words.say(line.does())))))));
        }
        List<Block> body = List.of(
                Say.paragraph(words.say(Phrase.HELP_INTRODUCTION)),
                Block.ItemList.bullets(items),
                Say.paragraph(words.say(
                        asked.request().person().platform() == Platform.TELEGRAM
                                ? Phrase.HELP_TELEGRAM
                                : Phrase.HELP_DISCORD)));
        return Content.of(
                List.of(new Panel(Panel.Kind.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of())),
                List.of(List.of(Button.ask(words.say(Phrase.TOPICS_BUTTON), new Press.Topics(0)))));
    }

    Content unknown(Asked asked, String name) {
        if (name.isEmpty()) {
            return help(asked);
        }
        Optional<String> meant =
                Nearest.to("/" + name, BOTH.stream().map(Line::usage).toList());
        String text = meant.map(usage -> asked.words().say(Phrase.UNKNOWN_COMMAND_MEANT, name, usage))
                .orElseGet(() -> asked.words().say(Phrase.UNKNOWN_COMMAND, name));
        return Say.text(text, List.of(List.of(Button.ask(asked.words().say(Phrase.HELP_BUTTON), new Press.Help()))));
    }
}
