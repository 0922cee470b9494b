/// `digestbot put` pushes digests to a running bot, and `digestbot token` makes the tokens for that
@NullMarked
package digestbot.cli.push;

import org.jspecify.annotations.NullMarked;
