namespace Holdfast.Core.Plan.Rules;

/// <summary>The hosts on which a port is taken, so that the next listener is held against all of them in one look.</summary>
internal sealed class TakenPort
{
    private readonly Dictionary<string, (int Place, string Listener)> _hosts = [];
    private (int Place, string Listener)? _everywhere;
    private string? _first;

    /// <returns>The first listener whose address this one overlaps; null when there is none.</returns>
    public string? Take(string host, string listener)
    {
        var (place, other) = (_hosts.Count, Other(host));
        _first ??= listener;
        if (IsEvery(host)) _everywhere ??= (place, listener);
        _hosts.TryAdd(Single(host), (place, listener));
        return other;
    }

    private string? Other(string host)
    {
        if (IsEvery(host)) return _first;
        if (!_hosts.TryGetValue(Single(host), out var same)) return _everywhere?.Listener;
        return _everywhere is { } every && every.Place < same.Place ? every.Listener : same.Listener;
    }

    private static bool IsEvery(string host) => host is "*" or "0.0.0.0" or "[::]";

    private static string Single(string host) => host is "localhost" or "[::1]" ? "127.0.0.1" : host;
}
