using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>What things are called in snapshots, metrics and answers.</summary>
internal static class AsyncWords
{
    public static string Of(AsyncWhen when) => string.Join(", ", Enum.GetValues<AsyncWhen>().Where(one => one != AsyncWhen.None && when.HasFlag(one)).Select(static one => one.ToString().ToLowerInvariant()));

    /// <summary>As callers are told: who waits for whom is nothing to them.</summary>
    public static string Of(OperationState state) => state switch
    {
        OperationState.Waiting or OperationState.Held => "pending",
        OperationState.Leased => "delivering",
        OperationState.Delivered => "delivered",
        OperationState.Failed => "failed",
        _ => "dead",
    };

    public static string Of(AsyncTally what) => what switch
    {
        AsyncTally.Accepted => "accepted",
        AsyncTally.Known => "known",
        AsyncTally.Full => "refused-full",
        AsyncTally.Away => "refused-away",
        AsyncTally.BadKey => "refused-key",
        AsyncTally.Delivered => "delivered",
        AsyncTally.Again => "again",
        AsyncTally.HeldUp => "held-up",
        AsyncTally.Failed => "failed",
        _ => "dead",
    };
}
