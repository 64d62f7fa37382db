using System.Globalization;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Plans;

/// <summary>A plan that a share of the requests tries now.</summary>
/// <param name="Number">Of the revision.</param>
/// <param name="Share">Of the requests.</param>
/// <param name="Until">When it goes live, unless it turns out worse before.</param>
/// <param name="Staged">What became of the calls under it.</param>
/// <param name="Rest">And of those beside it, of the interfaces that it touches.</param>
public sealed record StageState(int Number, double Share, DateTimeOffset Since, DateTimeOffset Until, StageSide Staged, StageSide Rest)
{
    /// <summary>It is live for all of them, and watched: beside it is just before it.</summary>
    public bool IsLive => Share >= 1;

    /// <summary>The revision that was live before, where it is live and watched; else null.</summary>
    public int? Before { get; init; }

    /// <summary>In one line.</summary>
    public override string ToString() => IsLive ? Watched() : string.Create(
        CultureInfo.InvariantCulture,
        $"{Share * 100:0.##}% of the requests try revision {Number} until {Until.UtcDateTime:HH:mm:ss}Z: {Staged.Failed} of {Staged.Calls} calls under it failed, and {Rest.Failed} of {Rest.Calls} beside it");

    private string Watched() => string.Create(
        CultureInfo.InvariantCulture, $"revision {Number} is live and watched until {Until.UtcDateTime:HH:mm:ss}Z: {Staged.Failed} of {Staged.Calls} calls under it failed, and {Rest.Failed} of {Rest.Calls} just before");
}
