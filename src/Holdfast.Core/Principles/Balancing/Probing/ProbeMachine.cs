namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>What a row of probe results makes of a node. Pure.</summary>
/// <param name="IsUp">What the node counts as now.</param>
/// <param name="Against">Results in a row that say otherwise.</param>
public readonly record struct ProbeMachine(bool IsUp, int Against)
{
    /// <summary>Before the first probe: unknown, and used.</summary>
    public static ProbeMachine Unknown => new(IsUp: true, 0);

    /// <param name="rise">Passes in a row that bring a node up.</param>
    /// <param name="fall">Failures in a row that take it down.</param>
    public ProbeMachine Next(bool answeredWell, int rise, int fall)
    {
        if (answeredWell == IsUp) return this with { Against = 0 };
        return Against + 1 >= (answeredWell ? rise : fall) ? new ProbeMachine(answeredWell, 0) : this with { Against = Against + 1 };
    }
}
