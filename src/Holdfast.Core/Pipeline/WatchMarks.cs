namespace Holdfast.Core.Pipeline;

/// <summary>The two ages of an attempt without an answer that matter: at the one it is late, at the other a second is made beside it. In either order.</summary>
/// <param name="Late"><see cref="Timeout.InfiniteTimeSpan"/>: never.</param>
/// <param name="Hedge"><see cref="Timeout.InfiniteTimeSpan"/>: never.</param>
internal readonly record struct WatchMarks(TimeSpan Late, TimeSpan Hedge)
{
    public static WatchMarks None { get; } = new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>The earlier one; <see cref="Timeout.InfiniteTimeSpan"/>: there is nothing to watch for.</summary>
    public TimeSpan First => IsLateFirst ? Late : Hedge;

    /// <summary>Also where both are one.</summary>
    public bool IsLateFirst => Late != Timeout.InfiniteTimeSpan && (Hedge == Timeout.InfiniteTimeSpan || Late <= Hedge);

    /// <inheritdoc cref="IsLateFirst"/>
    public bool IsHedgeFirst => Hedge != Timeout.InfiniteTimeSpan && (Late == Timeout.InfiniteTimeSpan || Hedge <= Late);

    /// <summary>From the first to the second; <see cref="Timeout.InfiniteTimeSpan"/>: there is no second, or both are one.</summary>
    public TimeSpan Gap => Late == Timeout.InfiniteTimeSpan || Hedge == Timeout.InfiniteTimeSpan || Late == Hedge
        ? Timeout.InfiniteTimeSpan
        : (Late - Hedge).Duration();

    /// <summary>
    /// Where a call may not be made twice, waiting is evidence alone. Where others have used up what may be, it is not watched
    /// for a mark that every twentieth call passes, only to be refused there: it is asked about again when it is late.
    /// </summary>
    public static WatchMarks Of(Call call, RetryPolicy retry)
    {
        var (late, hedge) = (retry.LateAfter, retry.HedgeAfter);
        var isHedged = hedge == late || hedge == Timeout.InfiniteTimeSpan || (retry.MayBeTwice(call) && retry.HasRoomToHedge);
        return new WatchMarks(late, isHedged ? hedge : late);
    }
}
