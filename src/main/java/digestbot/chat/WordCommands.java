package digestbot.chat;

import digestbot.audience.Platform.Feature;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore.ListedWord;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.WordAction;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.story.Comparison;
import digestbot.digest.words.Stemming;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordText;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

public record WordCommands(Library library, SubscriptionService subscriptions) {

    private static final int PAGE_SIZE = 20;
    private static final String REMOVE = "✕ ";

    public Reply answer(CommandContext context, WordAction action) {
        return switch (action) {
            case WordAction.Follow(String line) -> typed(context, WordKind.FOLLOW, line);
            case WordAction.Mute(String line) -> typed(context, WordKind.MUTE, line);
            case WordAction.AskForWords(WordKind kind) -> ask(context, kind);
            case WordAction.ShowWords(WordKind kind, int page) ->
                Placement.screen(context, list(context, kind, page, List.of(), List.of()));
            case WordAction.RemoveWord press -> remove(context, press);
            case WordAction.MuteForDays(long first, long last) -> muteForDays(context, first, last);
            case WordAction.FollowStory press -> followStory(context, press);
        };
    }

    private Reply typed(CommandContext context, WordKind kind, String line) {
        List<TypedWord> typed = TypedWord.all(line);
        return typed.isEmpty() && words(context, kind).isEmpty() ? ask(context, kind) : listed(context, kind, typed);
    }

    private Reply listed(CommandContext context, WordKind kind, List<TypedWord> typed) {
        List<ListedWord> added = new ArrayList<>();
        List<String> said = typed.isEmpty() ? List.of() : add(context, kind, typed, added);
        return new Reply.EphemeralMessage(list(context, kind, 0, said, added));
    }

    /// Asks for words: in a form, as a reply, or in the command itself.
    private Reply ask(CommandContext context, WordKind kind) {
        Texts texts = context.texts();
        String question = texts.format(
                switch (kind) {
                    case FOLLOW -> "follow-ask";
                    case MUTE -> "mute-ask";
                });
        var press = new WordAction.AskForWords(kind);
        Texts personal = context.personalTexts();
        return new Reply.OpenModal(
                personal.format(title(kind)),
                personal.format("words-hint"),
                press,
                context.question(press, question, texts.format(title(kind)), texts.format("words-hint"))
                        .orElseGet(() -> list(context, kind, 0, List.of(), List.of())));
    }

    /// Adds the words, also to the list of those that are new, and returns a sentence about each
    /// result.
    private List<String> add(CommandContext context, WordKind kind, List<TypedWord> typed, List<ListedWord> added) {
        Texts texts = context.texts();
        List<String> refused = new ArrayList<>();
        List<TypedWord> valid = new ArrayList<>();
        for (TypedWord word : typed) {
            refusal(context, kind, word).ifPresentOrElse(refused::add, () -> valid.add(word));
        }
        Map<SubscriptionService.WordAddition, List<String>> additions =
                new EnumMap<>(SubscriptionService.WordAddition.class);
        if (!valid.isEmpty()) {
            long subscriber = subscriber(context);
            List<ListedWord> before = words(context, kind);
            for (TypedWord word : valid) {
                additions
                        .computeIfAbsent(add(context, subscriber, kind, word), _ -> new ArrayList<>())
                        .add(word.typed());
            }
            added.addAll(words(context, kind));
            added.removeAll(before);
        }
        List<String> said = new ArrayList<>();
        additions.forEach((addition, some) -> said.add(said(texts, kind, addition, texts.list(some))));
        said.addAll(refused);
        return said;
    }

    private SubscriptionService.WordAddition add(
            CommandContext context, long subscriber, WordKind kind, TypedWord word) {
        return subscriptions.addWord(
                context.transaction(),
                subscriber,
                kind,
                word.word(),
                word.typed(),
                context.request().origin().thread());
    }

