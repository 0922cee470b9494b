package digestbot.bench;

import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

final class ParsingBench {

    private static final Path SAMPLES = Path.of("digests");

    private ParsingBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        String seconds = Integer.toString(bench.sizes().parseSeconds());
        String perSecond =
                bench.output(ParsingBench.class, List.of(seconds), "parsing").getFirst();
        figures.add(
                "parse_per_s",
                Double.parseDouble(perSecond),
                "digests/s",
                "the %d digests in %s again and again on one thread for %s s, after as long a warm-up"
                        .formatted(samples().size(), SAMPLES, seconds));
    }

    /// Runs in a separate process for that number of seconds.
    static void main(String... arguments) throws IOException {
        List<byte[]> samples = samples();
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
        parse(samples, nanos);
        System.out.println(parse(samples, nanos));
    }

    private static double parse(List<byte[]> samples, long nanos) {
        var parser = new DigestParser();
        long begin = System.nanoTime();
        long parsed = 0;
        do {
            for (byte[] sample : samples) {
                if (!(parser.parse(sample) instanceof ParseResult.Parsed)) {
                    throw new IllegalStateException("a sample is no digest");
                }
            }
            parsed += samples.size();
        } while (System.nanoTime() - begin < nanos);
        return parsed * 1e9 / (System.nanoTime() - begin);
    }

    private static List<byte[]> samples() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        return samples;
    }
}
