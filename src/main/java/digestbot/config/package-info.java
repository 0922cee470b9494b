/// The configuration file: its keys, their defaults, and the messages about mistakes in it.
@NullMarked
package digestbot.config;

import org.jspecify.annotations.NullMarked;
