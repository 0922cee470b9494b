package digestbot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    @Test
    void everySourceFileIsFormatted() throws IOException {
        List<Path> sources;
        try (var files = Files.walk(Path.of("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }

        assertThat(sources.parallelStream().filter(file -> !isFormatted(file)).sorted())
                .as("files that `mvn spotless:apply` (on JDK 25) would change")
                .isEmpty();
    }

    private static boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file, UTF_8);
            String imports =
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, Style.PALANTIR));
            return FORMATTER.formatSource(imports).equals(source);
        } catch (IOException | FormatterException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
