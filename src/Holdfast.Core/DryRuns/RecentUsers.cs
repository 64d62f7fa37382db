namespace Holdfast.Core.DryRuns;

/// <summary>Who has called each interface lately, by the hashes of addresses that are kept of the last calls. Read anew now and then: to go through all calls for each who asks would cost more than it tells.</summary>
public sealed class RecentUsers(RecentCalls recent, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Dictionary<string, IReadOnlySet<ulong>> _now = [];
    private long? _readAt;

    /// <summary>By interface. The same object as before while nothing was read anew.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<ulong>> Now
    {
        get
        {
            lock (_gate)
            {
                if (_readAt is { } at && time.GetElapsedTime(at) < Every) return _now;
                _readAt = time.GetTimestamp();
                return _now = recent.Read().Where(static call => call.Client != 0).GroupBy(static call => call.Keys.Interface, StringComparer.Ordinal)
                    .ToDictionary(static same => same.Key, IReadOnlySet<ulong> (same) => same.Select(static call => call.Client).ToHashSet(), StringComparer.Ordinal);
            }
        }
    }
}