    private Optional<String> refusal(CommandContext context, WordKind kind, TypedWord word) {
        Texts texts = context.texts();
        if (word.isTooShort()) {
            return Optional.of(texts.format("word-too-short", ReplyFactory.quoteInput(word.typed())));
        }
        String typed = ReplyFactory.quoteInput(word.typed());
        if (word.hasTooManyLetters()) {
            return Optional.of(texts.format("word-too-long", typed, TypedWord.MAX_LETTERS));
        }
        if (word.hasTooManyParts()) {
            return Optional.of(
                    texts.format(word.isUnspaced() ? "word-too-long" : "phrase-too-long", typed, WordText.MAX_PARTS));
        }
        List<Stemming> languages = Stream.concat(
                        library.languagesEver(context.transaction()).stream(),
                        Stream.of(context.preferences().language()))
                .map(Stemming::of)
                .distinct()
                .toList();
        return words(context, other(kind)).stream()
                .filter(listed ->
                        languages.stream().anyMatch(by -> by.stem(listed.word()).equals(by.stem(word.word()))))
                .findFirst()
                .map(listed -> texts.format(
                        switch (kind) {
                            case FOLLOW -> "word-is-muted";
                            case MUTE -> "word-is-followed";
                        },
                        typed,
                        listed.typed()));
    }

    private static WordKind other(WordKind kind) {
        return kind == WordKind.MUTE ? WordKind.FOLLOW : WordKind.MUTE;
    }

    private static String said(Texts texts, WordKind kind, SubscriptionService.WordAddition addition, String named) {
        return switch (addition) {
            case ADDED ->
                texts.format(
                        switch (kind) {
                            case FOLLOW -> "words-followed";
                            case MUTE -> "words-muted";
                        },
                        named);
            case LISTED_BEFORE -> texts.format("words-listed-before", named);
            case LIST_IS_FULL -> texts.format("words-full", SubscriptionService.MAX_WORDS);
        };
    }

    private long subscriber(CommandContext context) {
        return subscriptions
                .subscriber(context.transaction(), context.chat(), context.preferences())
                .number();
    }

    private Reply remove(CommandContext context, WordAction.RemoveWord press) {
        Texts texts = context.texts();
        String said = context.subscriber()
                .flatMap(own -> subscriptions.removeWord(context.transaction(), own.number(), press.word()))
                .map(word -> texts.format("word-removed", word.typed()))
                .orElseGet(() -> texts.format("word-gone"));
        return Placement.screen(context, list(context, press.kind(), 0, List.of(said), List.of()));
    }

    private Reply muteForDays(CommandContext context, long first, long last) {
        Instant until = context.now().plus(Duration.ofDays(WordAction.MUTED_DAYS));
        List<String> limited = context
                .subscriber()
                .map(own -> subscriptions.muteUntil(context.transaction(), own.number(), first, last, until))
                .orElse(List.of())
                .stream()
                .map(ListedWord::typed)
                .toList();
        Texts texts = context.texts();
        String said = limited.isEmpty()
                ? texts.format("word-gone")
                : texts.format("words-muted-until", day(context, until), texts.list(limited));
        return Placement.screen(context, list(context, WordKind.MUTE, 0, List.of(said), List.of()));
    }

    private static String day(CommandContext context, Instant until) {
        LocalDate day = LocalDate.ofInstant(until, context.preferences().zone());
        return context.texts().shortDay(day, context.today().getYear());
    }

    private Reply followStory(CommandContext context, WordAction.FollowStory press) {
        return library.digest(context.transaction(), press.digest()).map(StoredDigest::digest).stream()
                .flatMap(digest -> Comparison.of(digest).rows().stream().flatMap(row -> row.keyword(digest).stream()))
                .filter(word -> new WordAction.FollowStory(press.digest(), word).equals(press))
                .findFirst()
                .map(word -> listed(context, WordKind.FOLLOW, List.of(TypedWord.of(word))))
                .orElseGet(() -> context.refuse("story-gone"));
    }

