/// The rules by which Discord accepts or refuses a request.
@NullMarked
package digestbot.sandbox.discord.rules;

import org.jspecify.annotations.NullMarked;
