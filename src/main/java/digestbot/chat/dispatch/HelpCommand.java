package digestbot.chat.dispatch;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.chat.CommandContext;
import digestbot.chat.Permissions;
import digestbot.chat.Reply;
import digestbot.chat.ReplyFactory;
import digestbot.chat.TopicKeyboard;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The welcome message, the list of commands, and the reply to an unknown command.
public record HelpCommand(Permissions permissions, TopicKeyboard topics) {

    /// The titles of the sections, in their order.
    private static final List<String> SECTIONS =
            List.of("help-title-read", "help-title-schedule", "help-title-data", "help-title-operate");

    /// Commands that share the line of another one.
    private static final Map<String, String> BESIDE = Map.of(
            "yesterday", "today",
            "unsubscribe", "subscribe",
            "mute", "follow",
            "forget", "export",
            "withdraw", "release",
            "role", "roles");

    private static String section(ActionSpec command) {
        if (DataAction.class.isAssignableFrom(command.kind())) {
            return "help-title-data";
        }
        return switch (command.permission()) {
            case READ -> "help-title-read";
            case CHANGE_SETTINGS -> "help-title-schedule";
            case MANAGE_DATA -> "help-title-data";
            case BROADCAST, WITHDRAW, RELEASE, VIEW_ROLES, ASSIGN_ROLES -> "help-title-operate";
        };
    }

    Content welcome(CommandContext context, boolean resumed) {
        Content keyboard = topics.page(context, 0);
        List<Block> body = new ArrayList<>();
        body.add(ReplyFactory.paragraph(context.texts().format("welcome")));
        if (resumed) {
            body.add(ReplyFactory.paragraph(context.texts().format("resumed")));
        }
        keyboard.panels().forEach(panel -> body.addAll(panel.body()));
        return Content.of(List.of(Panel.plain(body)), keyboard.buttons());
    }

    Content help(CommandContext context) {
        Texts texts = context.texts();
        List<ActionSpec> all = names(context)
                .filter(name -> !ChatAction.class.isAssignableFrom(name.kind()))
                .toList();
        List<Panel> panels = new ArrayList<>();
        panels.add(panel("", List.of(ReplyFactory.paragraph(texts.format("help-introduction")))));
        for (String section : SECTIONS) {
            List<ActionSpec> names =
                    all.stream().filter(name -> section(name).equals(section)).toList();
            List<Block.Item> items = names.stream()
                    .filter(name -> lead(name, names).isEmpty())
                    .map(name -> line(
                            context,
                            names.stream()
                                    .filter(other -> other.equals(name)
                                            || lead(other, names).equals(Optional.of(name)))
                                    .toList()))
                    .map(line -> new Block.Item(List.of(Block.Paragraph.of(line))))
                    .toList();
            if (!items.isEmpty()) {
                panels.add(panel(texts.format(section), List.of(Block.ItemList.bullets(items))));
            }
        }
        panels.add(panel(
                "",
                List.of(ReplyFactory.paragraph(texts.format(
                        context.request().person().platform() == Platform.TELEGRAM
                                ? "help-telegram"
                                : "help-discord")))));
        return Content.of(panels, List.of(footer(texts)));
    }

    /// The command whose line this one shares, if the person may use it.
    private static Optional<ActionSpec> lead(ActionSpec name, List<ActionSpec> names) {
        return Optional.ofNullable(BESIDE.get(name.id()))
                .flatMap(lead ->
                        names.stream().filter(other -> other.id().equals(lead)).findFirst());
    }

    private static String line(CommandContext context, List<ActionSpec> names) {
        Texts texts = context.texts();
        return texts.list(names.stream().map(context::usage).toList())
                + " — "
                + names.stream().map(name -> texts.format(name.description())).collect(Collectors.joining(" · "));
    }

    private static Panel panel(String title, List<Block> body) {
        return new Panel(Panel.PanelStyle.OWN_WORDS, title, "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private static List<Button> footer(Texts texts) {
        return List.of(
                ReplyFactory.button(texts, "latest-button", new ReadAction.ShowToday()),
                ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)),
                ReplyFactory.button(texts, "settings-button", new SettingsAction.ShowSettings()));
    }

    private Stream<ActionSpec> names(CommandContext context) {
        return ActionSpec.commands().stream()
                .filter(name -> !Permissions.isOperatorOnly(name.permission())
                        || permissions
                                .refusal(context.transaction(), name.permission(), context.request())
                                .isEmpty());
    }

    /// The reply to a command that does not exist. A command that changes something is not
    /// suggested: its key would run it.
    Reply unknown(CommandContext context, String name) {
        Texts texts = context.texts();
        String echo = ReplyFactory.quoteInput(name);
        List<ActionSpec> known = ActionSpec.commands().stream()
                .filter(spec -> spec.permission() == Permission.READ
                        || spec.kind() == SettingsAction.TypedSettings.class
                        || spec.kind() == SettingsAction.TypedLanguage.class)
                .toList();
        Optional<ActionSpec> meant = ClosestMatch.findTypo(
                        "/" + echo, known.stream().map(context::usage).toList())
                .flatMap(usage -> known.stream()
                        .filter(spec -> context.usage(spec).equals(usage))
                        .findFirst());
        List<Button> row = new ArrayList<>();
        meant.ifPresent(spec -> row.add(Button.callback(context.usage(spec), new ChatAction.RunCommand(spec.id()))));
        row.add(ReplyFactory.help(texts));
        String text = meant.map(spec -> texts.format("unknown-command-meant", echo, context.usage(spec)))
                .orElseGet(() -> texts.format("unknown-command", echo));
        return new Reply.EphemeralMessage(ReplyFactory.text(text, List.of(row)));
    }
}
