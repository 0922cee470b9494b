/// Forms of Discord with several fields
@NullMarked
package digestbot.discord.form;

import org.jspecify.annotations.NullMarked;
