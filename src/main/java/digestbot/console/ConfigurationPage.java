package digestbot.console;

import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import digestbot.console.page.DataTable;
import digestbot.console.page.PageLayout;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The configuration as it was loaded; values that differ from the defaults are bold.
final class ConfigurationPage implements Routes {

    private final List<EffectiveSetting> settings;

    ConfigurationPage(List<EffectiveSetting> settings) {
        this.settings = List.copyOf(settings);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.CONFIGURATION, this::show);
    }

    private void show(Context context) {
        Map<String, List<EffectiveSetting>> groups = settings.stream()
                .collect(Collectors.groupingBy(ConfigurationPage::group, LinkedHashMap::new, Collectors.toList()));
        context.html(PageLayout.of(
                Paths.CONFIGURATION,
                "Configuration",
                AccessControl.frame(context),
                List.of(
                        p("Loaded at startup. Edit the file and restart to change it.")
                                .withClass("muted"),
                        DataTable.<EffectiveSetting>titled("Configuration")
                                .column("Key", setting -> span(setting.path()).withClass("key-path"))
                                .column("Value", ConfigurationPage::value)
                                .of(groups))));
    }

    private static String group(EffectiveSetting setting) {
        int dot = setting.path().indexOf('.');
        return dot < 0 ? "files" : setting.path().substring(0, dot);
    }

    private static DomContent value(EffectiveSetting setting) {
        String value = setting.value().isEmpty() ? "not set" : setting.value();
        return setting.isDefault()
                ? span(value + " (default)").withClass("muted")
                : span(value).withClass("changed");
    }
}
