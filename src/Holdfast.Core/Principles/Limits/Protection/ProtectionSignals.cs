using System.Globalization;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>What is told of a process that has more to do than it can carry.</summary>
internal static class ProtectionSignals
{
    public const string Slice = "protection";

    public static void Began(ProtectionSite site, ProtectionState state) => site.Signals.Publish(
        Slice, "process-overloaded", ProtectionPlan.Field.Name, string.Create(CultureInfo.InvariantCulture,
            $"the process has more to do than it can carry: {Words(state.Measure(site.Plan))}; the least critical calls are refused"));

    public static void Over(ProtectionSite site, ProtectionState state) => site.Signals.Publish(
        Slice, "process-recovered", ProtectionPlan.Field.Name,
        $"all calls are let in again; so far refused: {string.Join(", ", Enum.GetValues<Criticality>().Reverse().Select(one => $"{state.Refused(one)} {CriticalityWords.Of(one)}"))}");

    private static string Words(Measure measured) => measured.Name switch
    {
        "queue_wait_ms" => string.Create(CultureInfo.InvariantCulture, $"work waits {measured.Value:0.#} ms for a thread, of {measured.Bound:0.#} ms that are allowed"),
        var what => string.Create(CultureInfo.InvariantCulture, $"{what} at {measured.Value:0.00}, of {measured.Bound:0.00} that are allowed"),
    };
}
