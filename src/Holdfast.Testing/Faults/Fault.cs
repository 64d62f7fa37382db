namespace Holdfast.Testing.Faults;

/// <summary>One row of the fault matrix.</summary>
/// <param name="Name">For a service, a test and an option: lower case, hyphens.</param>
/// <param name="Title">For a table.</param>
/// <param name="Sick">How many nodes suffer, from the first; 0: each in turn.</param>
/// <param name="Sicken">Makes the nodes sick; where nodes suffer in turn, takes about as long as it is told.</param>
/// <param name="Heal">Makes them well again.</param>
public sealed record Fault(
    string Name, string Title, int Sick, Func<FaultNodes, TimeSpan, Task> Sicken, Func<FaultNodes, Task> Heal)
{
    /// <summary>Callers see broken bodies, and have to: what is gone from the middle of an answer cannot be had back.</summary>
    public bool BreaksBodies { get; init; }

    /// <summary>The same fault under a name of its own: a service that has been through it once is not as it was.</summary>
    /// <param name="round">From 1.</param>
    public Fault Again(int round) => round == 1 ? this : this with { Name = $"{Name}-{round}" };

    public override string ToString() => Name;
}
