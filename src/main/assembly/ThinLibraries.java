import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Leaves out of delivered libraries what the program cannot load, and says so in the bill of materials:
/// `java ThinLibraries.java LIB BOM.json NATIVE…`, where NATIVE is such as `Linux/x86_64`. No file that
/// stays is changed, but the program's manifests do not name the JDK that runs Maven, so that the bytes
/// do not depend on it.
final class ThinLibraries {

    private ThinLibraries() {}

    public static void main(String... words) throws IOException, GeneralSecurityException {
        Path lib = Path.of(words[0]);
        for (Path own : List.of(lib.resolveSibling("digestbot.jar"), lib.resolve("digestbot-sandbox.jar"))) {
            copy(own, name -> true);
        }
        Path bom = Path.of(words[1]);
        String natives = String.join("|", Arrays.asList(words).subList(2, words.length));
        Map<String, String> unneeded = Map.of(
                // SQLite itself, for other systems.
                "sqlite-jdbc", "org/sqlite/native/(?!(%s)/).*".formatted(natives),
                // Tables of encodings in PDF files.
                "fontbox", "org/apache/fontbox/cmap/.*",
                // Trove's collections of numbers that JDA has none of.
                "core", "gnu/trove/.*(Byte|Char|Short|Float|Double).*");
        for (var rule : unneeded.entrySet()) {
            try (Stream<Path> files = Files.list(lib)) {
                for (Path jar : files.filter(
                                file -> file.getFileName().toString().matches(rule.getKey() + "-[0-9.]+\\.jar"))
                        .toList()) {
                    copy(
                            jar,
                            Pattern.compile(rule.getValue()).asMatchPredicate().negate());
                    // Without a network there is no bill of materials.
                    if (Files.exists(bom)) {
                        Files.writeString(bom, described(Files.readString(bom), jar));
                    }
                }
            }
        }
    }

    private static void copy(Path jar, Predicate<String> needed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(bytes)) {
            List<? extends ZipEntry> entries = Collections.list(from.entries());
            for (ZipEntry entry : entries) {
                if (needed.test(entry.getName())) {
                    var copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    to.putNextEntry(copy);
                    try (InputStream content = from.getInputStream(entry)) {
                        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
                            to.write(new String(content.readAllBytes(), UTF_8)
                                    .replaceFirst("Build-Tool-Jdk-Spec: .*\\R", "")
                                    .getBytes(UTF_8));
                        } else {
                            content.transferTo(to);
                        }
                    }
                }
            }
        }
        Files.write(jar, bytes.toByteArray());
    }

    /// The bill of materials with the jar's hashes, and that it is not the one of its authors.
    private static String described(String bom, Path jar) throws IOException, GeneralSecurityException {
        String file = jar.getFileName().toString();
        String name = file.replaceFirst("-[0-9.]+\\.jar", "");
        String version = file.substring(name.length() + 1, file.length() - ".jar".length());
        var start = Pattern.compile(
                        "\"name\" : \"%s\",\\s+\"version\" : \"%s\",".formatted(name, Pattern.quote(version)))
                .matcher(bom);
        if (!start.find()) {
            throw new IllegalStateException(file + " is not in the bill of materials");
        }
        int end = bom.indexOf("\"purl\"", start.end());
        String hashes = Pattern.compile("(\"alg\" : \"([^\"]+)\",\\s+\"content\" : \")[0-9a-f]+")
                .matcher(bom.substring(start.end(), end))
                .replaceAll(found -> found.group(1) + hash(found.group(2), jar));
        String pedigree = "\"pedigree\" : {\"notes\" : \"without files that the program cannot load\"},\n      ";
        boolean again = bom.substring(start.end(), end).contains("\"pedigree\"");
        return bom.substring(0, start.end()) + hashes + (again ? "" : pedigree) + bom.substring(end);
    }

    private static String hash(String algorithm, Path file) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
