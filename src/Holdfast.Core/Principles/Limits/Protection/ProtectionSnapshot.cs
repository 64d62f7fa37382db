using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Shedding;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>How much the process has to do, and who is not let in for it.</summary>
internal static class ProtectionSnapshot
{
    public static Snapshot Take(SliceContext context) => new(ProtectionSignals.Slice,
    [
        new SnapshotTable("process",
            [
                "state", "queue_wait_ms", "cpu", "memory", "passed_per_second", "asked_per_second", "held_to_per_second",
                "refused_from", "refused_critical", "refused_high", "refused_normal", "refused_sheddable",
            ],
            [Row(context)]),
    ]);

    private static object?[] Row(SliceContext context)
    {
        if (ProtectionSlice.Live(context) is not { } state) return ["none", .. Enumerable.Repeat<object?>(null, 11)];
        var (machine, shed) = (state.Machine, state.Level.Machine);
        return
        [
            state.Level.IsOn ? "overloaded" : "calm", state.Newest.QueueWait.TotalMilliseconds, machine.Cpu, state.Newest.Memory,
            machine.Passing, shed?.Arrivals.Sum(), machine.Rate,
            shed is { Cut: < ShedRank.Count } ? CriticalityWords.Of(ShedRank.CriticalityOf((int)shed.Cut)) : null,
            .. Enum.GetValues<Criticality>().Select(criticality => (object?)state.Refused(criticality)),
        ];
    }
}
