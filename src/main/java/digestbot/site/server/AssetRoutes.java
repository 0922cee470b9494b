package digestbot.site.server;

import digestbot.site.SiteAsset;
import io.javalin.config.RoutesConfig;
import java.util.List;

/// The files that pages refer to.
public final class AssetRoutes implements SiteRoutes {

    private final List<SiteAsset> assets;

    public AssetRoutes(List<SiteAsset> assets) {
        this.assets = List.copyOf(assets);
    }

    @Override
    public void add(RoutesConfig routes) {
        for (SiteAsset asset : assets) {
            SiteResource resource = SiteResource.ofAsset(asset.contentType(), asset.content());
            SiteRoutes.get(routes, "/" + asset.path(), resource::send);
        }
    }
}
