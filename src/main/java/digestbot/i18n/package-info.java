/// The texts of the bot in every language, its dates and its plural forms.
@NullMarked
package digestbot.i18n;

import org.jspecify.annotations.NullMarked;
