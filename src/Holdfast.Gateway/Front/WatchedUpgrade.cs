using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>Gives out tunnels whose client is timed, by Upgrade (HTTP/1.1) or extended CONNECT (HTTP/2). For requests that ask for one alone.</summary>
internal sealed class WatchedUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;
    private readonly SendWatch _watch;

    private WatchedUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, SendWatch watch) =>
        (_upgrade, _connect, _watch) = (upgrade, connect, watch);

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect == true;

    public string? Protocol => _connect?.Protocol;

    public static void Begin(IFeatureCollection features, SendWatch watch)
    {
        if (features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            features.Set<IHttpUpgradeFeature>(new WatchedUpgrade(upgrade, null, watch));
        else if (features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            features.Set<IHttpExtendedConnectFeature>(new WatchedUpgrade(null, connect, watch));
    }

    public async Task<Stream> UpgradeAsync() => new WatchedTunnel(await _upgrade!.UpgradeAsync(), _watch);

    public async ValueTask<Stream> AcceptAsync() => new WatchedTunnel(await _connect!.AcceptAsync(), _watch);
}
