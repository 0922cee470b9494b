/// The configuration file: its keys, their defaults, and what is said about mistakes in it.
@NullMarked
package digestbot.app.config;

import org.jspecify.annotations.NullMarked;
