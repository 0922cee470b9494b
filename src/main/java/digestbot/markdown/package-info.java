/// Markdown text becomes blocks and inlines, the document types that everything else speaks; the only place for
/// flexmark.
@NullMarked
package digestbot.markdown;

import org.jspecify.annotations.NullMarked;
