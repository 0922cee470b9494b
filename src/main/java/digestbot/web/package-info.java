/// What the bot's two web servers have in common.
@NullMarked
package digestbot.web;

import org.jspecify.annotations.NullMarked;
