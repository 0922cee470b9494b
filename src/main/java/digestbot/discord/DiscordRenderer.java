package digestbot.discord;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.digest.DigestView;
import digestbot.discord.PanelPieces.Piece;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;

/// Renders content as Discord components: a coloured container per perspective, a plain container
/// for other titled panels, text for the rest, then buttons and the menu. See “Component Reference”
/// in Discord's documentation.
public final class DiscordRenderer {

    /// The room in each message for a note by the person who shared it, in units and in bytes.
    private static final int NOTE = 100;

    /// The maximum number of components. Discord's limits are 40 and 4,000, and the note needs one
    /// component.
    private static final int COMPONENTS = 39;

    private static final int UNITS = 4_000 - NOTE;

    /// The limit on the bytes of a message. Discord responds with 500 to a message whose texts take
    /// more than 10,170 bytes, counting 12 for each text, even if they have fewer than 4,000
    /// characters (reported for its documentation as number 8554). Chinese text reaches that limit
    /// first.
    private static final int BYTES = 10_000 - NOTE;

    private static final int MAX_NAME_LENGTH = 100;

    private static final int BYTES_PER_TEXT = 12;

    /// The text of a message without visible text, which Discord would reject.
    private static final String NOTHING = "–";

    private static final MessageBudget BUDGET =
            new MessageBudget(new Cost(UNITS, BYTES, COMPONENTS - MessageControls.RESERVED), DiscordRenderer::cost);

    private DiscordRenderer() {}

    public static MessageBudget budget() {
        return BUDGET;
    }

    /// Renders content that fits the budget.
    public static DiscordMessage render(Content content) {
        List<MessageTopLevelComponent> all = new ArrayList<>();
        int used = 0;
        for (Panel panel : content.panels()) {
            List<Piece> pieces = PanelPieces.pieces(panel);
            used += components(panel, pieces);
            all.addAll(drawn(panel, pieces));
        }
        if (all.isEmpty() && content.picture().isEmpty()) {
            all.add(TextDisplay.of(NOTHING));
            used++;
        }
        all.addAll(MessageControls.rows(withOwnButtons(content), COMPONENTS - used));
        return new DiscordMessage(all, name(content), topicNames(content));
    }

    public static Content withOwnButtons(Content content) {
        return content.withButtons(content.buttons().stream()
                .map(row -> row.stream().filter(MessageControls::fits).toList())
                .filter(row -> !row.isEmpty())
                .toList());
    }

    /// The message with its buttons in the rows that Discord shows, its menu last.
    public static Content shown(Content message) {
        var controls = new MessageControls(message, COMPONENTS);
        List<List<Button>> rows = controls.merged();
        controls.menu.ifPresent(menu -> rows.add(List.of(new Button(menu.title() + " ▾", menu, false))));
        return message.withButtons(rows);
    }

    private static List<String> topicNames(Content content) {
        return content.topics().stream()
                .flatMap(topic -> Stream.of(topic.id(), topic.name()))
                .distinct()
                .toList();
    }

    /// The content's name; without one, its first title or line.
    private static String name(Content content) {
        String name = Stream.concat(
                        Stream.of(content.name()),
                        content.panels().stream()
                                .flatMap(panel -> Stream.of(
                                        (panel.emoji() + " " + panel.title()).strip(), PlainText.of(panel.body()))))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(NOTHING);
        return TextShortener.shorten(MAX_NAME_LENGTH, name);
    }

    private static Cost cost(Panel panel) {
        List<Piece> pieces = PanelPieces.pieces(panel);
        int components = components(panel, pieces);
        return new Cost(PanelPieces.units(pieces), PanelPieces.bytes(pieces) + BYTES_PER_TEXT * components, components);
    }

    private static int components(Panel panel, List<Piece> pieces) {
        return pieces.size() + (isContained(panel) && !pieces.isEmpty() ? 1 : 0);
    }

    private static boolean isContained(Panel panel) {
        return panel.style() == Panel.PanelStyle.PERSPECTIVE || !panel.title().isBlank();
    }

