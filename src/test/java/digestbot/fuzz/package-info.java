/// Fuzzing: random bytes into whatever reads what strangers wrote. `mvn -Pfuzz verify` runs it; the seeds are tests.
@org.jspecify.annotations.NullMarked
package digestbot.fuzz;
