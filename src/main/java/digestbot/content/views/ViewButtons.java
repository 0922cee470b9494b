package digestbot.content.views;

import digestbot.audience.vote.Vote;
import digestbot.content.Button;
import digestbot.content.TextShortener;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.story.Comparison;
import digestbot.digest.story.Comparison.Row;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

record ViewButtons(long number, ViewContext view) {

    private static final int MAX_LABEL_LENGTH = 40;
    private static final int MAX_STORIES = 3;
    private static final String MENU = "⋯";

    /// The buttons in rows that fit a phone's screen: views of perspectives; sources, page and
    /// sharing; votes and the menu. The shown view has no button. Among sources, buttons select
    /// perspectives instead.
    List<List<Button>> rows(DigestView shown, DigestControls links, Optional<WebAddress> page) {
        Optional<Comparison> ofAll =
                Optional.of(view.all()).filter(all -> all.size() > 1).map(all -> Comparison.of(view.digest(), all));
        boolean ofSources = shown instanceof DigestView.Sources;
        List<List<Button>> rows = new ArrayList<>(ofSources ? sourcesOfPerspectives(shown) : List.of());
        if (rows.isEmpty()) {
            rows.addAll(ButtonRows.ofViews(views(shown, ofAll)));
        }
        List<Integer> compared = DigestContentBuilder.compared(view, shown);
        List<Row> stories = compared.isEmpty()
                ? List.of()
                : ofAll.filter(_ -> compared.equals(view.all()))
                        .orElseGet(() -> Comparison.of(view.digest(), compared))
                        .rows();
        rows.addAll(ButtonRows.of(earlier(stories)));
        // A press finds the words among the stories of all perspectives.
        List<Row> followed = compared.size() == view.all().size() ? stories : List.of();
        List<Button> row = new ArrayList<>();
        if (ofSources) {
            row.add(overview());
        } else if (!view.digest().sources().isEmpty()) {
            row.add(sourcesBeside(shown));
        }
        page.ifPresent(address -> row.add(onTheWeb(address, view.texts())));
        row.add(share(shown, page));
        rows.add(row);
        List<Button> last = new ArrayList<>(votes(shown, links, false));
        if (last.isEmpty()) {
            row.add(menu(shown, links, followed));
        } else {
            last.add(menu(shown, links, followed));
            rows.add(last);
        }
        return rows;
    }

    /// The earlier digests that have the stories, too.
    private List<Button> earlier(List<Row> stories) {
        return stories.stream()
                .flatMap(row -> view.stories().of(row).stream())
                .distinct()
                .limit(MAX_STORIES)
                .map(each -> Button.callback(
                        TextShortener.shorten(
                                MAX_LABEL_LENGTH, view.digest().topic().name() + " · " + view.day(each)),
                        new ReadAction.ShowSeparately(each.number(), new DigestView.SideBySide())))
                .toList();
    }

    private Stream<Button> follow(List<Row> stories) {
        return stories.stream()
                .flatMap(row -> row.keyword(view.digest()).stream())
                .distinct()
                .limit(MAX_STORIES)
                .map(word -> Button.callback(
                        view.texts().format("follow-word-button", word), new WordAction.FollowStory(number, word)));
    }

    private Button share(DigestView shown, Optional<WebAddress> page) {
        var inChat = new Button.Action.ShareInChat(new ReadAction.Show(number, shown, 0), page);
        return new Button(view.texts().format("share-button"), inChat, false);
    }

    static Button onTheWeb(WebAddress page, Texts words) {
        return Button.link(words.format("share-web-button"), page);
    }

    /// Buttons by which readers vote whether the digest is balanced, which needs articles of every
    /// perspective.
    private List<Button> votes(DigestView shown, DigestControls links, boolean inWords) {
        if (view.digest().perspectives().stream().anyMatch(Perspective::isEmpty)) {
            return List.of();
        }
        return Stream.of(Vote.values())
                .map(vote -> {
                    String words = view.texts()
                            .format(vote == Vote.BALANCED ? "vote-balanced-button" : "vote-one-sided-button");
                    return new Button(
                            inWords ? words : words.substring(0, words.indexOf(' ')),
                            new Button.Action.Callback(new ReadAction.VoteOnDigest(number, vote, shown, 0)),
                            links.vote().equals(Optional.of(vote)));
                })
                .toList();
    }

