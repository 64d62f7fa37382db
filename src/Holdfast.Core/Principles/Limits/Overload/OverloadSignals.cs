using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>What is told of services that are asked more than they can answer.</summary>
internal static class OverloadSignals
{
    public const string Slice = "overload";

    public static void Began(OverloadSite site, OverloadState state) => site.Signals.Publish(
        Slice, "overload-began", site.Subject, string.Create(CultureInfo.InvariantCulture,
            $"asked for more than it can answer: {state.Limit.Places} attempts at once, answers take {state.Limit.Ratio:0.0} times what is usual; the least critical calls are refused"));

    public static void Over(OverloadSite site, OverloadState state) => site.Signals.Publish(
        Slice, "overload-over", site.Subject, string.Create(CultureInfo.InvariantCulture,
            $"all calls are answered again; so far refused: {Words(state.Tallies)}"));

    public static void Slower(OverloadSite site, SlowerThanBefore slower) => site.Signals.Publish(
        Slice, "slower-than-before", site.Subject, string.Create(CultureInfo.InvariantCulture,
            $"'{slower.Interface}' takes {slower.Now.TotalMilliseconds:0.#} ms where it took {slower.Before.TotalMilliseconds:0.#} ms, and asking for less does not help: that counts as usual now"));

    private static string Words(OverloadTallies tallies) => string.Join(", ", Enum.GetValues<Criticality>().Reverse()
        .Select(criticality => string.Create(CultureInfo.InvariantCulture, $"{tallies.Read(criticality)} {CriticalityWords.Of(criticality)}")));
}
