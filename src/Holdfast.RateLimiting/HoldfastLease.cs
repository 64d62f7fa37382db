using System.Threading.RateLimiting;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.RateLimiting;

/// <summary>What a limiter of Holdfast said. Disposing of it ends the call where calls at once are limited.</summary>
internal sealed class HoldfastLease(bool acquired, TimeSpan wait, LimitTicket ticket) : RateLimitLease
{
    private int _isHandedIn;

    public static HoldfastLease Passed { get; } = new(true, TimeSpan.Zero, default);

    public override bool IsAcquired => acquired;

    public override IEnumerable<string> MetadataNames => wait > TimeSpan.Zero ? [MetadataName.RetryAfter.Name] : [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = wait > TimeSpan.Zero && metadataName == MetadataName.RetryAfter.Name ? wait : null;
        return metadata is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isHandedIn, 1) == 0) ticket.HandIn();
        base.Dispose(disposing);
    }
}
