/// Benchmarks of the bot: `mvn -q -Pbench verify` prints one table and writes `target/bench.json`.
@NullMarked
package digestbot.bench;

import org.jspecify.annotations.NullMarked;