    private static List<? extends MessageTopLevelComponent> drawn(Panel panel, List<Piece> pieces) {
        if (!isContained(panel)) {
            return pieces.stream().map(DiscordRenderer::top).toList();
        }
        if (pieces.isEmpty()) {
            return List.of();
        }
        Container container =
                Container.of(pieces.stream().map(DiscordRenderer::child).toList());
        boolean coloured =
                panel.style() == Panel.PanelStyle.PERSPECTIVE && panel.colour().isPresent();
        return List.of(coloured ? container.withAccentColor(panel.colour().getAsInt() & 0xFFFFFF) : container);
    }

    private static MessageTopLevelComponent top(Piece piece) {
        return switch (piece) {
            case Piece.Text(String markdown) -> TextDisplay.of(markdown);
            case Piece.Rule() -> rule();
        };
    }

    private static ContainerChildComponent child(Piece piece) {
        return switch (piece) {
            case Piece.Text(String markdown) -> TextDisplay.of(markdown);
            case Piece.Rule() -> rule();
        };
    }

    private static Separator rule() {
        return Separator.createDivider(Separator.Spacing.SMALL);
    }

    /// A message's buttons and, if one of them is a menu, a select menu. The menu has its entries,
    /// the buttons above it that open no view of the digest, and the views whose buttons do not
    /// fit.
    private static final class MessageControls {

        /// The number of components that are always reserved: the page buttons, a row of five
        /// buttons, and the menu, each with its row.
        static final int RESERVED = 4 + 6 + 2;

        private static final int ROW = 5;
        private static final int OPTIONS = 25;
        private static final String CURRENT = "✓ ";

        private static final String MENU_ID = "menu";

        private final Content content;
        private final Optional<Button.Action.Menu> menu;
        private final CustomIds ids = new CustomIds();
        private final List<ActionRow> rows = new ArrayList<>();
        private final Map<String, String> options = new LinkedHashMap<>();
        private int remainingComponents;

        private MessageControls(Content content, int remainingComponents) {
            this.content = content;
            menu = content.buttons().stream()
                    .flatMap(List::stream)
                    .flatMap(button -> menu(button).stream())
                    .findFirst();
            this.remainingComponents = remainingComponents - (menu.isPresent() ? 2 : 0);
        }

        private static Optional<Button.Action.Menu> menu(Button button) {
            return button.action() instanceof Button.Action.Menu menu ? Optional.of(menu) : Optional.empty();
        }

        static List<ActionRow> rows(Content content, int remainingComponents) {
            var controls = new MessageControls(content, remainingComponents);
            controls.buttons();
            controls.menu.ifPresent(menu -> {
                menu.entries().forEach(controls::option);
                controls.rows.add(ActionRow.of(StringSelectMenu.create(MENU_ID)
                        .setPlaceholder(menu.title())
                        .addOptions(controls.options.entrySet().stream()
                                .limit(OPTIONS)
                                .map(option -> SelectOption.of(option.getValue(), option.getKey()))
                                .toList())
                        .build()));
            });
            return controls.rows;
        }

        /// Adds an option. An existing one moves to the end and gets the label of the entry.
        private void option(Button button) {
            if (button.action() instanceof Button.Action.Callback(Action press)) {
                options.remove(press.encode());
                options.put(
                        press.encode(),
                        label(
                                button.current() ? CURRENT + button.label() : button.label(),
                                SelectOption.LABEL_MAX_LENGTH));
            }
        }

        private void buttons() {
            List<List<Button>> planned = merged();
            int pages = planned.stream()
                    .filter(MessageControls::turnsPages)
                    .mapToInt(row -> row.size() + 1)
                    .sum();
            for (List<Button> row : planned) {
                int cost = row.size() + 1;
                int kept = turnsPages(row) ? 0 : pages;
                if (cost <= remainingComponents - kept) {
                    rows.add(ActionRow.of(row.stream().map(this::button).toList()));
                    remainingComponents -= cost;
                    pages -= turnsPages(row) ? cost : 0;
                } else {
                    row.forEach(this::option);
                }
            }
        }

