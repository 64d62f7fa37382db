using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>Faults beside the matrix, each with a service of its own before the same nodes.</summary>
internal static class OtherFaults
{
    public static IReadOnlyList<Fault> OfAllNodes { get; } =
    [
        FaultCatalogue.Sickness("all-unavailable", "all answer 503", 4, new NodeSickness(NodeSicknessKind.Status)),
        FaultCatalogue.Sickness("all-reset", "all reset", 4, new NodeSickness(NodeSicknessKind.Reset)),
        FaultCatalogue.Sickness("all-hang", "all accept, never answer", 4, new NodeSickness(NodeSicknessKind.Hang)),
        FaultCatalogue.Killed("all-kill", "kill -9 all", 4),
    ];

    public static Fault AllBreak { get; } = FaultCatalogue.Sickness(
        "all-break", "all break bodies off", 4, new NodeSickness(NodeSicknessKind.Break)) with { BreaksBodies = true };

    public static Fault Probed { get; } = FaultCatalogue.Sickness(
        FaultPlan.Probed, "all answer 503 to probes too", 4, new NodeSickness(NodeSicknessKind.Status));

    public static IReadOnlyList<Fault> OfOneOfThree { get; } =
    [
        FaultCatalogue.Sickness($"{FaultPlan.OfThree}hang", "one of three never answers", 1, new NodeSickness(NodeSicknessKind.Hang)),
        FaultCatalogue.Sickness($"{FaultPlan.OfThree}reset", "one of three resets", 1, new NodeSickness(NodeSicknessKind.Reset)),
        FaultCatalogue.Sickness($"{FaultPlan.OfThree}error", "one of three answers 500", 1, new NodeSickness(NodeSicknessKind.Status, Status: 500)),
    ];

    public static IReadOnlyList<Fault> All { get; } = [.. OfAllNodes, AllBreak, Probed, .. OfOneOfThree];
}
