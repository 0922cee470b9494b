package digestbot.i18n;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A language's file as it is written.
record TextFile(String text) {

    private static final Path FOLDER = Path.of("src/main/resources/text");

    private static final Pattern LINE = Pattern.compile("([a-z][a-z.-]*) = (\\S|\\S.*\\S)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern QUOTE = Pattern.compile("\"|(?<!\\p{L})'|'(?!\\p{L})");
    private static final Pattern NARROW_AFTER_WIDE = Pattern.compile("\\p{IsHan}[,;:?!()]");

    /// The characters that Discord accepts in names of commands and options.
    private static final Pattern NAME = Pattern.compile("[-_\\p{L}\\p{N}]{1,32}");

    private static final Set<String> NAMED = Set.of("command", "option");

    private static final int LONGEST_HELP = 100;

    private static final Set<String> OTHER_KEYS = Set.of(
            "date.full",
            "date.short",
            "date.brief",
            "date.short-with-year",
            "date.moment",
            "plural.zero",
            "plural.one",
            "plural.two",
            "plural.few",
            "plural.many");

    static TextFile read(String language) {
        try {
            return new TextFile(Files.readString(FOLDER.resolve(language + ".properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> languages() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties"))
                    .map(name -> name.replace(".properties", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Properties properties() {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /// One line for each fault, naming the key.
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        faults.addAll(faultsOfLines());
        faults.addAll(faultsOfTexts());
        faults.addAll(faultsOfWriting());
        faults.addAll(faultsOfCommands());
        return faults;
    }

    /// `Properties` hides these: it keeps the last of two lines, joins lines and drops blanks.
    private List<String> faultsOfLines() {
        List<String> faults = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
            if (!LINE.matcher(line).matches() || line.contains("\\")) {
                faults.add("not “key = wording”: " + line);
            }
            String key = line.split("[ =]", 2)[0];
            if (!keys.add(key)) {
                faults.add(key + " is there twice");
            }
        });
        return faults;
    }

    private List<String> faultsOfTexts() {
        Properties file = properties();
        List<String> faults = new ArrayList<>();
        NavigableSet<String> known = new TreeSet<>(file.stringPropertyNames());
        Set<String> unknown = new TreeSet<>(known);
        unknown.removeAll(OTHER_KEYS);
        List<String> forms = List.copyOf(Texts.PluralRules.of(file).categories());
        for (String text : Texts.keys(read("en").properties())) {
            for (String key : keys(known, forms, text)) {
                unknown.remove(key);
                String wording = file.getProperty(key, "");
                if (wording.isBlank()) {
                    faults.add("lacks " + key);
                } else if (!placeholders(wording).equals(expected(text)) || hasStrayBrace(wording)) {
                    faults.add(key + " has placeholders " + placeholders(wording) + ", not " + expected(text));
                }
            }
        }
        unknown.forEach(key -> faults.add(key + " is nothing the bot says"));
        return faults;
    }

    private List<String> faultsOfWriting() {
        List<String> faults = new ArrayList<>();
        properties().forEach((key, wording) -> {
            if (OTHER_KEYS.contains(key)) {
                return;
            }
            if (QUOTE.matcher((String) wording).find()) {
                faults.add(key + " has a typewriter's quotes");
            }
            if (NARROW_AFTER_WIDE.matcher((String) wording).find()) {
                faults.add(key + " has narrow punctuation after a wide character");
            }
        });
        return faults;
    }

    private List<String> faultsOfCommands() {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Properties file = properties();
        file.forEach((key, wording) -> {
            String written = (String) wording;
            String kind = key.toString().split("-", 2)[0];
            if (NAMED.contains(kind) && !isName(written)) {
                faults.add(key + " is no name for Discord: " + written);
            }
            if (NAMED.contains(kind) && !names.add(kind + " " + written)) {
                faults.add("two are called " + kind + " " + written);
            }
            if ((kind.equals("choose") || isWhatACommandDoes(file, key.toString()))
                    && written.length() > LONGEST_HELP) {
                faults.add(key + " has " + written.length() + " characters, not " + LONGEST_HELP);
            }
        });
        return faults;
    }

    private static boolean isWhatACommandDoes(Properties file, String key) {
        return key.startsWith("help-") && file.containsKey(key.replaceFirst("^help-", "command-"));
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && name.equals(name.toLowerCase(Locale.ROOT));
    }

    private static List<String> keys(NavigableSet<String> known, List<String> forms, String text) {
        String counted = text + ".";
        String next = known.ceiling(counted);
        return next != null && next.startsWith(counted)
                ? forms.stream().map(form -> counted + form).toList()
                : List.of(text);
    }

    private static boolean hasStrayBrace(String wording) {
        return PLACEHOLDER.matcher(wording).replaceAll("").matches(".*[{}].*");
    }

    private static Set<String> placeholders(String wording) {
        return PLACEHOLDER
                .matcher(wording)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected(String text) {
        return IntStream.range(0, Texts.of("en").arguments(text))
                .mapToObj(Integer::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
