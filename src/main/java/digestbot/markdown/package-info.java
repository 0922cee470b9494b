/// Markdown text parsed into blocks and inlines, the document types that all other packages use.
/// The only package that uses flexmark.
@NullMarked
package digestbot.markdown;

import org.jspecify.annotations.NullMarked;
