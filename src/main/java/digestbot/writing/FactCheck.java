package digestbot.writing;

import digestbot.digest.words.Figure;
import digestbot.digest.words.NewsText;
import digestbot.digest.words.NewsText.Meaning;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import digestbot.writing.FeedEntry.Article;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds claims in a model's text that its cited articles do not support.
///
/// What cannot be compared is believed: most names of another script, and quotes and words of
/// another language.
///
/// @param language of the texts
/// @param names of the perspectives
/// @param read the articles, each of which many points cite
record FactCheck(String language, List<String> names, Map<Article, NewsText> read) {

    /// Apps turn these into links, even without a scheme: `evil.example`, `@channel`. Abbreviations
    /// such as “U.S.” and “EE.UU.” are left alone.
    private static final Pattern LINK = Pattern.compile(
            "(?i)\\w://|\\bwww\\.|@[\\p{L}\\p{N}_]|\\p{L}\\p{N}*\\.([a-z]{3,}|(?-i:[a-z]{2})|[a-z]{2}/)|\\p{L}{3}\\.[a-z]{2}"
                    + "|[\\p{L}\\p{N}]\\.[\\p{L}&&[^a-zA-Z]]{2}|\\d{1,3}(\\.\\d{1,3}){3}|\\[\\.]");

    private static final Pattern QUOTE = Pattern.compile("[“„«»\"「『]([^“”„«»\"「」『』]+)[”“«»\"」』]");
    private static final int WORDS_OF_QUOTE = 3;
    private static final int IDEOGRAPHS_OF_QUOTE = 6;

    private static final Pattern ENDS_SENTENCE = Pattern.compile("|.*[.!?:;…“„«»\"”].*");
    private static final Pattern ENDS_CLAUSE = Pattern.compile(".*(?:[,.!?:;] |[，。；：！？]).*");

    /// Common words, which may begin a sentence without an article, have these endings.
    private static final Pattern COMMON =
            Pattern.compile(".*(s|ing|ed|ly|ion|ment|ity|ness|ism|ers|ung|heit|keit|schaft|tum|tat|en|er|e|mente)");

    private static final int MIN_WORD = 3;
    private static final int MIN_NAME = 4;

    /// Media do not name their own country.
    private static final Map<String, String> HOME =
            Map.of("en", "country us", "de", "country de", "es", "country es", "zh", "country cn");

    /// A negation applies to a word within this distance.
    private static final int NEGATION = 3;

    FactCheck(String language, List<String> names) {
        this(language, names, new HashMap<>());
    }

    /// The first unsupported claim, as a sentence; empty if there is none.
    Optional<String> check(String said, Map<Integer, Article> sources) {
        if (hasAddress(said)) {
            return Optional.of("it has an address");
        }
        String own = Locale.forLanguageTag(language).getLanguage();
        var text = NewsText.of(said, own);
        List<Article> articles = List.copyOf(sources.values());
        List<NewsText> cited = articles.stream()
                .map(article -> read.computeIfAbsent(article, _ -> text(article, own)))
                .toList();
        boolean isOneLanguage =
                cited.stream().allMatch(source -> source.language().equals(own));
        boolean isOfTables = cited.stream().allMatch(source -> NewsText.LANGUAGES.contains(source.language()));
        String numbers = sources.keySet().stream().map("[%d]"::formatted).collect(Collectors.joining(" "));
        Stream<Optional<String>> absent = Stream.of(
                figure(text, cited, articles).map("the number %s"::formatted),
                isOfTables ? term(text, cited, articles).map("“%s”"::formatted) : Optional.empty(),
                isOneLanguage ? name(text, cited, articles).map("“%s”"::formatted) : Optional.empty(),
                isOneLanguage ? quote(text, cited).map("the quote “%s”"::formatted) : Optional.empty(),
                isOneLanguage && isOther(text, cited) ? Optional.of("each of its words") : Optional.empty());
        return absent.flatMap(Optional::stream)
                .findFirst()
                .map(what -> "%s is in none of %s".formatted(what, numbers))
                .or(() -> opposite(text, cited).map(word -> "“%s” contradicts %s".formatted(word, numbers)));
    }

