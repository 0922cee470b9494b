package digestbot.digest.parser;

import digestbot.markdown.TextCleaner;
import digestbot.yaml.YamlDocument;
import digestbot.yaml.YamlDocument.RepeatedKey;
import digestbot.yaml.YamlError;
import digestbot.yaml.YamlErrorException;
import digestbot.yaml.YamlNode.Mapping;
import digestbot.yaml.YamlReader;

/// Parses front matter as a YAML mapping and explains errors.
final class FrontMatterYaml {

    private static final int FIRST_LINE = 2;

    private FrontMatterYaml() {}

    /// Parses the mapping; an empty mapping if the text is blank.
    ///
    /// @param text the text between the two `---` lines of a file
    static Mapping read(String text) throws UnreadableFileException {
        try {
            return mapping(YamlReader.read(text, FIRST_LINE));
        } catch (YamlErrorException refused) {
            throw unreadable(refused.fault());
        }
    }

    private static Mapping mapping(YamlDocument document) throws UnreadableFileException {
        if (!document.repeatedKeys().isEmpty()) {
            RepeatedKey repeated = document.repeatedKeys().getFirst();
            throw new UnreadableFileException(
                    repeated.line(),
                    "the key " + TextCleaner.line(repeated.key(), 40) + " is on line " + repeated.firstLine()
                            + " already: keep one of the two");
        }
        if (document.root() instanceof Mapping mapping) {
            return mapping;
        }
        throw new UnreadableFileException(
                document.root().line(), "the front matter has no keys: write lines such as `topic: us-china`");
    }

    private static UnreadableFileException unreadable(YamlError error) {
        return new UnreadableFileException(lineOf(error), describe(error));
    }

    private static int lineOf(YamlError error) {
        return error instanceof YamlError.Syntax syntax && syntax.isUnclosed() ? syntax.contextLine() : error.line();
    }

    private static String describe(YamlError error) {
        return switch (error) {
            case YamlError.Syntax syntax -> "the front matter is not valid YAML: " + describe(syntax);
            case YamlError.Unexpected(int _, String what) -> "the front matter is not valid YAML: " + what;
            case YamlError.ForbiddenCharacter(int _, int codePoint) ->
                "the front matter holds the character U+" + Integer.toHexString(codePoint)
                        + ", which YAML does not allow: remove it";
            case YamlError.SecondDocument(int _) -> "the front matter holds two YAML documents: keep one";
            case YamlError.TooDeep(int _, int limit) ->
                "the front matter is nested more than " + limit + " deep: flatten it";
            case YamlError.Alias(int _, String name) ->
                "the alias *" + name + " is not allowed here: write its value out";
            case YamlError.KeyWithoutText(int _) -> "a key must be a word, not a list or a mapping";
        };
    }

    private static String describe(YamlError.Syntax syntax) {
        String advice = syntax.isUnclosed()
                ? "close every quotation mark and bracket"
                : "check the indentation, and put values with `: ` or ` #` in quotation marks";
        return TextCleaner.line(syntax.context() + " " + syntax.problem(), 200) + ": " + advice;
    }
}