    /// The words of a kind with a button to remove each, below sentences about the last change, which
    /// added some of them.
    private Content list(
            CommandContext context, WordKind kind, int requestedPage, List<String> said, List<ListedWord> added) {
        Texts texts = context.texts();
        List<ListedWord> all = words(context, kind);
        ListPage<ListedWord> page = ListPage.of(all, PAGE_SIZE, requestedPage);
        List<List<Button>> rows = page.rows(
                word -> Button.callback(
                        ReplyFactory.label(REMOVE + named(context, word)),
                        new WordAction.RemoveWord(kind, word.number())),
                number -> new WordAction.ShowWords(kind, number));
        if (kind == WordKind.MUTE && !added.isEmpty()) {
            rows.addFirst(List.of(Button.callback(
                    texts.format("mute-for-days", WordAction.MUTED_DAYS),
                    new WordAction.MuteForDays(
                            added.getFirst().number(), added.getLast().number()))));
        }
        List<Button> last = new ArrayList<>();
        if (context.isPrivate() || context.chat().platform().has(Feature.FORMS)) {
            last.add(ReplyFactory.button(texts, "add-words-button", new WordAction.AskForWords(kind)));
        }
        WordKind other = other(kind);
        last.add(ReplyFactory.button(texts, title(other), new WordAction.ShowWords(other, 0)));
        last.add(ReplyFactory.help(texts));
        rows.add(last);
        List<String> paragraphs = new ArrayList<>(said);
        paragraphs.add(all.isEmpty() ? lesson(context, kind) : texts.format("words-tap"));
        return ReplyFactory.screen(texts.format(title(kind)), paragraphs, rows);
    }

    private static String lesson(CommandContext context, WordKind kind) {
        return switch (kind) {
            case FOLLOW -> context.texts().format("follow-how", context.usage(WordAction.Follow.class));
            case MUTE -> context.texts().format("mute-how", context.usage(WordAction.Mute.class));
        };
    }

    private static String named(CommandContext context, ListedWord word) {
        return word.until()
                .map(until -> context.texts().format("muted-until", word.typed(), day(context, until)))
                .orElse(word.typed());
    }

    /// Read again, because the words or the subscriber may have been created just now.
    private List<ListedWord> words(CommandContext context, WordKind kind) {
        return subscriptions.words(context.transaction(), context.chat(), kind);
    }

    private static String title(WordKind kind) {
        return switch (kind) {
            case FOLLOW -> "follow-title";
            case MUTE -> "mute-title";
        };
    }

    /// A word or phrase that a person typed in order to follow or mute it, and the form in which it
    /// is compared.
    private record TypedWord(String typed, String word) {

        static final int MAX_LETTERS = 40;

        private static final Pattern SEPARATORS = Pattern.compile("[,;、，；]+");
        private static final Pattern QUOTES = Pattern.compile("^[\"“”„«»「『]+|[\"“”„«»」』]+$");

        static TypedWord of(String typed) {
            String plain = QUOTES.matcher(typed.strip()).replaceAll("").strip();
            return new TypedWord(plain, WordCutter.key(plain));
        }

        /// The words of a line, separated by commas, without repetitions.
        static List<TypedWord> all(String line) {
            return Arrays.stream(SEPARATORS.split(line, -1))
                    .map(TypedWord::of)
                    .filter(each -> !each.typed().isEmpty())
                    .distinct()
                    .toList();
        }

        /// Whether the word is a single letter, which nearly every text has. In Chinese and
        /// similar scripts one letter may be a word.
        boolean isTooShort() {
            return word.isEmpty()
                    || (word.codePointCount(0, word.length()) == 1 && !WordCutter.isUnspaced(word.codePointAt(0)));
        }

        boolean hasTooManyLetters() {
            return word.codePoints().filter(letter -> letter != ' ').count() > MAX_LETTERS;
        }

        /// A part is a word, or a letter of a script without spaces.
        boolean hasTooManyParts() {
            return word.split(" ", -1).length > WordText.MAX_PARTS;
        }

        boolean isUnspaced() {
            return word.codePoints().allMatch(letter -> letter == ' ' || WordCutter.isUnspaced(letter));
        }
    }
}
