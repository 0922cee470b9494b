package digestbot.digest.parser;

import digestbot.markdown.WebAddress;

/// An entry of a source list in its parts, as they are written; parts that are missing are empty.
///
/// @param title Markdown
/// @param link the destination of its link, with escapes and entities
/// @param outlet Markdown
/// @param day a text in the form of a date, even if there is no such day
record SourceLine(String language, String title, String link, String outlet, String day) {

    boolean isCredited() {
        return WebAddress.parse(link).isPresent() && !(language.isEmpty() && outlet.isBlank() && day.isEmpty());
    }
}
