namespace Holdfast.Testing.Faults;

/// <summary>How long and how hard a row of the fault matrix is run.</summary>
public sealed record FaultTimes
{
    /// <summary>GETs a second.</summary>
    public required int Rate { get; init; }

    /// <summary>POSTs a second, none with an idempotency key.</summary>
    public int PostRate { get; init; }

    /// <summary>Not counted in anything: connections are opened, code is compiled.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>What the fault is compared with.</summary>
    public required TimeSpan Healthy { get; init; }

    public required TimeSpan Sick { get; init; }

    public required TimeSpan Healed { get; init; }

    public TimeSpan All => WarmUp + Healthy + Sick + Healed;
}
