/// A real browser for tests of pages.
@NullMarked
package digestbot.browser;

import org.jspecify.annotations.NullMarked;
