namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>What a row of probe results makes of a node. Pure.</summary>
/// <param name="IsUp">What the node counts as now.</param>
/// <param name="Against">Results in a row that say otherwise.</param>
public readonly record struct ProbeMachine(bool IsUp, int Against)
{
    /// <summary>Results in a row that turn a node's state: one lost probe is no evidence.</summary>
    public const int InARow = 2;

    /// <summary>Before the first probe: unknown, and used.</summary>
    public static ProbeMachine Unknown => new(IsUp: true, 0);

    public ProbeMachine Next(bool answeredWell)
    {
        if (answeredWell == IsUp) return this with { Against = 0 };
        return Against + 1 >= InARow ? new ProbeMachine(answeredWell, 0) : this with { Against = Against + 1 };
    }
}
