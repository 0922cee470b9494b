package digestbot.console;

import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.statistics.Metrics;
import digestbot.health.Readiness;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/// The monitoring endpoints: liveness, readiness and metrics.
///
/// `/healthz` always returns 200; `/readyz` returns 503 while the bot cannot work; `/metrics`
/// returns metrics in Prometheus text format.
final class MonitoringRoutes implements Routes {

    private final Readiness readiness;
    private final Metrics metrics;

    MonitoringRoutes(Readiness readiness, Metrics metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.HEALTH, context -> context.contentType("text/plain").result("ok\n"));
        routes.get(Paths.READY, this::ready);
        routes.get(Paths.METRICS, this::metrics);
    }

    private void ready(Context context) {
        Readiness.ReadinessReport report = readiness.report();
        Map<String, Object> checks = new LinkedHashMap<>();
        report.checks().forEach(check -> checks.put(check.name(), check(check)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ready", report.ready());
        answer.put("checks", checks);
        context.status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(answer);
    }

    private static Map<String, Object> check(Readiness.Check check) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ok", check.ok());
        shown.put("detail", check.detail());
        check.at().ifPresent(at -> shown.put("at", at.toString()));
        return shown;
    }

    private void metrics(Context context) {
        context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
    }
}
