/// Pages looked at in a real browser.
@NullMarked
package digestbot.browser;

import org.jspecify.annotations.NullMarked;
