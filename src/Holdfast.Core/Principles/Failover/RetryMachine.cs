using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Failover.Hedging;

namespace Holdfast.Core.Principles.Failover;

/// <summary>What may be tried again, and after how long. Pure.</summary>
public static class RetryMachine
{
    /// <summary>Of the request alone: by method, or because it carries a key by which the service knows a repetition.</summary>
    public static Repeatability Of(string method, bool hasKey) => method switch
    {
        "GET" or "HEAD" or "OPTIONS" or "TRACE" => Repeatability.Safe,
        "PUT" or "DELETE" => Repeatability.Idempotent,
        _ => hasKey ? Repeatability.Idempotent : Repeatability.Once,
    };

    /// <summary>Whether a request may be on its way to two nodes at once.</summary>
    public static bool MayBeTwice(HedgeRequests requests, Repeatability request) =>
        request == Repeatability.Safe || (requests == HedgeRequests.Idempotent && request == Repeatability.Idempotent);

    /// <summary>Whether a failure may be followed by another attempt.</summary>
    /// <param name="canBodyBeRepeated">The body is empty or still at hand.</param>
    public static bool MayRepeat(Repeatability request, bool canBodyBeRepeated, FailureKind failure, int status) => failure switch
    {
        // Nothing was sent: any method, and a body that nobody has read yet.
        FailureKind.Connect => true,
        FailureKind.Reset or FailureKind.AttemptTimeout or FailureKind.Protocol => request != Repeatability.Once && canBodyBeRepeated,
        FailureKind.Status => request != Repeatability.Once && canBodyBeRepeated && status is 500 or 502 or 503 or 504,
        _ => false,
    };

    /// <summary>Full jitter (Brooker 2015): evenly from nothing to a bound that doubles with each attempt up to the cap.</summary>
    /// <param name="failed">Attempts that failed so far, at least 1.</param>
    /// <param name="draw">From [0, 1).</param>
    public static TimeSpan Backoff(TimeSpan @base, TimeSpan cap, int failed, double draw)
    {
        var bound = Math.Min(cap.TotalMilliseconds, @base.TotalMilliseconds * Math.Pow(2, Math.Min(failed - 1, 30)));
        return TimeSpan.FromMilliseconds(bound * draw);
    }
}
