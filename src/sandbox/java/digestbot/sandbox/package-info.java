/// Simulators of the platforms on loopback, for `digestbot try` and for tests: their common types.
@NullMarked
package digestbot.sandbox;

import org.jspecify.annotations.NullMarked;
