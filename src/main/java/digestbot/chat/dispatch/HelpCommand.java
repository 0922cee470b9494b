package digestbot.chat.dispatch;

import digestbot.action.Press;
import digestbot.action.SettingsPress;
import digestbot.audience.Platform;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.api.HelpSection;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicKeyboard;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The welcome message, the list of commands, and the reply to an unknown command.
public record HelpCommand(Permissions permissions, TopicKeyboard topics) implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.Help.class, (context, _) -> new Reply.EphemeralMessage(help(context)));
        registry.on(Press.ShowHelp.class, (context, press) -> Placement.menu(context, press, help(context)));
        // The platforms turn the button of a command that exists into that command.
        registry.on(
                Press.RunCommand.class,
                (context, press) -> new Reply.EphemeralMessage(unknown(context, press.command())));
        registry.on(
                Command.Unknown.class, (context, typed) -> new Reply.EphemeralMessage(unknown(context, typed.name())));
    }

    Content welcome(CommandContext context, boolean resumed) {
        Content keyboard = topics.page(context, 0);
        List<Block> body = new ArrayList<>();
        body.add(Replies.paragraph(context.texts().format("welcome")));
        if (resumed) {
            body.add(Replies.paragraph(context.texts().format("resumed")));
        }
        keyboard.panels().forEach(panel -> body.addAll(panel.body()));
        return Content.of(List.of(Panel.plain(body)), keyboard.buttons());
    }

    private Content help(CommandContext context) {
        Texts texts = context.texts();
        List<Panel> panels = new ArrayList<>();
        panels.add(panel("", List.of(Replies.paragraph(texts.format("help-introduction")))));
        for (HelpSection section : HelpSection.values()) {
            List<Block.Item> items = names(context)
                    .filter(name -> name.section() == section)
                    .map(name -> context.usage(name) + " — " + texts.format(name.description()))
                    .map(line -> new Block.Item(List.of(Block.Paragraph.of(line))))
                    .toList();
            if (!items.isEmpty()) {
                panels.add(panel(texts.format(title(section)), List.of(Block.ItemList.bullets(items))));
            }
        }
        panels.add(panel(
                "",
                List.of(Replies.paragraph(texts.format(
                        context.request().person().platform() == Platform.TELEGRAM
                                ? "help-telegram"
                                : "help-discord")))));
        return Content.of(panels, List.of(footer(texts)));
    }

    private static Panel panel(String title, List<Block> body) {
        return new Panel(Panel.PanelStyle.OWN_WORDS, title, "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private static String title(HelpSection section) {
        return switch (section) {
            case READ -> "help-title-read";
            case SCHEDULE -> "help-title-schedule";
            case DATA -> "help-title-data";
            case OPERATE -> "help-title-operate";
        };
    }

    private static List<Button> footer(Texts texts) {
        return List.of(
                Replies.button(texts, "latest-button", new Press.ShowToday()),
                Replies.button(texts, "topics-button", new Press.ShowTopics(0)),
                Replies.button(texts, "settings-button", new SettingsPress.ShowSettings()));
    }

    private Stream<CommandSpec> names(CommandContext context) {
        return CommandSpec.all().stream()
                .filter(name -> !Permissions.isOperatorOnly(name.permission())
                        || permissions
                                .refusal(context.transaction(), name.permission(), context.request())
                                .isEmpty());
    }

    private Content unknown(CommandContext context, String name) {
        Texts texts = context.texts();
        if (name.isEmpty()) {
            return Replies.text(
                    texts.format("not-understood"),
                    List.of(List.of(
                            Replies.button(texts, "latest-button", new Press.ShowToday()),
                            Replies.button(texts, "topics-button", new Press.ShowTopics(0)),
                            Replies.help(texts))));
        }
        String echo = Replies.quoteInput(name);
        List<CommandSpec> known = names(context).toList();
        Optional<CommandSpec> meant = ClosestMatch.find(
                        "/" + echo, known.stream().map(context::usage).toList())
                .flatMap(usage -> known.stream()
                        .filter(spec -> context.usage(spec).equals(usage))
                        .findFirst());
        List<Button> row = new ArrayList<>();
        meant.ifPresent(spec -> row.add(Button.callback(context.usage(spec), new Press.RunCommand(spec.id()))));
        row.add(Replies.help(texts));
        String text = meant.map(spec -> texts.format("unknown-command-meant", echo, context.usage(spec)))
                .orElseGet(() -> texts.format("unknown-command", echo));
        return Replies.text(text, List.of(row));
    }
}
