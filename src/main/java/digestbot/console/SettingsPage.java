package digestbot.console;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The configuration as it was loaded. It is changed in its file.
final class SettingsPage implements Routes {

    private final List<LoadedSetting> settings;

    SettingsPage(List<LoadedSetting> settings) {
        this.settings = List.copyOf(settings);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.CONFIGURATION, this::show);
    }

    private void show(Context context) {
        Map<String, List<LoadedSetting>> parts = settings.stream()
                .collect(Collectors.groupingBy(SettingsPage::part, LinkedHashMap::new, Collectors.toList()));
        context.html(PageLayout.of(
                Paths.CONFIGURATION,
                "Configuration",
                AccessControl.session(context),
                List.of(
                        p("As it was loaded when the bot started. It is changed in its file, and read at the next start.")
                                .withClass("about"),
                        each(parts.entrySet(), part -> part(part.getKey(), part.getValue())))));
    }

    private static String part(LoadedSetting setting) {
        int dot = setting.path().indexOf('.');
        return dot < 0 ? "" : setting.path().substring(0, dot);
    }

    private static DomContent part(String name, List<LoadedSetting> settings) {
        return section(
                h2(name.isEmpty() ? "Files" : name),
                PageParts.rows(
                        "",
                        List.of("Key", "Value", ""),
                        settings,
                        setting -> List.of(
                                span(setting.path()).withClass("key-path"),
                                PageParts.text(setting.value()),
                                span(setting.isUsual() ? "as usual" : "").withClass("nothing"))));
    }
}
