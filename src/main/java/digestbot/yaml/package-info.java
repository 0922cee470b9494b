/// YAML as nodes that know their lines, and a view that takes the keys of a mapping one by one. The only package
/// that uses the YAML library.
@NullMarked
package digestbot.yaml;

import org.jspecify.annotations.NullMarked;