    static boolean hasAddress(String said) {
        String plain = Normalizer.normalize(said, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
        return LINK.matcher(plain).find();
    }

    private static NewsText text(Article article, String own) {
        FeedEntry entry = article.entry();
        String whole = entry.title() + ". " + entry.description();
        String named = Locale.forLanguageTag(entry.language()).getLanguage();
        UnicodeScript script = AnswerLanguage.script(whole);
        boolean isOwn = named.isEmpty() && script == UnicodeScript.LATIN && !own.equals("zh");
        return NewsText.of(whole, script == UnicodeScript.HAN ? "zh" : isOwn ? own : named);
    }

    private static LocalDate day(Article article) {
        return LocalDate.ofInstant(article.entry().at(), ZoneOffset.UTC);
    }

    private static Optional<String> figure(NewsText text, List<NewsText> cited, List<Article> articles) {
        List<Figure> known = new ArrayList<>();
        cited.forEach(source -> known.addAll(Figure.in(source)));
        for (LocalDate day : articles.stream().map(FactCheck::day).toList()) {
            known.add(Figure.of(day.getYear()));
            if (text.terms("month").anyMatch(month -> month.key().equals("month " + day.getMonthValue()))) {
                known.add(Figure.of(day.getDayOfMonth()));
            }
        }
        // In Chinese, a month is a number.
        cited.stream()
                .flatMap(source -> source.terms("month"))
                .forEach(month -> known.add(Figure.of(Long.parseLong(month.key().split(" ", -1)[1]))));
        return Figure.in(text).stream()
                .filter(figure -> !isBoth(figure, text) && known.stream().noneMatch(figure::isSame))
                .map(figure -> figure.said(text))
                .findFirst();
    }

    /// “Two” in words rather counts what is said, as in “both” and “two sides”.
    private static boolean isBoth(Figure figure, NewsText text) {
        return figure.isSame(Figure.of(2))
                && figure.unit().isEmpty()
                && !Character.isDigit(figure.said(text).charAt(0));
    }

    /// A name or date of the tables, in any of its forms and languages. The perspectives, the outlets
    /// and the days of the articles may be named.
    private Optional<String> term(NewsText text, List<NewsText> cited, List<Article> articles) {
        Stream<NewsText> own = Stream.concat(names.stream(), articles.stream().map(Article::outlet))
                .flatMap(name -> NewsText.LANGUAGES.stream().map(each -> NewsText.of(name, each)));
        Set<String> known = Stream.concat(own, cited.stream())
                .flatMap(each -> each.terms().stream())
                .map(Meaning::key)
                .collect(Collectors.toCollection(HashSet::new));
        articles.stream()
                .map(FactCheck::day)
                .flatMap(day -> Stream.of(day, day.minusDays(1)))
                .flatMap(day -> Stream.of("day " + day.getDayOfWeek().getValue(), "month " + day.getMonthValue()))
                .forEach(known::add);
        cited.forEach(source -> known.add(HOME.get(source.language())));
        Set<String> words = words(cited);
        return Stream.of("name", "day", "month")
                .flatMap(text::terms)
                .collect(Collectors.groupingBy(Meaning::from, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(meanings -> meanings.stream().map(Meaning::key).noneMatch(known::contains))
                .map(List::getFirst)
                .filter(term -> !isWritten(text, term, words) && !isAcronym(text.written(term), cited))
                .map(text::written)
                .findFirst();
    }

    private static boolean isWritten(NewsText text, Meaning term, Set<String> words) {
        return !text.language().equals("zh")
                && text.tokens().subList(term.from(), term.to()).stream()
                        .allMatch(token -> words.contains(token.folded()));
    }

    private static Set<String> words(List<NewsText> cited) {
        return cited.stream()
                .flatMap(source -> source.tokens().stream())
                .map(Token::folded)
                .collect(Collectors.toSet());
    }

    private Optional<String> name(NewsText text, List<NewsText> cited, List<Article> articles) {
        Set<String> known = new HashSet<>(words(cited));
        Stream.concat(names.stream(), articles.stream().map(Article::outlet))
                .flatMap(name -> Stream.of(WordCutter.key(name).split(" ", -1)))
                .forEach(known::add);
        // A first name may be added to a surname.
        return IntStream.range(0, text.tokens().size())
                .filter(i -> isName(text, i))
                .filter(i -> !isCapital(text, i + 1)
                        || !known.contains(text.tokens().get(i + 1).folded()))
                .mapToObj(text::word)
                .filter(name -> known.stream().noneMatch(word -> isDerived(WordCutter.key(name), word)))
                .filter(name -> !isAcronym(name, cited))
                .findFirst();
    }

    /// Whether a word with a capital is a name. In the middle of a sentence it is; in German, only
    /// after a title or another such word. At the start of a sentence, it is a name if a name or
    /// verb follows and it is not a common word.
    private static boolean isName(NewsText text, int i) {
        boolean isKnown =
                Stream.of("plain", "title", "name", "month", "day", "x", "u").anyMatch(kind -> text.has(kind, i));
        if (!isCapital(text, i) || isKnown) {
            return false;
        }
        boolean isGerman = text.language().equals("de");
        boolean isFirst = ENDS_SENTENCE.matcher(text.gap(i)).matches();
        if (text.word(i).chars().allMatch(Character::isUpperCase)) {
            return true;
        }
        if (isFirst) {
            boolean isBeforeVerb = i + 1 < text.tokens().size()
                    && text.gap(i + 1).equals(" ")
                    && (text.has("verb", i + 1) || (!isGerman && isCapital(text, i + 1)));
            return isBeforeVerb && !isCommon(text, i);
        }
        boolean isAfterCapital = i > 0 && isCapital(text, i - 1) && text.gap(i).equals(" ");
        boolean isAfterName =
                isAfterCapital && !text.has("plain", i - 1) && !text.has("name", i - 1) && !isCommon(text, i - 1);
        return !isGerman || (isAfterCapital && text.has("title", i - 1)) || isAfterName;
    }

    private static boolean isCommon(NewsText text, int i) {
        return text.has("start", i)
                || COMMON.matcher(text.tokens().get(i).folded()).matches();
    }

    private static boolean isCapital(NewsText text, int i) {
        return i < text.tokens().size()
                && text.word(i).length() > 1
                && Character.isUpperCase(text.word(i).charAt(0));
    }

    /// Whether the words differ only in an ending, as Canada and Canadian do.
    private static boolean isDerived(String name, String word) {
        String longer = name.length() > word.length() ? name : word;
        String shorter = longer.equals(name) ? word : name;
        boolean isLong = shorter.length() >= MIN_NAME;
        return name.equals(word)
                || (isLong && longer.startsWith(shorter))
                || (isLong
                        && longer.length() > shorter.length()
                        && longer.startsWith(shorter.substring(0, shorter.length() - 1) + "an"));
    }

    private static boolean isAcronym(String name, List<NewsText> cited) {
        return name.chars().allMatch(Character::isUpperCase)
                && cited.stream()
                        .map(source -> source.tokens().stream()
                                .map(token -> token.folded().substring(0, 1))
                                .collect(Collectors.joining()))
                        .anyMatch(initials -> initials.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> quote(NewsText text, List<NewsText> cited) {
        List<String> known = cited.stream()
                .map(source -> " " + WordCutter.key(source.line()) + " ")
                .toList();
        return QUOTE.matcher(text.line())
                .results()
                .map(found -> found.group(1))
                .filter(quote -> WordCutter.tokens(quote).size()
                        >= (WordCutter.isUnspaced(quote.codePointAt(0)) ? IDEOGRAPHS_OF_QUOTE : WORDS_OF_QUOTE))
                .filter(quote -> known.stream().noneMatch(source -> source.contains(" " + WordCutter.key(quote) + " ")))
                .findFirst();
    }

    /// Without a word or name in common, the claim is about something else.
    private static boolean isOther(NewsText text, List<NewsText> cited) {
        Set<String> known = cited.stream()
                .flatMap(source -> Stream.concat(
                        source.stems().stream(), source.terms("name").map(Meaning::key)))
                .collect(Collectors.toSet());
        Stream<String> words = IntStream.range(0, text.tokens().size())
                .filter(i -> isWord(text, i) || text.word(i).length() >= MIN_NAME)
                .mapToObj(text.stems()::get);
        return Stream.concat(words, text.terms("name").map(Meaning::key)).noneMatch(known::contains);
    }

    /// A word whose opposite all cited texts have, of the same things.
    private static Optional<String> opposite(NewsText text, List<NewsText> cited) {
        Optional<String> pole = text.terms().stream()
                .filter(term -> isPole(term) && cited.stream().allMatch(source -> isOpposite(text, term, source)))
                .map(text::written)
                .findFirst();
        List<Optional<String>> negated = cited.stream()
                .map(source -> negated(text, source).or(() -> negated(source, text)))
                .toList();
        return pole.or(() -> negated.stream().allMatch(Optional::isPresent) ? negated.getFirst() : Optional.empty());
    }

    private static boolean isPole(Meaning term) {
        return term.key().endsWith(" +") || term.key().endsWith(" -");
    }

    private static boolean isOpposite(NewsText text, Meaning term, NewsText source) {
        boolean isPlus = isPlus(text, term);
        Set<String> about = clause(text, term.from());
        return !isNegated(text, term.from())
                && text.terms(term.kind()).allMatch(other -> isPlus(text, other) == isPlus)
                && source.terms(term.kind()).noneMatch(other -> isPlus(source, other) == isPlus)
                && source.terms(term.kind())
                        .filter(other -> !isNegated(source, other.from()))
                        .anyMatch(other -> !source.language().equals(text.language())
                                || clause(source, other.from()).stream().anyMatch(about::contains));
    }

    private static boolean isPlus(NewsText text, Meaning term) {
        return term.key().endsWith("+") != isNegated(text, term.from());
    }

    /// A negation is of what follows it soon, in German of its clause.
    private static boolean isNegated(NewsText text, int token) {
        boolean isGerman = text.language().equals("de");
        return text.terms("not")
                .filter(not -> !text.has("only", not.from()))
                .filter(not -> isGerman || (not.to() <= token && token - not.to() < NEGATION))
                .anyMatch(not -> IntStream.rangeClosed(Math.min(not.from(), token) + 1, Math.max(not.from(), token))
                        .noneMatch(i -> isBorder(text, i)));
    }

    private static boolean isBorder(NewsText text, int token) {
        return token == text.tokens().size()
                || ENDS_CLAUSE.matcher(text.gap(token)).matches()
                || text.has("clause", token);
    }

    /// The words with a meaning in the clause of a token.
    private static Set<String> clause(NewsText text, int token) {
        int from = token;
        while (from > 0 && !isBorder(text, from)) {
            from--;
        }
        int to = IntStream.rangeClosed(token + 1, text.tokens().size())
                .filter(i -> isBorder(text, i))
                .findFirst()
                .orElseThrow();
        return IntStream.range(from, to)
                .filter(i -> isWord(text, i)
                        && text.terms().stream().noneMatch(term -> isPole(term) && term.from() <= i && i < term.to()))
                .mapToObj(text.stems()::get)
                .collect(Collectors.toSet());
    }

    private static boolean isWord(NewsText text, int i) {
        String word = text.tokens().get(i).folded();
        boolean isUnspaced = WordCutter.isUnspaced(word.codePointAt(0));
        return (isUnspaced ? text.stems().get(i).length() > 1 : word.length() >= MIN_WORD)
                && !text.has("start", i)
                && !text.has("not", i);
    }

    /// A word that one text negates wherever it has it, and the other one has without saying no at all.
    private static Optional<String> negated(NewsText negative, NewsText positive) {
        boolean isNegative = Stream.of("not", "negative")
                        .anyMatch(kind -> positive.terms(kind).findAny().isPresent())
                || positive.terms().stream().anyMatch(term -> term.key().endsWith(" -"));
        if (isNegative || !positive.language().equals(negative.language())) {
            return Optional.empty();
        }
        Map<Boolean, Set<String>> words = IntStream.range(0, negative.tokens().size())
                .filter(i -> isWord(negative, i))
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> isNegated(negative, i), Collectors.mapping(negative.stems()::get, Collectors.toSet())));
        return positive.stems().stream()
                .filter(stem -> Objects.requireNonNull(words.get(true)).contains(stem)
                        && !Objects.requireNonNull(words.get(false)).contains(stem))
                .findFirst();
    }
}
