/// YAML nodes with line numbers, and an accessor that consumes the keys of a mapping one by one.
/// The only package that uses the YAML library.
@NullMarked
package digestbot.yaml;

import org.jspecify.annotations.NullMarked;