    /// The menu of the less common actions.
    private Button menu(DigestView shown, DigestControls links, List<Row> stories) {
        Texts texts = view.texts();
        List<Button> entries = new ArrayList<>(votes(shown, links, true));
        entries.addAll(languages(shown, links.languages()));
        follow(stories).forEach(entries::add);
        entries.add(Button.callback(texts.format("mistake-button"), new MistakeAction.ReportMistake(number, shown)));
        entries.add(Button.callback(texts.format("card-button"), new ReadAction.ShowCard(number)));
        if (links.subscribed()) {
            entries.add(Button.callback(texts.format("settings-button"), new SettingsAction.OpenForDigest(number)));
            entries.add(Button.callback(
                    texts.format("unsubscribe-button"), new SubscribeAction.UnsubscribeFromDigest(number)));
        }
        return new Button(
                MENU,
                new Button.Action.Menu(new ReadAction.ShowMenu(number, shown, 0), texts.format("menu-button"), entries),
                false);
    }

    private List<Button> views(DigestView shown, Optional<Comparison> ofAll) {
        List<Button> row = new ArrayList<>();
        if (shown instanceof DigestView.OnePerspective || shown instanceof DigestView.SideBySide) {
            row.add(overview());
        }
        view.all().stream()
                .map(DigestView.OnePerspective::new)
                .filter(perspective -> !perspective.equals(shown))
                .forEach(perspective -> row.add(button(perspectiveLabel(perspective.ordinal()), perspective, false)));
        if (!(shown instanceof DigestView.SideBySide)
                && ofAll.filter(comparison -> !comparison.isEmpty()).isPresent()) {
            row.add(button(view.texts().format("side-by-side-button"), new DigestView.SideBySide(), false));
        }
        return row;
    }

    private Button overview() {
        return Button.callback(
                "‹ " + view.texts().format("overview-button"),
                new ReadAction.Show(number, new DigestView.Overview(), 0));
    }

    /// Next to a perspective, the button leads to the sources of that perspective if it has any.
    private Button sourcesBeside(DigestView shown) {
        boolean isOwn = shown instanceof DigestView.OnePerspective(int ordinal)
                && !view.digest().sourcesOf(ordinal).isEmpty();
        OptionalInt perspective = isOwn ? shown.onlyPerspective() : OptionalInt.empty();
        long count = view.digest().sources().stream()
                .filter(source -> !isOwn || source.perspective().equals(perspective))
                .count();
        return button(view.texts().format("sources-button", count), new DigestView.Sources(perspective), false);
    }

    /// Perspectives to list the sources of one alone; the chosen one leads back to all.
    private List<List<Button>> sourcesOfPerspectives(DigestView shown) {
        List<Button> row = new ArrayList<>();
        for (int ordinal : view.all()) {
            int count = view.digest().sourcesOf(ordinal).size();
            var own = new DigestView.Sources(ordinal);
            if (count > 0) {
                row.add(button(
                        perspectiveLabel(ordinal) + " " + view.texts().number(count),
                        own.equals(shown) ? new DigestView.Sources() : own,
                        own.equals(shown)));
            }
        }
        return row.isEmpty() ? List.of() : ButtonRows.ofChoices(row);
    }

    private Button button(String label, DigestView view, boolean chosen) {
        return new Button(
                TextShortener.shorten(MAX_LABEL_LENGTH, label),
                new Button.Action.Callback(new ReadAction.Show(number, view, 0)),
                chosen);
    }

    private String perspectiveLabel(int ordinal) {
        return view.style(ordinal).label();
    }

    /// A button for each other language of the digest. It is labelled in that language and shows
    /// the same view.
    private List<Button> languages(DigestView shown, List<DigestContentBuilder.NumberedDigest> others) {
        List<String> all = Stream.concat(
                        Stream.of(view.digest()), others.stream().map(DigestContentBuilder.NumberedDigest::digest))
                .map(each -> each.key().language())
                .toList();
        return others.stream()
                .map(other -> Button.callback(
                        label(other.digest().key().language(), all),
                        new ReadAction.Show(other.number(), shownIn(other.digest(), shown), 0)))
                .toList();
    }

