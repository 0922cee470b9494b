/// The bot's own words in every language, with its dates and plurals.
@NullMarked
package digestbot.text;

import org.jspecify.annotations.NullMarked;