        /// The content's rows without the menu's buttons, with at most five buttons each. Below a
        /// view, short rows are merged if they fit.
        private List<List<Button>> merged() {
            List<List<Button>> all = new ArrayList<>();
            withoutMenu().stream().flatMap(MessageControls::split).forEach(row -> {
                boolean joins = content.view().isPresent()
                        && !all.isEmpty()
                        && all.getLast().size() + row.size() <= ROW
                        && !turnsPages(row)
                        && !turnsPages(all.getLast());
                if (joins) {
                    all.add(Stream.concat(all.removeLast().stream(), row.stream())
                            .toList());
                } else {
                    all.add(row);
                }
            });
            return all;
        }

        private List<List<Button>> withoutMenu() {
            List<List<Button>> left = new ArrayList<>();
            boolean above = menu.isPresent();
            for (List<Button> row : content.buttons()) {
                List<Button> kept = new ArrayList<>();
                for (Button button : row) {
                    if (menu(button).isPresent()) {
                        above = false;
                    } else if (!above || turnsPages(row) || staysButton(button)) {
                        kept.add(button);
                    } else {
                        option(button);
                    }
                }
                left.add(kept);
            }
            return left;
        }

        private boolean staysButton(Button button) {
            return !(button.action() instanceof Button.Action.Callback(Action press))
                    || (press instanceof ReadAction.Show(long digest, DigestView view, int _)
                            && !(view instanceof DigestView.Sources)
                            && content.view()
                                    .filter(shown -> shown.digest() == digest)
                                    .isPresent());
        }

        private static Stream<List<Button>> split(List<Button> row) {
            return Stream.iterate(0, from -> from < row.size(), from -> from + ROW)
                    .map(from -> row.subList(from, Math.min(row.size(), from + ROW)));
        }

        /// Whether the button fits: Discord's limit on addresses is lower in buttons than in text.
        private static boolean fits(Button button) {
            return switch (button.action()) {
                case Button.Action.Callback _ -> true;
                case Button.Action.OpenUrl open ->
                    open.address().url().length() <= net.dv8tion.jda.api.components.buttons.Button.URL_MAX_LENGTH;
                case Button.Action.AskForReply() -> false; // a modal asks instead
                case Button.Action.ShareInChat _ -> false; // Discord has no such button
                case Button.Action.Menu _ -> true;
            };
        }

        private static boolean turnsPages(List<Button> row) {
            return row.stream()
                    .anyMatch(button ->
                            button.action() instanceof Button.Action.Callback(ReadAction.Show(long _, var _, int page))
                                    && page > 0);
        }

        private net.dv8tion.jda.api.components.buttons.Button button(Button button) {
            String label = label(
                    button.current() ? CURRENT + button.label() : button.label(),
                    net.dv8tion.jda.api.components.buttons.Button.LABEL_MAX_LENGTH);
            return switch (button.action()) {
                case Button.Action.Callback(Action press) ->
                    net.dv8tion.jda.api.components.buttons.Button.of(style(button), ids.next(press), label)
                            .withDisabled(button.current());
                case Button.Action.OpenUrl open ->
                    net.dv8tion.jda.api.components.buttons.Button.link(
                            open.address().url(), label);
                case Button.Action.AskForReply(), Button.Action.ShareInChat _, Button.Action.Menu _ ->
                    throw new IllegalArgumentException("Discord has no such button: " + button.label());
            };
        }

        private static ButtonStyle style(Button button) {
            return switch (button.effect()) {
                case PLAIN -> button.current() ? ButtonStyle.PRIMARY : ButtonStyle.SECONDARY;
                case SENDS -> ButtonStyle.SUCCESS;
                case REMOVES -> ButtonStyle.DANGER;
            };
        }

        private static String label(String label, int maxLength) {
            String text = label.isBlank() ? "·" : label.strip();
            return text.length() <= maxLength
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, maxLength - 2))) + "…";
        }
    }
}
