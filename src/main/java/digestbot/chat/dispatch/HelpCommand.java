package digestbot.chat.dispatch;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicKeyboard;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The welcome message, the list of commands, and the reply to an unknown command.
public final class HelpCommand implements Routes.Handler {

    private final Permissions permissions;
    private final TopicKeyboard topics;

    public HelpCommand(Permissions permissions, TopicKeyboard topics) {
        this.permissions = permissions;
        this.topics = topics;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Help.class, (asked, _) -> new Reply.Whisper(help(asked)));
        routes.on(Press.Help.class, (asked, press) -> Placement.menu(asked, press, help(asked)));
        routes.on(Command.Unknown.class, (asked, typed) -> new Reply.Whisper(unknown(asked, typed.name())));
    }

    /// @param resumed whether this resumed paused deliveries
    Content welcome(CommandContext asked, boolean resumed) {
        Content keyboard = topics.page(asked, 0);
        List<Block> body = new ArrayList<>();
        body.add(Replies.paragraph(asked.words().say(ReplyPhrase.WELCOME)));
        if (resumed) {
            body.add(Replies.paragraph(asked.words().say(SubscriptionPhrase.RESUMED)));
        }
        keyboard.panels().forEach(panel -> body.addAll(panel.body()));
        return Content.of(List.of(Panel.plain(body)), keyboard.buttons());
    }

    private Content help(CommandContext asked) {
        Texts words = asked.words();
        List<Block.Item> items = names(asked)
                .map(name -> asked.usage(name) + " — " + words.say(name.does()))
                .map(line -> new Block.Item(List.of(Block.Paragraph.of(line))))
                .toList();
        List<Block> body = List.of(
                Replies.paragraph(words.say(ReplyPhrase.HELP_INTRODUCTION)),
                Block.ItemList.bullets(items),
                Replies.paragraph(words.say(
                        asked.request().person().platform() == Platform.TELEGRAM
                                ? ReplyPhrase.HELP_TELEGRAM
                                : ReplyPhrase.HELP_DISCORD)));
        return Content.of(
                List.of(new Panel(Panel.Kind.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of())),
                List.of(waysOn(words)));
    }

    private static List<Button> waysOn(Texts words) {
        return List.of(
                Replies.button(words, DigestPhrase.LATEST_BUTTON, new Press.Today()),
                Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)),
                Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
    }

    /// The commands that the person may use here. Operators' commands are hidden from everybody else.
    private Stream<CommandSpec> names(CommandContext asked) {
        return CommandSpec.on(asked.request().person().platform()).stream()
                .filter(name -> !Permissions.isStaffs(name.permission())
                        || permissions
                                .refusal(asked.transaction(), name.permission(), asked.request())
                                .isEmpty());
    }

    private Content unknown(CommandContext asked, String name) {
        if (name.isEmpty()) {
            return help(asked);
        }
        Texts words = asked.words();
        String echo = Replies.echo(name);
        Optional<String> meant = ClosestMatch.to(
                "/" + echo, names(asked).map(known -> asked.usage(known)).toList());
        String text = meant.map(usage -> words.say(ReplyPhrase.UNKNOWN_COMMAND_MEANT, echo, usage))
                .orElseGet(() -> words.say(ReplyPhrase.UNKNOWN_COMMAND, echo));
        return Replies.text(words, text);
    }
}
