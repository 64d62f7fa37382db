namespace Holdfast.Core.Telemetry;

/// <param name="Live">Name of the version that answers.</param>
public sealed record ServiceStatus(string Name, string Live, IReadOnlyList<VersionStatus> Versions)
{
    /// <summary>Retries and hedges that the budget did not allow, over the window.</summary>
    public double OverBudgetPerSecond { get; init; }
}