    /// The language's name. Script and region are included only if they distinguish two buttons.
    private static String label(String tag, List<String> all) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        boolean alone = all.stream()
                        .filter(each ->
                                Locale.forLanguageTag(each).getLanguage().equals(language))
                        .count()
                == 1;
        return TextShortener.shorten(MAX_LABEL_LENGTH, Texts.ownName(tag, !alone));
    }

    private DigestView shownIn(Digest other, DigestView shown) {
        return shown instanceof DigestView.SideBySide && other.perspectives().size() < 2
                ? new DigestView.Overview()
                : shown.of(view.digest(), other);
    }

    /// Arranges buttons in rows so that no label is cut off on a phone, where the buttons of a row
    /// are equally wide.
    static final class ButtonRows {

        private static final int MAX_PER_ROW = 4;
        private static final int MIN_OF_VIEWS = 3;

        /// The width of the mark of the current choice. Every label is measured with it, so that no
        /// button moves when another is chosen.
        private static final int MARK_WIDTH = 2;

        /// A user-perceived character such as a flag, which consists of two code points.
        private static final Pattern CHARACTER = Pattern.compile("\\X");

        private static final int FIRST_WIDE = 0x1100;
        private static final int FIRST_PUNCTUATION = 0x2000;
        private static final int LAST_PUNCTUATION = 0x206F;

        private ButtonRows() {}

        /// The fewest rows that fit, of about equal length. Buttons that do not fit next to each
        /// other have a row each.
        static List<List<Button>> of(List<Button> all) {
            return fitting(all, 0);
        }

        /// The same for buttons one of which has the mark of the current choice.
        static List<List<Button>> ofChoices(List<Button> all) {
            return fitting(all, MARK_WIDTH);
        }

        /// The same with at least [#MIN_OF_VIEWS] buttons in a row, even if labels are cut off:
        /// below a message, another row costs more than whole labels are worth.
        static List<List<Button>> ofViews(List<Button> all) {
            List<List<Button>> rows = of(all);
            int fewest = Math.ceilDiv(all.size(), MIN_OF_VIEWS);
            return rows.size() <= fewest ? rows : inRows(all, MIN_OF_VIEWS);
        }

        private static List<List<Button>> fitting(List<Button> all, int mark) {
            for (int perRow = MAX_PER_ROW; perRow > 1; perRow--) {
                List<List<Button>> rows = inRows(all, perRow);
                if (rows.stream().allMatch(row -> fits(row, mark))) {
                    return rows;
                }
            }
            return inRows(all, 1);
        }

        private static List<List<Button>> inRows(List<Button> all, int perRow) {
            int rows = Math.ceilDiv(all.size(), perRow);
            List<List<Button>> result = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                int from = Math.ceilDiv(all.size() * row, rows);
                int to = Math.ceilDiv(all.size() * (row + 1), rows);
                result.add(all.subList(from, to));
            }
            return result;
        }

        private static boolean fits(List<Button> row, int mark) {
            int widest =
                    row.stream().mapToInt(button -> width(button.label())).max().orElse(0);
            return widest + mark <= maxWidth(row.size());
        }

        /// The widest label on a phone, in letters.
        private static int maxWidth(int buttonsInRow) {
            return switch (buttonsInRow) {
                case 1 -> Integer.MAX_VALUE;
                case 2 -> 20;
                case 3 -> 12;
                default -> 9;
            };
        }

        private static int width(String label) {
            return CHARACTER
                    .matcher(label)
                    .results()
                    .mapToInt(character -> width(character.group().codePointAt(0)))
                    .sum();
        }

        /// The width of a character in letters: emoji and Chinese characters are as wide as two.
        private static int width(int character) {
            boolean punctuation = character >= FIRST_PUNCTUATION && character <= LAST_PUNCTUATION;
            return character < FIRST_WIDE || punctuation ? 1 : 2;
        }
    }
}
